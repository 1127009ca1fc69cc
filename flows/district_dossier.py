"""Plan, II.3.2 and IV.2.2c: the authority's own index, from department sheets to a dossier."""

from flows.gate import approve
from flows.stage import stage_flow
from models.domain.stages import StageName
from tasks.documents.bundles import bundle_dossier
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents
from tasks.inbox.rounds import close_for_good

_STAGE = StageName.DISTRICT_DOSSIER


@stage_flow(_STAGE)
def district_dossier(campaign: str) -> str:
    """Gộp phần chấm của các phòng thành bảng điểm chung, trình Hội đồng, Chủ tịch, gửi hồ sơ đi."""
    approved = approve(campaign, _STAGE, draft_own_report)
    close_for_good(campaign, _STAGE)
    issued = issue_documents(campaign, _STAGE, approved)
    bundle_dossier(campaign, _STAGE, approved)
    send_documents(campaign, _STAGE, approved)
    return issued


def draft_own_report(campaign: str, round_: int) -> None:
    """Draft the report on the authority's own index."""
    draft_documents(campaign, _STAGE, round_)
