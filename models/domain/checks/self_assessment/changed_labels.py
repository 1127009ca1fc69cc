"""The name or the maximum of a sub-criterion was edited."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.self_assessment.review import BLOCKING, SelfAssessmentReview
from models.domain.collection.workbook import ScoreColumn
from models.domain.criteria.criteria_set import SubCriterion
from models.domain.vietnamese.numbers import CellValue, format_number, parse_number
from models.domain.vietnamese.text import fold

_NAME = "tên tiêu chí đã bị sửa. Đề nghị chép lại đúng tên trong tệp đã gửi cho đơn vị."
_MAXIMUM = "điểm tối đa đã bị sửa. Đề nghị ghi lại {maximum}."


@BLOCKING.check(_NAME, _MAXIMUM)
def changed_labels(review: SelfAssessmentReview) -> Iterator[Problem]:
    """Yield a problem for each name or maximum that is not as printed."""
    for row in review.returned.rows:
        item = review.items.get(row.code)
        if item is None:
            continue
        if not _same_name(item, row.name):
            yield Problem(_NAME, row.place.ref(ScoreColumn.NAME))
        if parse_number(row.maximum) != item.max_points:
            words = _MAXIMUM.format(maximum=format_number(item.max_points))
            yield Problem(words, row.place.ref(ScoreColumn.MAXIMUM))


def _same_name(item: SubCriterion, name: CellValue) -> bool:
    return name == item.name or (isinstance(name, str) and fold(name) == fold(item.name))
