"""Plan, II.3.1 and II.3.3 step 2: departments appraise their areas over all communes."""

from flows.gate import approve
from flows.stage import stage_flow, wait_for_explanations, wait_for_returns
from models.domain.gate.records import GateKey
from models.domain.stages import Body, StageName
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents
from tasks.explanations.request import ask_explanations
from tasks.results.aggregate import describe_appraisal
from tasks.workbook.appraisal.send import send_appraisal_sheets

_STAGE = StageName.APPRAISAL


@stage_flow(_STAGE)
def appraisal(campaign: str) -> str:
    """Thông báo lịch, gửi phiếu thẩm định, đề nghị xã giải trình, trình Hội đồng kết luận."""
    draft_documents(campaign, _STAGE, 1)
    issue_documents(campaign, _STAGE, 1)
    send_documents(campaign, _STAGE, 1)
    send_appraisal_sheets(campaign)
    wait_for_returns(campaign, _STAGE)
    approve(campaign, _STAGE, hear_units)
    return describe_appraisal(campaign)


def hear_units(campaign: str, round_: int) -> None:
    """Let the communes explain what was taken off them before the council concludes."""
    gate = GateKey(stage=_STAGE, body=Body.COUNCIL, round=round_)
    ask_explanations(campaign, gate)
    wait_for_explanations(campaign, gate)
