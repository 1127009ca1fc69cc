"""Some of a zip could not be taken out of it."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.evidence.review import EVIDENCE_FILES, EvidenceReview, listed_files
from models.domain.evidence.file import LeftOutReason

_WHY = {
    LeftOutReason.ENCRYPTED: "đặt mật khẩu. Đề nghị nén lại không đặt mật khẩu",
    LeftOutReason.NESTED: "lại là tệp nén. Đề nghị giải nén trước rồi nén chung một lần",
    LeftOutReason.TOO_LARGE: "quá lớn khi giải nén. Đề nghị giảm dung lượng hoặc chia thành "
    "nhiều tệp nén",
    LeftOutReason.TOO_MANY: "vượt quá số tệp nhận trong một tệp nén. Đề nghị chia thành nhiều tệp "
    "nén",
    LeftOutReason.ODD_PATH: "là liên kết hoặc có đường dẫn không hợp lệ. Đề nghị chép tệp vào thư "
    "mục thường rồi nén lại",
    LeftOutReason.DAMAGED: "bị hỏng, không giải nén được. Đề nghị nén lại dạng ZIP",
}
_LEFT_OUT = {
    reason: f"Trong tệp nén “{{archive}}”: {{names}} {why} rồi gửi lại."
    for reason, why in _WHY.items()
}


@EVIDENCE_FILES.check(*_LEFT_OUT.values())
def evidence_left_out(review: EvidenceReview) -> Iterator[Problem]:
    """Yield a problem for each zip and each reason for which files were left inside it."""
    for each in review.files:
        for reason in LeftOutReason:
            left = each.file.facts.left_out
            if names := [one.name for one in left if one.reason is reason]:
                words = _LEFT_OUT[reason].format(archive=each.file.name, names=listed_files(names))
                yield Problem(words)
