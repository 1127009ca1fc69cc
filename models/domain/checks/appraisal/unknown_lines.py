"""Rows were added that the department's score sheet does not have."""

from collections.abc import Iterator

from models.domain.checks.appraisal.review import APPRAISAL, AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import AppraisalColumn

_UNKNOWN = (
    "dòng này không có trong phiếu đã gửi cho cơ quan thẩm định. Đề nghị xóa dòng đã thêm; "
    "điểm của tiêu chí do cơ quan phụ trách tiêu chí đó chấm."
)
_SILENT = (
    "{unit} chưa gửi bảng tự đánh giá nên không thẩm định, điểm ở dòng này không được tính. "
    "Đề nghị xóa dòng; đơn vị gửi bảng rồi mới thẩm định."
)


@APPRAISAL.check(_UNKNOWN, _SILENT, after="doubled_lines")
def unknown_lines(review: AppraisalReview) -> Iterator[Problem]:
    """Yield a problem for each row that is no line, with its own words for a silent commune.

    A commune that sent no self-assessment is not appraised, so points for it would count nowhere.
    """
    lined = {line.unit.code for line in review.lines.values()}
    for row in review.strange:
        silent = row.unit in review.context.unit_names and row.unit not in lined
        name = review.context.unit_name(row.unit)
        words = _SILENT.format(unit=name) if silent else _UNKNOWN
        yield Problem(words, row.place.ref(AppraisalColumn.KEY))
