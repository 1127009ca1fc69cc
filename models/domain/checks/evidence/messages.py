"""Every sentence of the checks of evidence: what is odd and what to do about it.

Those about files go on after "tệp"; those about cells stand after the names of the cells. None of
it costs a point: appraisers look at the evidence themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.evidence.file import EvidenceKind, LeftOutReason
from models.domain.evidence.kinds import kind_words

_MOST_NAMES = 8
_AS_PDF = "Đề nghị lưu hoặc quét thành PDF rồi gửi lại."
_LEFT = {
    LeftOutReason.ENCRYPTED: "đặt mật khẩu. Đề nghị nén lại không đặt mật khẩu",
    LeftOutReason.NESTED: "lại là tệp nén. Đề nghị giải nén trước rồi nén chung một lần",
    LeftOutReason.TOO_LARGE: "quá lớn khi giải nén. Đề nghị giảm dung lượng hoặc chia thành "
    "nhiều tệp nén",
    LeftOutReason.TOO_MANY: "vượt quá số tệp nhận trong một tệp nén. Đề nghị chia thành nhiều tệp "
    "nén",
    LeftOutReason.ODD_PATH: "là liên kết hoặc có đường dẫn không hợp lệ. Đề nghị chép tệp vào thư "
    "mục thường rồi nén lại",
    LeftOutReason.DAMAGED: "bị hỏng, không giải nén được. Đề nghị nén lại dạng ZIP",
}


def listed(names: Sequence[str]) -> str:
    """File names as a sentence lists them; of many, the first ones and how many more there are."""
    quoted = ", ".join(f"“{name}”" for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return quoted if more <= 0 else f"{quoted} và {more} tệp khác"


def empty() -> str:
    """No byte came."""
    return "rỗng (0 byte). Đề nghị kiểm tra tệp gốc và gửi lại."


def disguised(kind: EvidenceKind) -> str:
    """The extension says one thing, the content another."""
    return (
        f"có đuôi tên không đúng với nội dung (nội dung là {kind_words(kind)}). Đề nghị mở tệp "
        "gốc, lưu đúng loại (tốt nhất là PDF) rồi gửi lại; không đổi đuôi tệp bằng tay."
    )


def forbidden(kind: EvidenceKind) -> str:
    """A kind that is not taken as evidence."""
    if kind is EvidenceKind.ARCHIVE:
        return "nén ở dạng không mở được. Đề nghị nén dạng ZIP hoặc gửi từng tệp PDF."
    return f"thuộc loại không dùng làm tài liệu kiểm chứng ({kind_words(kind)}). {_AS_PDF}"


def locked() -> str:
    """A password is needed to open it."""
    return "đặt mật khẩu nên không xem được. Đề nghị bỏ mật khẩu rồi gửi lại."


def unreadable() -> str:
    """It does not open."""
    return "không mở được (hỏng hoặc tải lên chưa hết). Đề nghị kiểm tra tệp gốc và gửi lại."


def macro() -> str:
    """Something in it would run."""
    return f"có chứa macro hoặc mã lệnh; nội dung đó không được mở. {_AS_PDF}"


def blank() -> str:
    """Nothing can be seen on any page."""
    return "là trang trắng hoặc một màu, không thấy nội dung. Đề nghị quét lại đúng mặt giấy."


def left_out(names: Sequence[str], archive: str, reason: LeftOutReason) -> str:
    """Files that stayed inside a zip."""
    return f"Trong tệp nén “{archive}”: {listed(names)} {_LEFT[reason]} rồi gửi lại."


def number() -> str:
    """A document without its number."""
    return "chưa ghi số, ký hiệu văn bản. Đề nghị ghi như trên văn bản, ví dụ 12/KH-UBND."


def day() -> str:
    """A document without its date."""
    return "chưa ghi ngày ban hành. Đề nghị ghi đủ ngày, tháng, năm như trên văn bản."


def day_unclear() -> str:
    """Something that is no day."""
    return "ngày ban hành chưa rõ. Đề nghị ghi dạng ngày/tháng/năm, ví dụ 15/03/2021."


def before_year(year: int) -> str:
    """Issued before the year scored; it may still be in force."""
    return (
        f"văn bản ban hành trước năm {year}. Nếu còn hiệu lực trong năm {year} thì giữ nguyên và "
        "ghi rõ ở cột “Giải trình” của tiêu chí; nếu ghi nhầm ngày, đề nghị sửa lại."
    )


def after_year(year: int) -> str:
    """Issued after the year scored; it may report on that year."""
    return (
        f"văn bản ban hành sau năm {year}. Nếu văn bản xác nhận kết quả của năm {year} thì giữ "
        "nguyên và ghi rõ ở cột “Giải trình” của tiêu chí; nếu ghi nhầm ngày, đề nghị sửa lại."
    )


def in_the_future() -> str:
    """Issued on a day that has not come."""
    return "ngày ban hành chưa đến. Đề nghị kiểm tra và ghi lại đúng ngày trên văn bản."


def reused(codes: Sequence[str]) -> str:
    """One file for several criteria."""
    return (
        f"dùng chung cho các tiêu chí {', '.join(codes)}. Nếu đúng như vậy, đề nghị ghi rõ trang, "
        "mục chứng minh cho từng tiêu chí ở cột “Trang, mục”; nếu gửi nhầm, đề nghị gửi tệp khác."
    )


def shared() -> str:
    """Another unit has sent the very same file."""
    return (
        "giống hệt tệp mà đơn vị khác đã gửi. Nếu là văn bản chung của cấp trên thì không cần "
        "sửa; nếu là văn bản của riêng đơn vị, đề nghị kiểm tra có gửi nhầm tệp không."
    )


def not_sent() -> str:
    """A file is named that did not come."""
    return (
        "có tên tệp nhưng chưa nhận được tệp này. Đề nghị gửi kèm tệp, hoặc sửa tên cho đúng với "
        "tệp đã gửi."
    )


def not_named(codes: Sequence[str]) -> str:
    """A file came that the evidence sheet does not name."""
    where = f"đúng dòng của tiêu chí {', '.join(codes)}" if codes else "đúng dòng của tiêu chí"
    return f"đã nhận nhưng chưa ghi ở trang “Tài liệu kiểm chứng”. Đề nghị ghi tên tệp vào {where}."
