"""Another unit has sent the very same file."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence.review import EVIDENCE_MATCHES, EvidenceReview, about_files
from models.domain.evidence.file import EvidenceKind

_SHARED = (
    "giống hệt tệp mà đơn vị khác đã gửi. Nếu là văn bản chung của cấp trên thì không cần "
    "sửa; nếu là văn bản của riêng đơn vị, đề nghị kiểm tra có gửi nhầm tệp không."
)


@EVIDENCE_MATCHES.check(_SHARED, after="evidence_reused")
def evidence_shared(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each file that another unit has sent too; it is not said which."""
    found = (
        each
        for each in review.documents
        if each.file.sha256 in review.context.shared
        and each.file.facts.kind is not EvidenceKind.EMPTY
    )
    yield from about_files(found, _SHARED)
