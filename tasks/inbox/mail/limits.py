"""What is looked at in the raw bytes of a mail before anything of it is decoded.

The standard parser takes quadratic time for some mails that nobody writes by hand: thousands of
parts within parts, a header of a megabyte. Those are left closed.
"""

import re

MEGABYTE = 1024 * 1024
MAX_MAIL = 25 * MEGABYTE
MAX_FILE = 15 * MEGABYTE
MAX_FILES = 10
MAX_NESTING = 5
MAX_HEAD = 256 * 1024
MAX_RAW_FIELD = 8 * 1024
MAX_BOUNDARIES = 50
MAX_SEPARATORS = 2_000
MAX_LINES = 600_000
"""The largest mail has half as many; the parser takes each line by itself."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BOUNDARY = re.compile(rb"(?i)boundary\*?\d*\*?\s*=")
_SEPARATOR = re.compile(rb"(?m)^--")
_FIELD = re.compile(rb"(?im)^content-[a-z-]+[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*")

MAIL_TOO_LARGE = (
    f"Thư lớn hơn {MAX_MAIL // MEGABYTE} MB nên chưa được mở. Đề nghị chia tệp thành nhiều thư nhỏ "
    "hơn rồi gửi lại."
)
ODD_MAIL = (
    "Thư có cấu trúc bất thường nên chưa được mở. Đề nghị tạo thư mới, đính kèm tệp rồi gửi lại."
)


def head_of(raw: bytes) -> bytes:
    """The header fields of a mail."""
    end = _HEAD_END.search(raw)
    return raw[: end.start()] if end else raw


def refusal_of(raw: bytes) -> str:
    """Why a mail may not be parsed, in a sentence for its sender; empty when it may."""
    if len(raw) > MAX_MAIL:
        return MAIL_TOO_LARGE
    odd = (
        len(head_of(raw)) > MAX_HEAD
        or raw.count(b"\n") > MAX_LINES
        or _more_than(_BOUNDARY, raw, MAX_BOUNDARIES)
        or _more_than(_SEPARATOR, raw, MAX_SEPARATORS)
        or any(len(field[0]) > MAX_RAW_FIELD for field in _FIELD.finditer(raw))
    )
    return ODD_MAIL if odd else ""


def _more_than(pattern: re.Pattern[bytes], raw: bytes, most: int) -> bool:
    return any(number >= most for number, _ in enumerate(pattern.finditer(raw)))
