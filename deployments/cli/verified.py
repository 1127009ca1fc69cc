"""What ``cchc verify`` says: what was checked, what was found, and what stays unproved."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.audit.chain import GENESIS
from models.store.verification import Verification

WRONG = (
    "Dữ liệu đang lưu không khớp với nhật ký ở các mục nêu trên. "
    "Đề nghị giữ nguyên cơ sở dữ liệu và đối chiếu với bản sao lưu gần nhất."
)
UNPROVED = (
    "Chưa đối chiếu với đầu chuỗi nào lưu ở nơi khác, nên chưa loại trừ được việc phần cuối nhật "
    "ký bị cắt hoặc cả chuỗi bị viết lại. Đề nghị chạy lại với --head và đầu chuỗi đã ghi cùng "
    "bản sao lưu."
)
PROVED = (
    "Đầu chuỗi đã ghi có trong nhật ký: mọi sự kiện đến đó còn nguyên. Những sự kiện sau đó chỉ "
    "kiểm tra được bằng đầu chuỗi ghi lại muộn hơn; đề nghị ghi lại đầu chuỗi mới ở trên."
)


def in_words(done: Verification, kept: str) -> Iterator[str]:
    """The sentences, in order; ``kept`` is the head that the chain was compared with."""
    yield f"Chuỗi nhật ký liền mạch: {done.events} sự kiện, đầu chuỗi {done.head}"
    yield WRONG if done.wrong else _compared(done)
    yield UNPROVED if kept == GENESIS else PROVED


def _compared(done: Verification) -> str:
    counts = ", ".join(f"{count} {kind}" for kind, count in done.compared.items())
    return (
        f"Dữ liệu đang lưu khớp với nhật ký: {counts} (nội dung tệp so với SHA-256). "
        "Thư gửi đi không nằm trong phần đối chiếu này."
    )
