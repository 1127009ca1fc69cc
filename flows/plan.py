"""Plan, II.1 and III: the plan of the campaign and its budget estimate."""

from flows.gate import approve
from flows.stage import stage_flow
from models.domain.stages import StageName
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents

_STAGE = StageName.PLAN


@stage_flow(_STAGE)
def plan(campaign: str) -> str:
    """Soạn Kế hoạch và Dự toán kinh phí, trình Chủ tịch, ban hành và gửi các nơi nhận."""
    approved = approve(campaign, _STAGE, draft_plan)
    issued = issue_documents(campaign, _STAGE, approved)
    send_documents(campaign, _STAGE, approved)
    return issued


def draft_plan(campaign: str, round_: int) -> None:
    """Draft what the chairman decides on."""
    draft_documents(campaign, _STAGE, round_)
