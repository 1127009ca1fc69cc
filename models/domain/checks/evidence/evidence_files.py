"""What is wrong with a file by itself: each check is one condition on what was seen in it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from models.domain.checks.check import Check, Problem
from models.domain.checks.evidence.review import EVIDENCE_FILES, EvidenceReview, about_files
from models.domain.evidence.file import EvidenceKind, is_disguised, is_forbidden, kind_words
from models.domain.evidence.matching import MatchedFile

_AS_PDF = "Đề nghị lưu hoặc quét thành PDF rồi gửi lại."


class FileCheck(NamedTuple):
    """A check of single files.

    ``sentence`` goes on behind "tệp"; its field is the ``kind`` of the file, in words.
    ``archive_sentence`` is said of archives instead, if there is one.
    """

    id: str
    is_wrong: Callable[[MatchedFile], bool]
    sentence: str
    archive_sentence: str = ""

    def words(self, kind: EvidenceKind) -> str:
        """The sentence for a file of this kind."""
        other = kind is EvidenceKind.ARCHIVE and self.archive_sentence
        return other or self.sentence.format(kind=kind_words(kind))


def _is_empty(each: MatchedFile) -> bool:
    return each.file.facts.kind is EvidenceKind.EMPTY


def _is_disguised(each: MatchedFile) -> bool:
    return not _is_empty(each) and is_disguised(each.file.name, each.file.facts.kind)


def _is_forbidden(each: MatchedFile) -> bool:
    return not _is_empty(each) and is_forbidden(each.file.name, each.file.facts.kind)


def _is_sound(each: MatchedFile) -> bool:
    """Whether name and content agree and are of a kind that is taken."""
    name, kind = each.file.name, each.file.facts.kind
    return not (is_disguised(name, kind) or is_forbidden(name, kind))


_TABLE = (
    FileCheck("evidence_empty", _is_empty, "rỗng (0 byte). Đề nghị kiểm tra tệp gốc và gửi lại."),
    FileCheck(
        "evidence_disguised",
        _is_disguised,
        "có đuôi tên không đúng với nội dung (nội dung là {kind}). Đề nghị mở tệp "
        "gốc, lưu đúng loại (tốt nhất là PDF) rồi gửi lại; không đổi đuôi tệp bằng tay.",
    ),
    FileCheck(
        "evidence_forbidden",
        _is_forbidden,
        f"thuộc loại không dùng làm tài liệu kiểm chứng ({{kind}}). {_AS_PDF}",
        "nén ở dạng không mở được. Đề nghị nén dạng ZIP hoặc gửi từng tệp PDF.",
    ),
    FileCheck(
        "evidence_locked",
        lambda each: _is_sound(each) and each.file.facts.encrypted,
        "đặt mật khẩu nên không xem được. Đề nghị bỏ mật khẩu rồi gửi lại.",
    ),
    FileCheck(
        "evidence_unreadable",
        lambda each: (
            _is_sound(each) and not (each.file.facts.readable or each.file.facts.encrypted)
        ),
        "không mở được (hỏng hoặc tải lên chưa hết). Đề nghị kiểm tra tệp gốc và gửi lại.",
    ),
    FileCheck(
        "evidence_macro",
        lambda each: each.file.facts.macro,
        f"có chứa macro hoặc mã lệnh; nội dung đó không được mở. {_AS_PDF}",
    ),
    FileCheck(
        "evidence_blank",
        lambda each: _is_sound(each) and each.file.facts.blank,
        "là trang trắng hoặc một màu, không thấy nội dung. Đề nghị quét lại đúng mặt giấy.",
    ),
)
"""In this order, behind ``evidence_left_out``."""


def _problems(check: FileCheck, review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each wrong file; those with the same words in one sentence."""
    groups: dict[str, list[MatchedFile]] = {}
    for each in filter(check.is_wrong, review.files):
        groups.setdefault(check.words(each.file.facts.kind), []).append(each)
    for words, group in sorted(groups.items(), key=lambda item: item[1][0].file.facts.kind):
        yield from about_files(group, words)


for place, row in enumerate(_TABLE):
    sentences = tuple(filter(None, (row.sentence, row.archive_sentence)))
    before = _TABLE[place - 1].id if place else "evidence_left_out"
    EVIDENCE_FILES.add(Check(row.id, partial(_problems, row), sentences, before))
