"""When people can act on the workbooks that a stage sends them."""

from __future__ import annotations

from datetime import date

from models.domain.campaign import Campaign
from models.domain.stages import STAGES, StageName


def day_after_sending(campaign: Campaign, stage: StageName) -> date:
    """The first working day after the one on which ``stage`` can begin.

    It begins when its day has come and the stages before it no longer wait for returns.
    """
    before = (campaign.stages[name] for name in STAGES[stage].after)
    waits = [(plan.locks or plan.returns).closes.date() for plan in before if plan.returns]
    begins = max([campaign.stages[stage].opens, *waits])
    return campaign.calendar.shift(campaign.calendar.on_or_after(begins), 1)
