"""What providers told of messages, as lines of Vietnamese for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from config.workspace import open_workspace
from models.domain.messages.provider_events import EventOutcome, SettledEvent
from models.domain.messages.zalo_events import PRESSED, RECEIVED, zalo_event
from models.domain.vietnamese.dates import moment_in_table
from models.domain.vietnamese.masking import masked, masked_address

OUTCOMES: dict[EventOutcome | None, str] = {
    None: "đang chờ khớp với tin",
    EventOutcome.APPLIED: "đã ghi nhận vào tin",
    EventOutcome.KNOWN: "không có gì mới",
    EventOutcome.KEPT: "không nói về tin nào",
    EventOutcome.UNMATCHED: "không khớp với tin nào",
    EventOutcome.MOVED: "đã chuyển sang đợt khác",
}
_NAMES = {RECEIVED: "tin đã đến", PRESSED: "người nhận bấm nút"}
ADVICE = (
    "Báo nhận không khớp thường là của tin gửi từ hệ thống khác dùng chung Official Account, hoặc "
    "từ bản sao lưu cũ. Đề nghị đối chiếu mã tin trên trang quản lý Zalo."
)


def event_lines(campaign: str, unmatched: bool, most: int) -> Iterator[str]:
    """The newest events, a line each; with ``unmatched`` only those of no message of ours."""
    wanted = EventOutcome.UNMATCHED if unmatched else None
    with open_workspace(campaign).read() as uow:
        found = uow.provider_events.newest(most, wanted)
    if not found:
        yield "Không có báo nhận nào như vậy."
    for event in found:
        yield _line(event)
    if any(event.outcome is EventOutcome.UNMATCHED for event in found):
        yield ADVICE


def _line(event: SettledEvent) -> str:
    """What a person may read of it: never the text that somebody wrote."""
    said = zalo_event(event.raw)
    about = [_NAMES.get(said.name) or f"sự kiện “{said.name[:40] or 'không đọc được'}”"]
    about += [f"“{said.words[:40]}”"] if said.name == PRESSED else []
    about += [f"gửi {masked_address(said.to)}"] if said.to else []
    about += [f"mã của Zalo {said.ref[:40]}"] if said.ref else []
    about += [f"mã của hệ thống {said.track[:48]}"] if said.track else []
    at = moment_in_table(event.received_at)
    return masked(f"{at}  {event.channel}: {', '.join(about)} → {OUTCOMES[event.outcome]}")
