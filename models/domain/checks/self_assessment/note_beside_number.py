"""A remark was typed into a cell that takes a number."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import WARNING, SelfAssessmentReview
from models.domain.vietnamese.numbers import format_number

_NOTED = (
    "ô có cả số và chữ, hệ thống lấy số {number} và coi “{note}” là giải "
    "trình. Đề nghị lần sau chỉ gõ số, giải trình ghi ở cột “Giải trình”."
)


@WARNING.check(_NOTED)
def note_beside_number(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each remark: the number counts, the remark is kept as explanation."""
    for entry in review.entries:
        for column, number, note in entry.notes:
            words = _NOTED.format(number=format_number(number), note=note)
            yield Problem(words, entry.row.place.ref(column))
