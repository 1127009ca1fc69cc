"""The evidence sheet names a file that did not come."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence.review import EVIDENCE_MATCHES, EvidenceReview, cell_of
from models.domain.evidence.declared import EvidenceColumn
from models.domain.evidence.matching import name_key, named_files

_NOT_SENT = (
    "có tên tệp nhưng chưa nhận được tệp này. Đề nghị gửi kèm tệp, hoặc sửa tên cho đúng với "
    "tệp đã gửi."
)


@EVIDENCE_MATCHES.check(_NOT_SENT)
def evidence_not_sent(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each row with a named file that is not there.

    A file of another name that begins with the code of the row counts for it.
    """
    sent = {name_key(each.file.name) for each in review.files}
    found = [row for each in review.files for row in each.rows if not sent & {*named_files(row)}]
    for row in review.declared:
        if row not in found and not sent.issuperset(named_files(row)):
            yield Problem(_NOT_SENT, cell_of(row, EvidenceColumn.FILE))
