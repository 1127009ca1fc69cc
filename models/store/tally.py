"""What the stored scores add up to now: a read model over several repositories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from models.domain.campaign import Campaign, Form
from models.domain.collection.submission_state import SubmissionState
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.deadlines import WorkingCalendar
from models.domain.scoring.engine import score
from models.domain.scoring.late_penalty import LatePenalty
from models.domain.scoring.results import UnitResult, compile_results
from models.domain.scoring.score_tree import SELF, ScoreTree
from models.domain.values import UnitCode
from models.store.scores import Answers
from models.store.unit_of_work import UnitOfWork


def self_answers(uow: UnitOfWork) -> Answers:
    """What the communes declared, by commune."""
    return uow.scores.answers(Form.COMMUNE, SELF)


def appraised_answers(uow: UnitOfWork, campaign: Campaign) -> Answers:
    """What the departments appraised, by commune; each department has its own areas."""
    merged: Answers = {}
    for department in campaign.departments:
        for commune, own in uow.scores.answers(Form.APPRAISAL, department.code).items():
            merged.setdefault(commune, {}).update(own)
    return merged


def current_results(
    uow: UnitOfWork, campaign: Campaign, criteria_set: CriteriaSet
) -> tuple[UnitResult, ...]:
    """The communes' results as the stored scores and survey figures give them now.

    A gate asks for them again and again; they are worked out once for each state of the scores,
    figures and extensions (which forgive lateness), which the last audit event of any stands for.
    """
    state = uow.audit.last(
        "campaign.open", "scores.replace", "survey.replace_figures", "submission.round_extended"
    )
    return _results(_State(state, criteria_set.code, uow, campaign, criteria_set))


@dataclass(frozen=True)
class _State:
    """What results are made of, told from others by the audit event that made it so.

    The cache keeps the last unit of work alive, whose connection is closed by then.
    """

    event: str
    criteria: str
    uow: UnitOfWork = field(compare=False)
    campaign: Campaign = field(compare=False)
    criteria_set: CriteriaSet = field(compare=False)


@lru_cache(maxsize=2)
def _results(state: _State) -> tuple[UnitResult, ...]:
    return compile_results(
        state.criteria_set,
        state.campaign.communes,
        self_answers(state.uow),
        appraised_answers(state.uow, state.campaign),
        state.uow.surveys.figures(),
        state.campaign.ranking,
        late_points(state.uow, state.campaign),
    )


def late_points(uow: UnitOfWork, campaign: Campaign) -> dict[UnitCode, Decimal]:
    """What the campaign's penalty takes off each commune whose form came late; usually nothing."""
    penalty = campaign.late_penalty
    if penalty is None:
        return {}
    return points_off(penalty, uow.submissions.states(Form.COMMUNE), campaign.calendar)


def points_off(
    penalty: LatePenalty, states: Mapping[UnitCode, SubmissionState], calendar: WorkingCalendar
) -> dict[UnitCode, Decimal]:
    """What ``penalty`` takes off each unit whose accepted form came late."""
    return {
        unit: penalty.points_off(state.due, state.accepted_at, calendar)
        for unit, state in states.items()
        if state.late and state.accepted_at is not None
    }


def authority_score(uow: UnitOfWork, campaign: Campaign, criteria_set: CriteriaSet) -> ScoreTree:
    """The authority's own score sheet, put together from the departments' parts.

    Its survey items are measured by the body above and count 0 until then.
    """
    parts = uow.scores.answers(Form.AUTHORITY, SELF)
    merged = {code: answer for own in parts.values() for code, answer in own.items()}
    return score(criteria_set, campaign.authority.office_code, merged, {})
