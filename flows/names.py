"""Names that people see in the Prefect UI, and by which deployments are found."""

from typing import Annotated, Any

from pydantic import Field
from pydantic.fields import FieldInfo

from models.domain.stages import STAGES, StageName


def form_field(title: str, description: str, **rules: Any) -> FieldInfo:  # noqa: ANN401 - Field's
    """A field of the form that starts a flow, as people see it, with what its value must be.

    Prefect sets a parameter's own title to its Python name; only extras of the schema stand.
    """
    words: dict[str, Any] = {"title": title, "description": description}
    field: FieldInfo = Field(json_schema_extra=words, **rules)
    return field


CampaignId = Annotated[
    str,
    form_field(
        "Đợt đánh giá",
        "Mã của đợt đánh giá, ví dụ huong-khe-2021.",
        pattern=r"^[a-z0-9][a-z0-9\-]*$",
    ),
]

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

TICK_NAMES = (CAMPAIGN_TICK, COLLECTION_TICK, REMINDERS_TICK)
OPERATOR_NAMES = (EXTENDING, UNLOCKING, ANSWERING, EXPLAINING, CORRECTING, REPLACING)
DEPLOYMENTS = len(StageName) + len(TICK_NAMES) + len(OPERATOR_NAMES) + 1
"""How many flows of a campaign are served, the alarm too; importing them would import Prefect."""


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
