"""The register of messages: who was told what, when, by which channel, with what outcome."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI
from models.domain.message_words import MESSAGE_STATES, PURPOSES
from models.domain.messages import MessageRecord
from tasks.notify.words import CHANNELS

COLUMNS = (
    "Thời điểm",
    "Người nhận",
    "Đơn vị",
    "Nội dung",
    "Kênh",
    "Trạng thái",
    "Ghi chú",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def messages_csv(records: Iterable[MessageRecord], campaign: Campaign) -> bytes:
    """UTF-8 CSV with BOM, one row a message; no cell can start a formula in a spreadsheet."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    titles = {contact.id: contact.title for contact in campaign.contacts}
    names = {unit.code: unit.name for unit in campaign.units}
    for record in records:
        writer.writerow(_harmless(cell) for cell in _row(record, titles, names))
    return buffer.getvalue().encode("utf-8-sig")


def _row(
    record: MessageRecord, titles: Mapping[str, str], names: Mapping[str, str]
) -> tuple[str, ...]:
    moment = record.sent_at or record.not_before
    return (
        f"{moment.astimezone(HANOI):%d/%m/%Y %H:%M}",
        titles.get(record.person, record.person),
        names.get(record.unit or "", record.unit or ""),
        PURPOSES[record.purpose],
        CHANNELS.get(record.channel, record.channel),
        MESSAGE_STATES[record.state],
        record.detail,
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
