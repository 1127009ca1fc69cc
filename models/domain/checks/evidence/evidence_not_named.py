"""A file came that the evidence sheet does not name."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence.review import EVIDENCE_MATCHES, EvidenceReview, about_files
from models.domain.evidence.matching import MatchedFile

_NOT_NAMED = "đã nhận nhưng chưa ghi ở trang “Tài liệu kiểm chứng”. Đề nghị ghi tên tệp vào {row}."


@EVIDENCE_MATCHES.check(_NOT_NAMED, after="evidence_shared")
def evidence_not_named(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for the files that no row stands for; one sentence for the same criteria.

    Nothing is asked for while there is no sheet to name them in.
    """
    groups: dict[tuple[str, ...], list[MatchedFile]] = {}
    for each in review.documents:
        if review.context.has_sheet and not each.rows:
            groups.setdefault(each.codes, []).append(each)
    for codes, group in groups.items():
        row = "đúng dòng của tiêu chí" + (f" {', '.join(codes)}" if codes else "")
        yield from about_files(group, _NOT_NAMED.format(row=row))
