"""Names that people see in the Prefect UI, and by which deployments are found."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.domain.stages import STAGES, StageName

CampaignId = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "Đợt đánh giá",
            "description": "Mã của đợt đánh giá, ví dụ huong-khe-2021.",
        },
        pattern=r"^[a-z0-9][a-z0-9\-]*$",
    ),
]
"""Prefect sets a parameter's own title to its Python name; only extras of the schema stand."""

RUN_NAME = "{campaign}"
"""What a run is called in the UI beside its flow: the campaign, not two random words."""

CAMPAIGN_TICK = "Điều phối tiến độ"
COLLECTION_TICK = "Tiếp nhận hồ sơ"
REMINDERS_TICK = "Nhắc việc"

EXTENDING = "Gia hạn nộp bài"
UNLOCKING = "Mở khóa nhận bài"
ANSWERING = "Trả lời câu hỏi"
CORRECTING = "Sửa thông tin người liên hệ"
REPLACING = "Thay người"
EXPLAINING = "Đề nghị giải trình"

ALARM = "Báo động tin nhắn"

TICKS = (CAMPAIGN_TICK, COLLECTION_TICK, REMINDERS_TICK)
BY_HAND = (EXTENDING, UNLOCKING, ANSWERING, EXPLAINING, CORRECTING, REPLACING)
BY_EVENT = (ALARM,)
DEPLOYMENTS = len(StageName) + len(TICKS) + len(BY_HAND) + len(BY_EVENT)
"""How many flows of a campaign are served; said without importing them, for they need Prefect."""


def stage_flow_name(stage: StageName) -> str:
    """The name of a stage's flow: its place in the plan and its title."""
    number = list(StageName).index(stage) + 1
    return f"{number:02d}. {STAGES[stage].title}"


def deployment_of(flow_name: str, campaign_id: str) -> str:
    """The name of a flow's deployment for one campaign; lists of the UI are sorted by it."""
    return f"{flow_name} ({campaign_id})"


def deployment_name(stage: StageName, campaign_id: str) -> str:
    """The full name of a stage's deployment for one campaign, as Prefect finds it."""
    flow_name = stage_flow_name(stage)
    return f"{flow_name}/{deployment_of(flow_name, campaign_id)}"
