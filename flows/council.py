"""Plan, II.2 and IV.2.1a: the appraisal council and who appraises which area."""

from flows.gate import approve
from flows.stage import stage_flow
from models.domain.stages import StageName
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents

_STAGE = StageName.COUNCIL


@stage_flow(_STAGE)
def council(campaign: str) -> str:
    """Soạn Tờ trình, Quyết định thành lập Hội đồng thẩm định, trình Chủ tịch và ban hành."""
    approved = approve(campaign, _STAGE, draft_council)
    issued = issue_documents(campaign, _STAGE, approved)
    send_documents(campaign, _STAGE, approved)
    return issued


def draft_council(campaign: str, round_: int) -> None:
    """Draft the proposal and the decision with members and their areas."""
    draft_documents(campaign, _STAGE, round_)
