"""Plan, IV.2.1d: commendation of those who did best."""

from flows.gate import approve
from flows.stage import stage_flow
from models.domain.stages import StageName
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents

_STAGE = StageName.COMMENDATION


@stage_flow(_STAGE)
def commendation(campaign: str) -> str:
    """Lập danh sách, soạn Tờ trình đề nghị khen thưởng, trình Chủ tịch."""
    approved = approve(campaign, _STAGE, draft_proposal)
    issued = issue_documents(campaign, _STAGE, approved)
    send_documents(campaign, _STAGE, approved)
    return issued


def draft_proposal(campaign: str, round_: int) -> None:
    """Draft the proposal with the units that rank first."""
    draft_documents(campaign, _STAGE, round_)
