"""What the planner promises whatever the policy, the calendar, the duties and the day are."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from models.domain.deadlines import HANOI, Limit, LimitKind, WorkingCalendar
from models.domain.messages.purposes import Purpose
from models.domain.messages.reminder_policy import ReminderPolicy
from models.domain.messages.sending_hours import SendingHours
from models.domain.reminders.duties import Duty, DutyKind, ReminderHistory
from models.domain.reminders.forecast import forecast, releases
from models.domain.reminders.plan import plan_messages
from models.domain.units import Position
from tests.support.profile import examples
from tests.support.properties import PROPERTY

P = Purpose
DAY = date(2021, 11, 10)
WINDOW = [DAY + timedelta(days=n) for n in range(-9, 10)]
REFS = (
    "commune:18496",
    "commune:18499",
    "authority:noi-vu",
    "plan/chairman/1",
    "results/council/1",
)
SCENES = settings(PROPERTY, max_examples=200)
EACH = settings(PROPERTY, max_examples=examples(200))
PEOPLE = ("can-bo-1", "can-bo-2", "lanh-dao-1", "lanh-dao-2", "chu-tich")
CHAIN = (P.LATE, P.ESCALATION, P.CHAIRMAN_LIST)
GIVEN = (CHAIN[:1], CHAIN[:2], (), CHAIN, CHAIN[:2], CHAIN[:1], CHAIN[1:], CHAIN[2:])
SPANS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)), (time(18), time(18, 5)))


def some_of(values):
    """Any subset, in one draw."""
    values = tuple(values)
    return st.integers(0, 2 ** len(values) - 1).map(
        lambda mask: tuple(value for n, value in enumerate(values) if mask >> n & 1)
    )


def few_of(values):
    return st.builds(lambda one, other: frozenset(one) & frozenset(other), *[some_of(values)] * 2)


def midnight(day):
    return datetime.combine(day, time(), HANOI)


limits = st.builds(
    Limit,
    kind=st.sampled_from(LimitKind),
    day=st.sampled_from([DAY + timedelta(days=n) for n in range(-7, 6)]),
    hour=st.sampled_from([None, time(0), time(7), time(12), time(17)]),
)
policies = st.builds(
    lambda late, wait, **others: ReminderPolicy(
        escalate_from=late, chairman_from=late + wait, **others
    ),
    late=st.integers(1, 3),
    wait=st.integers(0, 2),
    ladder=some_of(range(-4, 6)),
    gates=some_of(range(-3, 3)),
    hours=st.builds(
        SendingHours,
        office=st.sampled_from([SPANS[:1], SPANS[:2], SPANS[:2], SPANS[1:], SPANS]),
        spread=st.integers(0, 60),
    ),
)
calendars = st.builds(WorkingCalendar, holidays=few_of(WINDOW), makeup_days=few_of(WINDOW))
fates = st.sampled_from([{}, {}, {}, {"done": True}, {"closed": True}, {"acknowledged": True}])
since = st.sampled_from([None, *(midnight(DAY - timedelta(days=n)) for n in range(-1, 6))])


@st.composite
def duties_of(draw, ref):
    is_gate = "/" in ref
    return Duty(
        subject_ref=ref,
        kind=DutyKind.GATE if is_gate else DutyKind.FORM,
        unit=None if is_gate else ref.split(":")[1],
        people=draw(some_of(PEOPLE)),
        superiors=draw(some_of(PEOPLE)),
        limit=draw(limits),
        since=draw(since),
        **draw(fates),
    )


class Scene(NamedTuple):
    policy: ReminderPolicy
    calendar: WorkingCalendar
    duties: tuple[Duty, ...]
    given: frozenset[tuple[Purpose, str]]
    now: datetime

    def arrange(self, campaign):
        return campaign.model_copy(update={"reminders": self.policy, "calendar": self.calendar})

    def plan(self, campaign, known=frozenset()):
        told = ReminderHistory(known=frozenset(known), given=self.given)
        return plan_messages(self.arrange(campaign), self.duties, told, self.now)

    def duty(self, part):
        (found,) = (each for each in self.duties if each.subject_ref == part.subject_ref)
        return found


any_scene = st.builds(
    Scene,
    policy=policies,
    calendar=calendars,
    duties=st.tuples(*map(duties_of, REFS)) | st.tuples(*map(duties_of, REFS[::2])),
    given=st.tuples(*[st.sampled_from(GIVEN)] * len(REFS)).map(
        lambda all_given: frozenset(
            (purpose, ref) for ref, given in zip(REFS, all_given, strict=True) for purpose in given
        )
    ),
    now=st.sampled_from([time(0), time(6), time(7, 35), time(14), time(16, 59), time(17)]).map(
        lambda clock: datetime.combine(DAY, clock, HANOI)
    ),
)


@cache
def scenes_made():
    """Scenes that the promises share, made once: it takes Hypothesis longer than planning does."""
    made = []

    @settings(SCENES, phases=[Phase.explicit, Phase.generate])
    @given(any_scene)
    def keep(scene):
        made.append(scene)

    keep()
    return tuple(made)


scenes = st.deferred(lambda: st.sampled_from(scenes_made()))


def parts(messages):
    """(person, what is said) of each thing that a person is told, in a digest or alone."""
    return [(message.person, part) for message in messages for part in message.items or (message,)]


def counted(messages):
    return Counter((person, part.purpose, part.subject_ref) for person, part in parts(messages))


def keys(messages):
    return {part.key for message in messages for part in (message, *message.items)}


def test_the_scenes_show_everything_that_may_be_told(campaign):
    shown = Counter()
    for scene in scenes_made():
        planned = scene.plan(campaign)
        shown.update({m.purpose for m in planned} | {part.purpose for _, part in parts(planned)})

    assert len(shown) == 6
    assert min(shown.values()) >= 5


@EACH
@given(scenes)
def test_nothing_is_said_of_what_is_done_or_closed_or_came_today(campaign, scene):
    for _, part in parts(scene.plan(campaign)):
        duty = scene.duty(part)
        assert not duty.done
        assert not duty.closed
        if duty.since is not None:
            assert scene.calendar.between(duty.since.date(), DAY) >= 1


@EACH
@given(scenes, st.data())
def test_nobody_is_told_one_thing_twice_on_a_day(campaign, scene, data):
    """Not in one plan, nor in a second one later on, whatever of the first has been given out."""
    first = scene.plan(campaign)
    told = ReminderHistory(given=scene.given).and_given(first)
    given_out = data.draw(st.sampled_from([scene.given, told.given]))
    later = scene._replace(given=given_out, now=datetime.combine(DAY, time(16), HANOI))
    both = (*first, *later.plan(campaign, told.known))

    assert max(counted(both).values(), default=0) <= 1
    assert len(keys(both)) == sum(1 + len(message.items) for message in both)


@EACH
@given(scenes, st.data())
def test_what_is_known_is_left_out_and_all_the_rest_is_told(campaign, scene, data):
    everything = [m for m in scene.plan(campaign) if m.purpose is not P.CHAIRMAN_LIST]
    known = data.draw(st.sets(st.sampled_from(sorted(keys(everything)) or [""])))
    left = [m for m in scene.plan(campaign, known) if m.purpose is not P.CHAIRMAN_LIST]

    assert {part.key for _, part in parts(left)} == {
        part.key for _, part in parts(everything)
    } - known


@EACH
@given(scenes)
def test_messages_come_in_office_hours_of_a_working_day_and_while_they_are_true(campaign, scene):
    planned = scene.plan(campaign)
    office = scene.policy.hours.office

    assert not planned or (scene.calendar.is_working(DAY) and scene.now.time() < office[-1][1])
    for message in planned:
        begins = message.not_before.astimezone(HANOI)
        assert begins.date() == DAY
        assert any(first <= begins.time() < last for first, last in office)
        assert max(message.not_before, scene.now) < message.useful_until
        assert message.useful_until <= midnight(DAY + timedelta(days=1))
        if message.purpose is P.REMINDER:
            assert message.useful_until <= scene.duty(message).limit.closes


@EACH
@given(scenes)
def test_only_those_whom_it_concerns_are_told(campaign, scene):
    chairmen = {person.id for person in campaign.people(Position.CHAIRMAN)}
    for person, part in parts(scene.plan(campaign)):
        duty = scene.duty(part)
        assert person in {
            P.ESCALATION: duty.superiors,
            P.CHAIRMAN_LIST: chairmen,
        }.get(part.purpose, duty.people)


def has_been_given(scene, purpose, duty):
    """Whether a step was given out; one that there is nobody for is, when the one before it was."""
    if (purpose, duty.subject_ref) in scene.given:
        return True
    if purpose is P.ESCALATION:
        return not duty.superiors and has_been_given(scene, P.LATE, duty)
    return not duty.people


@EACH
@given(scenes)
def test_nobody_above_is_told_before_those_below_or_against_a_confirmation(campaign, scene):
    below = {P.ESCALATION: P.LATE, P.CHAIRMAN_LIST: P.ESCALATION}
    first = {
        P.ESCALATION: scene.policy.escalate_from,
        P.CHAIRMAN_LIST: scene.policy.chairman_from,
    }
    for _, part in parts(scene.plan(campaign)):
        if part.purpose in below:
            duty = scene.duty(part)
            assert has_been_given(scene, below[part.purpose], duty)
            assert not duty.acknowledged
            assert scene.calendar.between(duty.limit.last_day, DAY) >= first[part.purpose]


@EACH
@given(scenes)
def test_a_reminder_is_in_time_a_reproach_is_not_and_forms_are_not_gates(campaign, scene):
    for _, part in parts(scene.plan(campaign)):
        duty = scene.duty(part)
        assert (part.purpose is P.GATE_REMINDER) == (duty.kind is DutyKind.GATE)
        is_late = duty.limit.last_day < DAY and (
            scene.calendar.between(duty.limit.last_day, DAY) > 0
        )
        says = "overdue" in part.params or "quá hạn" in part.params.get("standing", "")
        assert says == is_late
        assert (part.purpose is P.REMINDER) <= (not is_late)
        assert (part.purpose in (P.LATE, P.ESCALATION, P.CHAIRMAN_LIST)) <= is_late


def working_days_after(scene, duty):
    """From the last working day that is in time; negative before it."""
    last = scene.calendar.on_or_before(duty.limit.last_day)
    return next(n for n in range(-15, 16) if scene.calendar.shift(last, n) == DAY)


def at_dawn(scene):
    """The open duties of forms at the first moment of a working day on which none of them ends."""
    until = midnight(DAY + timedelta(days=1))
    for duty in scene.duties:
        is_open = duty.kind is DutyKind.FORM and not duty.done and not duty.closed
        ends_today = midnight(DAY) < duty.limit.closes < until
        if is_open and not ends_today and duty.since is None and scene.calendar.is_working(DAY):
            yield duty, working_days_after(scene, duty)


@EACH
@given(scenes)
def test_whoever_owes_a_form_is_told_on_every_day_of_the_ladder(campaign, scene):
    told = counted(scene._replace(now=midnight(DAY)).plan(campaign))
    for duty, step in at_dawn(scene):
        purpose, ref, ladder = (
            P.LATE if step > 0 else P.REMINDER,
            duty.subject_ref,
            scene.policy.ladder,
        )
        missed = any(0 < each < step for each in ladder) and (P.LATE, ref) not in scene.given
        for person in duty.people:
            assert told[person, purpose, ref] == (step in ladder or missed)


@EACH
@given(scenes)
def test_those_above_are_told_as_soon_as_it_is_their_turn(campaign, scene):
    """Also when the day on which it was went by: then on the first on which it can be."""
    told = counted(scene._replace(now=midnight(DAY)).plan(campaign))
    chairmen = [person.id for person in campaign.people(Position.CHAIRMAN)]
    for duty, step in at_dawn(scene):
        for purpose, below, first, people in (
            (P.ESCALATION, P.LATE, scene.policy.escalate_from, duty.superiors),
            (P.CHAIRMAN_LIST, P.ESCALATION, scene.policy.chairman_from, chairmen),
        ):
            ref, is_new = duty.subject_ref, (purpose, duty.subject_ref) not in scene.given
            is_turn = step >= first and has_been_given(scene, below, duty)
            if is_turn and is_new and not duty.acknowledged:
                assert all(told[person, purpose, ref] == 1 for person in people)


@EACH
@given(scenes)
def test_a_person_gets_one_message_at_a_time_but_for_the_list(campaign, scene):
    planned = [m for m in scene.plan(campaign) if m.purpose is not P.CHAIRMAN_LIST]
    lists = Counter(m.person for m in scene.plan(campaign) if m.purpose is P.CHAIRMAN_LIST)
    per_slot = Counter((message.person, message.not_before) for message in planned)

    assert max(per_slot.values(), default=0) <= 1
    assert max(lists.values(), default=0) <= 1
    assert all(len(m.items) >= 2 for m in planned if m.purpose is P.DIGEST)


@EACH
@given(scenes)
def test_a_list_has_somebody_new_and_all_who_have_got_that_far(campaign, scene):
    before = scene._replace(given=scene.given - {(P.CHAIRMAN_LIST, ref) for ref in REFS})
    longest = {message.key: message.items for message in before.plan(campaign)}
    for message in scene.plan(campaign):
        if message.purpose is P.CHAIRMAN_LIST:
            refs = {item.subject_ref for item in message.items}
            assert any((P.CHAIRMAN_LIST, ref) not in scene.given for ref in refs)
            assert message.items == longest[message.key]


@EACH
@given(scenes, st.randoms(use_true_random=False))
def test_the_order_of_the_duties_does_not_matter(campaign, scene, chance):
    shuffled = list(scene.duties)
    chance.shuffle(shuffled)

    assert scene._replace(duties=tuple(shuffled)).plan(campaign) == scene.plan(campaign)


@EACH
@given(scenes)
def test_units_come_in_the_order_of_the_campaign(campaign, scene):
    order = [unit.code for unit in campaign.units]
    for message in scene.plan(campaign):
        places = [order.index(item.unit) for item in message.items if item.unit is not None]
        assert places == sorted(places)


@PROPERTY
@given(scenes)
def test_a_forecast_is_what_the_plans_of_all_releases_say(campaign, scene):
    campaign = scene.arrange(campaign)
    told, said = ReminderHistory(given=scene.given), []
    for day in WINDOW:
        for moment in releases(campaign, day, day):
            planned = plan_messages(campaign, scene.duties, told, moment)
            told = told.and_given(planned)
            said += planned
    foreseen = forecast(
        campaign, scene.duties, ReminderHistory(given=scene.given), WINDOW[0], WINDOW[-1]
    )

    assert foreseen == tuple(said)
    assert [m.not_before.date() for m in foreseen] == sorted(m.not_before.date() for m in foreseen)


@PROPERTY
@given(scenes)
def test_in_a_whole_season_nobody_is_told_more_than_the_policy_has_days(campaign, scene):
    """One more for what is made up for; a form is new to the chairman only once."""
    foreseen = forecast(
        scene.arrange(campaign), scene.duties, ReminderHistory(), WINDOW[0], WINDOW[-1]
    )
    told, days = counted(foreseen), set(scene.policy.ladder)
    new = Counter(m.not_before.date() for m in foreseen if m.purpose is P.CHAIRMAN_LIST)

    assert len(keys(foreseen)) == sum(1 + len(message.items) for message in foreseen)
    for (_, purpose, _), times in told.items():
        if purpose in (P.REMINDER, P.LATE):
            assert times <= len(days)
        if purpose is P.ESCALATION:
            assert times <= len({n for n in days if n > 0}) + 1
    assert sum(new.values()) <= len(scene.duties)
