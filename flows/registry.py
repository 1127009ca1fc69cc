"""All stage flows by stage, the three ticks, what operators start by hand, and the alarm."""

from __future__ import annotations

from prefect import Flow, State

from flows.alarm import alarm
from flows.appraisal import appraisal
from flows.campaign import campaign_tick
from flows.collection import collection_tick
from flows.commendation import commendation
from flows.council import council
from flows.district_dossier import district_dossier
from flows.operators import BY_HAND as ROUNDS
from flows.people import BY_HAND as PEOPLE
from flows.plan import plan
from flows.provincial_report import provincial_report
from flows.publication import publication
from flows.reminders import reminders_tick
from flows.results import results
from flows.self_assessment import self_assessment
from flows.survey import survey
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

__all__ = ["ALARM", "BY_HAND", "STAGE_FLOWS", "TICKS"]

BY_HAND: tuple[Flow[..., State[None] | None], ...] = (*ROUNDS, *PEOPLE)
"""What operators start by a form."""

TICKS: tuple[Flow[[str], None], ...] = (campaign_tick, collection_tick, reminders_tick)

ALARM: Flow[[str], State[None] | None] = alarm
"""What an automation of the server starts."""
