"""What would go out if nobody did anything: the reminders ahead, and the fixed points of the year.

For people who want to see before a campaign, or before a change of its policy, whom it will tell
what on which day. Nothing here is ever sent.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from models.domain.campaign import STAGE_OF, Campaign, Form
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.deadlines import HANOI
from models.domain.gate.records import GateKey
from models.domain.messages.message import Message, message_to
from models.domain.messages.purposes import Purpose
from models.domain.reminders.duties import Duty, ReminderHistory, form_duties
from models.domain.reminders.plan import MORNING, plan_messages
from models.domain.stages import STAGES, Body, StageName
from models.domain.units import Contact, Position

PUBLICATION = "publication"


def forecast(
    campaign: Campaign, duties: Sequence[Duty], told: ReminderHistory, first: date, last: date
) -> tuple[Message, ...]:
    """What would be told from ``first`` to ``last`` if all of it were given out at its time.

    It is what ``plan`` says at the two releases of each day, each time all that went before told.
    """
    found: list[Message] = []
    for release in releases(campaign, first, last):
        planned = plan_messages(campaign, duties, told, release)
        told = told.and_given(planned)
        found += planned
    return tuple(found)


def releases(campaign: Campaign, first: date, last: date) -> Iterator[datetime]:
    """When the last message of each office span has gone out, working day by working day."""
    hours, spread = campaign.reminders.hours, timedelta(minutes=campaign.reminders.hours.spread)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if campaign.calendar.is_working(day):
            for begins, ends in hours.office:
                end = datetime.combine(day, ends, HANOI) - timedelta(minutes=1)
                yield min(datetime.combine(day, begins, HANOI) + spread, end)


def expected(campaign: Campaign, form: Form) -> tuple[Duty, ...]:
    """What units will owe once the stage of ``form`` has begun on the first day on which it can."""
    begins = datetime.combine(campaign.can_begin(STAGE_OF[form]), time(8), HANOI)
    state = SubmissionState(status=SubmissionStatus.SENT_OUT, sent_out_at=begins)
    states = {unit.code: state for unit in campaign.owing(form)}
    return form_duties(campaign, form, campaign.limit_of(form), states)


def season(campaign: Campaign) -> tuple[Message, ...]:
    """The fixed points of the year, each on the first day on which it can come, in order.

    Their ``params`` say no more than is known without any data.
    """
    points = (
        *_sent_out(campaign),
        *_explanations(campaign),
        *_gates(campaign),
        *_published(campaign),
    )
    return tuple(sorted(points, key=lambda message: message.not_before))


def _sent_out(campaign: Campaign) -> Iterator[Message]:
    """The workbooks to those who score themselves, the sheets to those who appraise."""
    for purpose, stage, forms in (
        (Purpose.WORKBOOK_SENT, StageName.SELF_ASSESSMENT, (Form.COMMUNE, Form.AUTHORITY)),
        (Purpose.APPRAISAL_SHEET_SENT, StageName.APPRAISAL, (Form.APPRAISAL,)),
    ):
        for form in forms:
            params = {"form": form.words, "limit": campaign.limit_of(form).in_words()}
            day = campaign.can_begin(stage)
            for unit in campaign.owing(form):
                people = campaign.contacts_of(unit.code, Position.OFFICER)
                yield from _point(campaign, purpose, day, f"{form}:{unit.code}", people, params)


def _explanations(campaign: Campaign) -> Iterator[Message]:
    """What is asked of communes that lost points: nobody knows which yet, so it is all of them."""
    plan_messages = campaign.stages[StageName.APPRAISAL]
    if plan_messages.explanations is None:
        return
    day = campaign.calendar.on_or_after(campaign.limit_of(Form.APPRAISAL).closes.date())
    params = {"limit": plan_messages.explanations.in_words()}
    for unit in campaign.communes:
        people = campaign.contacts_of(unit.code, Position.OFFICER)
        subject, purpose = f"{Form.COMMUNE}:{unit.code}", Purpose.EXPLANATION_ASKED
        yield from _point(campaign, purpose, day, subject, people, params)


def _gates(campaign: Campaign) -> Iterator[Message]:
    """The decisions, to those who hold the right to make them."""
    for spec in STAGES.values():
        params = {"title": spec.title, "limit": campaign.stages[spec.name].limit.in_words()}
        day = campaign.can_begin(spec.name)
        for body in spec.gates:
            holds = Position.CHAIRMAN if body is Body.CHAIRMAN else Position.COUNCIL_CHAIRMAN
            key, people = GateKey(stage=spec.name, body=body, round=1), campaign.people(holds)
            yield from _point(campaign, Purpose.GATE_WAITING, day, str(key), people, params)


def _published(campaign: Campaign) -> Iterator[Message]:
    day = campaign.can_begin(StageName.PUBLICATION)
    for unit in campaign.communes:
        people = campaign.contacts_of(unit.code, Position.HEAD, Position.OFFICER)
        yield from _point(campaign, Purpose.PUBLISHED, day, PUBLICATION, people, {})


def _point(
    campaign: Campaign,
    purpose: Purpose,
    day: date,
    subject_ref: str,
    people: Iterable[Contact],
    params: dict[str, str],
) -> Iterator[Message]:
    """The message of one fixed point to each of ``people``."""
    for person in people:
        at = campaign.reminders.hours.slot(MORNING, day, person.id)
        unit = None if purpose is Purpose.GATE_WAITING else person.unit
        yield message_to(
            person.id, campaign.id, purpose, subject_ref, day, at, unit=unit, params=params
        )
