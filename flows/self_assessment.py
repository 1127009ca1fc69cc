"""Plan, II.3.2, II.3.3 step 1 and II.4: units score themselves and send their sheets in."""

from flows.stage import stage_flow, wait_for_returns
from flows.ticks import take_in
from models.domain.campaign import Form
from models.domain.stages import StageName
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents
from tasks.inbox.rounds import describe_returns, lock_closed_rounds
from tasks.workbook.send import send_workbooks

_STAGE = StageName.SELF_ASSESSMENT


@stage_flow(_STAGE)
def self_assessment(campaign: str) -> str:
    """Gửi hướng dẫn và bảng tự chấm cho từng đơn vị, chờ hồ sơ, khóa đợt nhận khi hết hạn."""
    draft_documents(campaign, _STAGE, 1)
    issue_documents(campaign, _STAGE, 1)
    send_documents(campaign, _STAGE, 1)
    send_workbooks(campaign, Form.COMMUNE)
    send_workbooks(campaign, Form.AUTHORITY)
    wait_for_returns(campaign, _STAGE)
    take_in(campaign)
    lock_closed_rounds(campaign)
    return "; ".join(describe_returns(campaign, form) for form in (Form.COMMUNE, Form.AUTHORITY))
