"""Names that people see in the Prefect UI, and by which deployments are found."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.domain.stages import STAGES, StageName

CampaignId = Annotated[
    str,
    Field(
        title="Đợt đánh giá",
        description="Mã của đợt đánh giá, ví dụ huong-khe-2021.",
        examples=["huong-khe-2021"],
        pattern=r"^[a-z0-9][a-z0-9\-]*$",
    ),
]

CAMPAIGN_TICK = "Điều phối tiến độ"
COLLECTION_TICK = "Tiếp nhận bài nộp"
REMINDERS_TICK = "Nhắc việc"


def stage_flow_name(stage: StageName) -> str:
    """The name of a stage's flow: its place in the plan and its title."""
    number = list(StageName).index(stage) + 1
    return f"{number:02d}. {STAGES[stage].title}"


def deployment_name(stage: StageName, campaign_id: str) -> str:
    """The full name of a stage's deployment for one campaign, as Prefect finds it."""
    return f"{stage_flow_name(stage)}/{campaign_id}"
