"""Evidence in the words in which operators and units read of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.domain.delivery import Door
from models.domain.evidence.file import EvidenceFacts, EvidenceFile
from models.domain.evidence.kinds import kind_words
from models.domain.values import half_up
from models.domain.vietnamese.numbers import format_number

DOORS = {Door.DROP: "thư mục nộp bài", Door.MAIL: "thư điện tử", Door.PORTAL: "trang nộp bài"}
_KILOBYTE = 1024
_MEGABYTE = _KILOBYTE * _KILOBYTE


def facts_words(facts: EvidenceFacts) -> str:
    """What was seen in a file: ``PDF, 3 trang, có chữ ký số`` or ``PDF, không mở được``."""
    return ", ".join((kind_words(facts.kind), *_remarks(facts)))


def size_words(size: int) -> str:
    """A size in bytes as people read it, halves of the last place rounded up."""
    if size < _KILOBYTE:
        return f"{size} byte"
    unit, word = (_MEGABYTE, "MB") if size >= _MEGABYTE else (_KILOBYTE, "KB")
    return f"{format_number(half_up(Decimal(size) / unit, Decimal('0.1')))} {word}"


def criteria_words(file: EvidenceFile) -> str:
    """The criteria that a file belongs to."""
    return ", ".join(file.criteria) or "chưa rõ tiêu chí"


def _remarks(facts: EvidenceFacts) -> Iterator[str]:
    if facts.pages is not None:
        yield f"{facts.pages} trang"
    if facts.width is not None and facts.height is not None:
        yield f"{facts.width} x {facts.height} điểm ảnh"
    if facts.signatures:
        yield "có chữ ký số (chưa xác minh)"
    if facts.encrypted:
        yield "đặt mật khẩu"
    elif not facts.readable:
        yield "không mở được"
    if facts.macro:
        yield "có macro hoặc mã lệnh"
    if facts.blank:
        yield "không thấy nội dung"
    if facts.left_out:
        yield f"còn {len(facts.left_out)} tệp chưa lấy ra được"
