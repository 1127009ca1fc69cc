"""Findings taken apart into remarks, one a cell or for the whole file, and the words for them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import shorten

from models.domain.cells import CellRef
from models.domain.collection.workbook import Finding, Severity
from models.domain.vietnamese.text import tidy


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong and what to type; ``cell`` is None when it is about the whole file."""

    severity: Severity
    words: str
    cell: CellRef | None = None
    about: str = ""


def remarks_of(findings: Sequence[Finding], sheets: Sequence[str]) -> tuple[Remark, ...]:
    """The remarks in the order to mend them: what blocks, then the whole file, then from A1 on.

    ``sheets`` are the names of the sheets in the order of the file.
    """
    places = {name: number for number, name in enumerate(sheets)}

    def order(remark: Remark) -> tuple[bool, int, int, int, str]:
        if remark.cell is None:
            return (remark.severity is Severity.WARNS, -1, 0, 0, "")
        sheet = places.get(remark.cell.sheet, len(places))
        column = remark.cell.cell.rstrip("0123456789")
        return (remark.severity is Severity.WARNS, sheet, remark.cell.row, len(column), column)

    return tuple(sorted((r for finding in findings for r in _remarks(finding)), key=order))


def _remarks(finding: Finding) -> Iterable[Remark]:
    words = finding.words or finding.message
    if not finding.cells:
        yield Remark(finding.severity, words)
    for cell, about in zip_longest(finding.cells, finding.abouts, fillvalue=""):
        if isinstance(cell, CellRef):
            yield Remark(finding.severity, words, cell, str(about))


LIST_SHEET = "Cần sửa"
LIST_TITLE = "NHỮNG NỘI DUNG CẦN SỬA TRONG TỆP"
LIST_HEADERS = ("Số", "Mức", "Ô (bấm để tới)", "Tiêu chí", "Nội dung và cách sửa")
WHOLE_FILE = "Cả tệp"
AUTHOR = "cchc"
MOST_LETTERS = 3000
"""Of one remark; Excel calls a file damaged that has more than 32,767 in a cell or comment."""
LEVELS = {Severity.BLOCKS: "Cần sửa", Severity.WARNS: "Nên xem lại"}
"""What a remark is, in the list and in front of a comment."""
LIST_HOW_TO = (
    "Đề nghị đồng chí bấm vào tên ô để tới đúng ô đã tô màu, sửa theo cột “Nội dung và cách sửa”, "
    "lưu tệp rồi gửi lại như lần trước. Không cần xóa trang này, màu và ghi chú: khi nhận lại tệp, "
    "hệ thống tự bỏ."
)
COPIED = (
    "Tệp đồng chí gửi không ghi chú trực tiếp được, nên số liệu đã chép sang biểu mẫu này. Đề nghị "
    "đồng chí kiểm tra, sửa và gửi lại chính tệp này."
)


def _mark(level: str) -> str:
    return f"[{level.upper()}]"


def _any_form(text: str) -> str:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    return "|".join(re.escape(form) for form in sorted(forms))


OUR_LINES = re.compile(
    rf"(?:^|\n)(?:{'|'.join(_any_form(_mark(level)) for level in LEVELS.values())})[^\n]*"
)
"""The lines of a comment that are ours, whoever saved the file and whatever became of the author:
each begins with its level in brackets."""


def comment_line(severity: Severity, words: str) -> tuple[str, str]:
    """The mark and the rest of one line of a comment."""
    return _mark(LEVELS[severity]), f" {as_sentence(words)}"


def as_sentence(words: str) -> str:
    """Words of a check as a sentence of one line, which any cell and comment can hold."""
    line = shorten(tidy(words), MOST_LETTERS, placeholder="…")
    return line[:1].upper() + line[1:]


def list_summary(name: str, blocking: int, warning: int) -> str:
    """How many places are to be mended in the file ``name``, and how many to be looked at again."""
    counts = [
        f"{number} nội dung {level.lower()}"
        for number, level in zip((blocking, warning), LEVELS.values(), strict=True)
        if number
    ]
    return f"Tệp “{name}”: {', '.join(counts)}."


def cell_name(sheet: str, cell: str) -> str:
    """A cell as a person names it."""
    return f"{sheet}, ô {cell}"


def joined(lines: Sequence[tuple[str, str]]) -> str:
    """The text of lines made by ``comment_line``."""
    return "\n".join(mark + rest for mark, rest in lines)
