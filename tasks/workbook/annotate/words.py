"""Every word that an annotated file says, and the marks by which our words are found again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from textwrap import shorten

from models.domain.collection.workbook import Severity
from models.domain.vietnamese.text import tidy

LIST_SHEET = "Cần sửa"
LIST_TITLE = "NHỮNG NỘI DUNG CẦN SỬA TRONG TỆP"
LIST_HEADERS = ("Số", "Mức", "Ô (bấm để tới)", "Tiêu chí", "Nội dung và cách sửa")
WHOLE_FILE = "Cả tệp"
AUTHOR = "cchc"
MOST_LETTERS = 3000
"""Of one remark; Excel calls a file damaged that has more than 32,767 in a cell or comment."""
LEVELS = {Severity.BLOCKS: "Cần sửa", Severity.WARNS: "Nên xem lại"}
"""What a remark is, in the list and in front of a comment."""
HOW_TO = (
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
    return _mark(LEVELS[severity]), f" {sentence(words)}"


def sentence(words: str) -> str:
    """Words of a check as a sentence of one line, which any cell and comment can hold."""
    line = shorten(tidy(words), MOST_LETTERS, placeholder="…")
    return line[:1].upper() + line[1:]


def summary(name: str, blocking: int, warning: int) -> str:
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
