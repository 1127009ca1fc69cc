"""What the cover of a unit's workbook says."""

from __future__ import annotations

from models.domain.campaign import Campaign, Form
from models.domain.units import Position, Unit
from tasks.workbook.write.facts import CoverFacts

SEND_TO = (
    "Trả lời thư đã nhận, đính kèm tệp này, giữ nguyên tên tệp; hoặc mở đường dẫn riêng ghi trong "
    "thư và tải tệp lên."
)


def cover_for(campaign: Campaign, form: Form, unit: Unit) -> CoverFacts:
    """What the cover of the workbook of ``unit`` says."""
    operators = campaign.people(Position.OPERATOR)
    return CoverFacts(
        authority=campaign.authority.name,
        title=campaign.title,
        unit_name=unit.name,
        limit=campaign.limit_of(form).in_full(),
        contact=f"{campaign.authority.office}, {operators[0].email}",
        send_to=SEND_TO,
    )
