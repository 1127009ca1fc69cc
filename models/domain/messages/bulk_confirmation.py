"""What an operator is asked before a command sends to many people at once."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from models.domain.errors import RuleViolation
from models.domain.messages.channels import channel_words, price_of
from models.domain.messages.message import Message

QueueGuard = Callable[[Sequence[Message]], None]
"""Called with messages before they are queued; what it raises undoes the change."""


def let_all_pass(_messages: Sequence[Message]) -> None:
    """The guard of what needs no confirmation: what a stage sends was approved with the plan."""


class ConfirmationNeeded(RuleViolation):
    """It would send to many people at once, and nobody has confirmed that this is meant."""

    code = "CAN-XAC-NHAN"


def check_many(ways: Sequence[str], prices: Mapping[str, int], above: int) -> None:
    """ConfirmationNeeded for more than ``above`` messages; ``ways`` has the channel of each.

    An empty channel is that of somebody whom none reaches; ``prices`` are in đồng.
    """
    if len(ways) <= above:
        return
    counts = Counter(ways)
    told = "; ".join(f"{channel_words(way) or 'chưa có kênh'} {n}" for way, n in counts.items())
    costs = f"{sum(price_of(way, prices) or 0 for way in ways):,}".replace(",", ".") + " đồng"
    unpriced = [channel_words(way) for way in counts if way and price_of(way, prices) is None]
    if unpriced:
        costs += f", chưa kể kênh chưa khai đơn giá ({', '.join(unpriced)})"
    raise ConfirmationNeeded(
        f"Việc này gửi {len(ways)} tin cùng lúc ({told}), chi phí {costs}. Chưa có gì được "
        "ghi hay gửi. Đề nghị kiểm tra rồi xác nhận: thêm --yes vào lệnh, hoặc chọn “Xác nhận gửi "
        "nhiều tin” trong biểu mẫu."
    )
