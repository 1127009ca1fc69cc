"""What a digest or a list says of one thing."""

from __future__ import annotations

from models.domain.campaign import Campaign
from models.domain.messages.message import Item, Purpose
from models.domain.reminders.duties import distance_words


def task_words(item: Item, campaign: Campaign) -> dict[str, str]:
    """The words of an item: what it is, whose, by when, and how far that is."""
    unit = campaign.unit(item.unit) if item.unit else None
    return {
        "standing": distance_words(item.params),
        **item.params,
        "words": _what(item, unit.name_within if unit else ""),
        "unit": unit.name if unit else "",
    }


def _what(item: Item, unit: str) -> str:
    if "title" in item.params:
        return f"cho ý kiến về hồ sơ “{item.params['title']}”"
    form = item.params["form"]
    whose = f"{form} của {unit}" if unit else form
    return f"chỉ đạo gửi {whose}" if item.purpose is Purpose.ESCALATION else f"gửi {whose}"
