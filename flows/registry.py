"""All stage flows by stage, the three ticks, what operators start by hand, and the alarm."""

from prefect import Flow, State

from flows.appraisal import appraisal
from flows.commendation import commendation
from flows.council import council
from flows.district_dossier import district_dossier
from flows.operators import ROUND_FLOWS
from flows.people import PEOPLE_FLOWS
from flows.plan import plan
from flows.provincial_report import provincial_report
from flows.publication import publication
from flows.results import results
from flows.self_assessment import self_assessment
from flows.survey import survey
from flows.ticks import alarm, campaign_tick, collection_tick, reminders_tick
from models.domain.stages import StageName

STAGE_FLOWS: dict[StageName, Flow[[str], None]] = {
    StageName.PLAN: plan,
    StageName.COUNCIL: council,
    StageName.SELF_ASSESSMENT: self_assessment,
    StageName.APPRAISAL: appraisal,
    StageName.SURVEY: survey,
    StageName.RESULTS: results,
    StageName.PUBLICATION: publication,
    StageName.DISTRICT_DOSSIER: district_dossier,
    StageName.PROVINCIAL_REPORT: provincial_report,
    StageName.COMMENDATION: commendation,
}

OPERATOR_FLOWS: tuple[Flow[..., State[None] | None], ...] = (*ROUND_FLOWS, *PEOPLE_FLOWS)
"""What operators start by a form."""

TICK_FLOWS: tuple[Flow[[str], None], ...] = (campaign_tick, collection_tick, reminders_tick)

ALARM_FLOW: Flow[[str], State[None] | None] = alarm
"""What an automation of the server starts."""
