"""Plan, II.4: the report to the body above, with the communes' results attached."""

from flows.gate import approve
from flows.stage import stage_flow
from models.domain.stages import StageName
from tasks.documents.bundles import bundle_dossier
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents

_STAGE = StageName.PROVINCIAL_REPORT


@stage_flow(_STAGE)
def provincial_report(campaign: str) -> str:
    """Soạn báo cáo cấp trên, trình Chủ tịch, đóng gói kèm phụ lục và mã kiểm tra, gửi đi."""
    approved = approve(campaign, _STAGE, draft_report)
    issued = issue_documents(campaign, _STAGE, approved)
    bundle_dossier(campaign, _STAGE, approved)
    send_documents(campaign, _STAGE, approved)
    return issued


def draft_report(campaign: str, round_: int) -> None:
    """Draft the report."""
    draft_documents(campaign, _STAGE, round_)
