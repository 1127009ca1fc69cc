"""Lines of the score sheet were deleted."""

from collections.abc import Iterator

from models.domain.checks.appraisal.review import APPRAISAL, AppraisalReview
from models.domain.checks.check import Problem
from models.domain.collection.appraisal_sheet import line_key

_MISSING = (
    "Phiếu thẩm định thiếu {count} dòng, bắt đầu từ dòng có mã {first}. Đề nghị không xóa "
    "dòng; chép kết quả sang phiếu đã gửi rồi gửi lại."
)


@APPRAISAL.check(_MISSING)
def missing_lines(review: AppraisalReview) -> Iterator[Problem]:
    """Yield one problem that counts the lines that are not there and names the first.

    A commune without any row in the sheet sent its self-assessment after the sheet had gone out:
    its lines are not missing, they are still to be appraised (``UnitResult.unappraised``). In a
    sheet without any row all are missing.
    """
    present = {line_key(row.code, row.unit) for row in review.returned.rows}
    listed = {row.unit for row in review.returned.rows}
    missing = [
        key
        for key, line in review.lines.items()
        if key not in present and (line.unit.code in listed or not listed)
    ]
    if missing:
        yield Problem(_MISSING.format(count=len(missing), first=missing[0]))
