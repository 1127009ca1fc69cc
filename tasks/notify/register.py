"""The register of messages: who was told what, when, by which channel, with what outcome."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI
from models.domain.message_words import MESSAGE_STATES, PURPOSES, channel_words
from models.domain.messages import MessageRecord

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
    way = record.decisive
    moment = way.sent_at or way.not_before
    return (
        f"{moment.astimezone(HANOI):%d/%m/%Y %H:%M}",
        titles.get(record.person, record.person),
        names.get(record.unit or "", str(record.unit or "")),
        PURPOSES[record.purpose],
        channel_words(way.channel),
        MESSAGE_STATES[way.state],
        way.detail,
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
