"""What a file carries beside its cells, which is never opened, run or followed."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.context import FILE_NOTES, Identified
from models.domain.collection.workbook import FileNote

_MACROS = (
    "Tệp có macro; hệ thống không chạy macro và chỉ đọc số liệu. Đề nghị lần sau lưu dạng "
    "Excel Workbook (.xlsx)."
)
_LINKS = (
    "Tệp có liên kết đến tệp khác; hệ thống không mở các tệp đó và lấy kết quả đã lưu. Đề "
    "nghị kiểm tra số liệu và gõ thẳng số vào ô thay cho liên kết."
)
_OBJECTS = (
    "Tệp có đối tượng nhúng (văn bản, tệp khác) mà hệ thống không mở. Đề nghị gửi tài liệu "
    "kiểm chứng thành tệp riêng, kèm theo biểu."
)


@FILE_NOTES.check(_MACROS)
def has_macros(review: Identified) -> Iterator[Problem]:
    """Yield one problem for a file with a macro."""
    if FileNote.MACROS in review.returned.notes:
        yield Problem(_MACROS)


@FILE_NOTES.check(_LINKS, after="has_macros")
def has_external_links(review: Identified) -> Iterator[Problem]:
    """Yield one problem for a file that refers to other files."""
    if FileNote.EXTERNAL_LINKS in review.returned.notes:
        yield Problem(_LINKS)


@FILE_NOTES.check(_OBJECTS, after="has_external_links")
def has_embedded_objects(review: Identified) -> Iterator[Problem]:
    """Yield one problem for a file with other files inside."""
    if FileNote.EMBEDDED_OBJECTS in review.returned.notes:
        yield Problem(_OBJECTS)
