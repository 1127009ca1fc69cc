"""What a command says when the machine, and not the campaign, is in the way."""

import errno
from collections.abc import Mapping

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

_FULL = "Đĩa đã đầy. Đề nghị dọn bớt chỗ trống rồi chạy lại; việc đang làm dở chưa được ghi."
_FILES: Mapping[int, str] = {
    errno.ENOENT: "Không có tệp hoặc thư mục “{place}”. Đề nghị kiểm tra lại đường dẫn.",
    errno.EISDIR: "“{place}” là thư mục, không phải tệp. Đề nghị ghi đường dẫn của một tệp.",
    errno.ENOTDIR: "“{place}” nằm dưới một tệp. Đề nghị chọn đường dẫn khác.",
    errno.EEXIST: "“{place}” là tệp, không phải thư mục. Đề nghị chọn thư mục khác.",
    errno.EACCES: "Không được phép đọc hoặc ghi “{place}”. Đề nghị cấp quyền hoặc chọn chỗ khác.",
    errno.EPERM: "Không được phép đọc hoặc ghi “{place}”. Đề nghị cấp quyền hoặc chọn chỗ khác.",
    errno.EROFS: "“{place}” chỉ cho đọc. Đề nghị cho phép ghi hoặc chọn chỗ khác.",
    errno.ENAMETOOLONG: "Tên “{place}” quá dài. Đề nghị đặt tên ngắn hơn.",
}
_DATABASES = {
    "not a database": "Tệp cơ sở dữ liệu không phải SQLite. Đề nghị kiểm tra tệp cchc.db trong thư "
    "mục dữ liệu, khôi phục từ bản sao lưu hoặc chọn thư mục khác.",
    "malformed": "Tệp cơ sở dữ liệu bị hỏng. Đề nghị giữ nguyên tệp và khôi phục từ bản sao lưu.",
    "full": _FULL,
    "disk I/O": "Đĩa không đọc hoặc ghi được (có thể đã đầy hoặc hỏng). Đề nghị kiểm tra ổ đĩa rồi "
    "chạy lại; việc đang làm dở chưa được ghi.",
    "readonly": "Cơ sở dữ liệu chỉ cho đọc. Đề nghị cho phép ghi vào thư mục dữ liệu.",
    "unable to open": "Không mở được cơ sở dữ liệu. Đề nghị kiểm tra thư mục dữ liệu và quyền ghi.",
    "locked": "Cơ sở dữ liệu đang bận quá lâu. Đề nghị chờ chương trình khác xong rồi chạy lại.",
    "connection": "Không kết nối được cơ sở dữ liệu. Đề nghị kiểm tra máy chủ và địa chỉ.",
}
_ADDRESS = "Địa chỉ cơ sở dữ liệu không đúng. Đề nghị ghi dạng postgresql+psycopg://máy/tên."


def failure_words(error: Exception) -> str | None:
    """The sentence for an error of files, disk or database; None for any other: a defect."""
    if isinstance(error, (ArgumentError, NoSuchModuleError)):
        return _ADDRESS
    if isinstance(error, DBAPIError):
        said = str(error.orig)
        return next((words for sign, words in _DATABASES.items() if sign in said), None)
    return _of_files(error) if isinstance(error, OSError) else None


def _of_files(error: OSError) -> str | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _FULL
    words = _FILES.get(error.errno or 0)
    return words.format(place=error.filename) if words and error.filename else None
