"""Plan, II.3.3 step 5 and IV.2.1d: publish the ranking, from high to low."""

from flows.stage import stage_flow
from models.domain.stages import StageName
from tasks.documents.bundles import own_score_cards
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents
from tasks.publish.release import announce, publish_results

_STAGE = StageName.PUBLICATION


@stage_flow(_STAGE)
def publication(campaign: str) -> str:
    """Ban hành Thông báo, đăng trang kết quả và dữ liệu mở, báo cho các đơn vị."""
    draft_documents(campaign, _STAGE, 1)
    issued = issue_documents(campaign, _STAGE, 1)
    publish_results(campaign)
    send_documents(campaign, _STAGE, 1)
    announce(campaign, own_score_cards(campaign))
    return issued
