"""Plan, II.3.3 step 4: self, appraised and survey results, to the council, to the chairman."""

from flows.gate import approve
from flows.stage import stage_flow
from models.domain.stages import StageName
from tasks.documents.draft import draft_documents, draft_minutes
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents
from tasks.inbox.rounds import close_for_good
from tasks.results.aggregate import aggregate_results

_STAGE = StageName.RESULTS


@stage_flow(_STAGE)
def results(campaign: str) -> str:
    """Tổng hợp điểm tự chấm, thẩm định, khảo sát; trình Hội đồng, trình Chủ tịch phê duyệt."""
    approved = approve(campaign, _STAGE, compile_dossier)
    close_for_good(campaign, _STAGE)
    draft_minutes(campaign, _STAGE, approved)
    issued = issue_documents(campaign, _STAGE, approved)
    send_documents(campaign, _STAGE, approved)
    return issued


def compile_dossier(campaign: str, round_: int) -> None:
    """Aggregate the scores of this round and draft report, proposal and decision."""
    aggregate_results(campaign, round_)
    draft_documents(campaign, _STAGE, round_)
