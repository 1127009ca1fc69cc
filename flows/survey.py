"""Plan, II.3.3 step 3: the satisfaction survey of people and organisations."""

from flows.stage import stage_flow, wait_for_returns
from models.domain.stages import StageName
from tasks.survey.blank import publish_survey_forms
from tasks.survey.check import check_survey_sources
from tasks.survey.load import merge_survey

_STAGE = StageName.SURVEY


@stage_flow(_STAGE)
def survey(campaign: str) -> str:
    """Phát hành mẫu phiếu khảo sát, chờ hết hạn, làm sạch và gộp các nguồn thành điểm."""
    publish_survey_forms(campaign)
    wait_for_returns(campaign, _STAGE)
    check_survey_sources(campaign)
    return merge_survey(campaign)
