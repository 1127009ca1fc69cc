"""The register of messages: who was told what, when, by which channel, with what outcome."""

import csv
import io
from collections.abc import Iterable

from models.domain.campaign import Campaign
from models.domain.messages.channels import channel_words
from models.domain.messages.message import MessageRecord
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.words import MESSAGE_STATES
from models.domain.vietnamese.dates import moment_in_table

MESSAGE_COLUMNS = (
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
    writer.writerow(MESSAGE_COLUMNS)
    for record in records:
        writer.writerow(_harmless(cell) for cell in _row(record, campaign))
    return buffer.getvalue().encode("utf-8-sig")


def _row(record: MessageRecord, campaign: Campaign) -> tuple[str, ...]:
    way, person = record.decisive, campaign.find_contact(record.person)
    unit = campaign.find_unit(record.unit or "")
    moment = way.sent_at or way.not_before
    return (
        moment_in_table(moment),
        person.title if person else record.person,
        unit.name if unit else str(record.unit or ""),
        MESSAGES[record.purpose].words,
        channel_words(way.channel),
        MESSAGE_STATES[way.state],
        way.detail,
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
