"""One file stands for several criteria."""

from collections.abc import Iterator, Sequence

from models.domain.checks.check import Problem
from models.domain.checks.evidence.review import EVIDENCE_MATCHES, EvidenceReview, about_files
from models.domain.evidence.matching import MatchedFile, is_under
from models.domain.values import Sha256

_REUSED = (
    "dùng chung cho các tiêu chí {codes}. Nếu đúng như vậy, đề nghị ghi rõ trang, "
    "mục chứng minh cho từng tiêu chí ở cột “Trang, mục”; nếu gửi nhầm, đề nghị gửi tệp khác."
)


@EVIDENCE_MATCHES.check(_REUSED, after="evidence_not_sent")
def evidence_reused(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each file, by content, that several criteria rest on.

    Nothing is said when one row names all these criteria, or when every row tells the page or
    item: then the unit meant it.
    """
    same: dict[Sha256, list[MatchedFile]] = {}
    for each in review.documents:
        same.setdefault(each.file.sha256, []).append(each)
    for group in same.values():
        codes = _distinct(group)
        if len(codes) > 1 and not _is_meant(group):
            yield from about_files(group, _REUSED.format(codes=", ".join(codes)))


def _distinct(group: Sequence[MatchedFile]) -> list[str]:
    """The codes in order of naming; a criterion does not count beside its own parts."""
    codes = list(dict.fromkeys(code for each in group for code in each.codes))
    return [c for c in codes if not any(c != other and is_under(other, c) for other in codes)]


def _is_meant(group: Sequence[MatchedFile]) -> bool:
    rows = [row for each in group for row in each.rows]
    places = {(row.place.sheet, row.place.row) for row in rows}
    if not all(each.rows for each in group):
        return False
    return len(places) == 1 or all(row.pages for row in rows)
