"""What Zalo tells of messages, in any order and however often, and what it never tells."""

import json
from datetime import timedelta

import pytest

from config.workspace import open_workspace
from deployments.bootstrap import freeze
from flows.ticks import collection_tick, reminders_tick
from models.domain.campaign import Form
from models.domain.collection.questions import questions_of
from models.domain.messages.channels import CHANNELS, Way
from models.domain.messages.message import Message
from models.domain.messages.mode import Mode
from models.domain.messages.outbox import LEASE, SILENCE, SendResult, Start
from models.domain.messages.provider_events import (
    EVENT_PATIENCE,
    PRESSED,
    RECEIVED,
    EventOutcome,
    event_key,
)
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.notify.receipts.incoming import ACCOUNT, keep_event
from tasks.notify.receipts.receipts import give_up_silent, read_receipts
from tests.support.house import CAMPAIGN, COMMUNES, small_campaign

S, E = MessageState, EventOutcome
UNIT = COMMUNES[0]
START = Start(
    message="tin-1",
    number=1,
    channel="zalo_phone",
    address="d",
    template="z",
    version="1",
    track="t1",
)


@pytest.fixture
def house(opened, move_into):
    """One message is on its way to a telephone number."""
    house = move_into(opened)
    person = f"{UNIT}.officer"
    message = Message(
        key="tin-1",
        person=person,
        purpose=Purpose.LATE,
        unit=UNIT,
        subject_ref=f"commune:{UNIT}",
        params={"form": "bảng tự chấm điểm", "limit": "x", "overdue": "1 ngày làm việc"},
        not_before=house.workspace.now(),
    )
    with house.workspace.change("test") as uow:
        uow.messages.queue([message])
        until = house.workspace.now() + LEASE
        uow.dispatching.claim("c1", until, 10)
        uow.dispatching.start("c1", [START], until)
    return house


def answered(house, state=S.ACCEPTED, ref="m1"):
    """Store what the channel answered; whether it counts."""
    said = SendResult(message="tin-1", number=1, state=state, channel="zalo_phone", ref=ref)
    with house.workspace.change("test") as uow:
        return bool(uow.transmissions.settle([said]))


def receipt(track="t1", ref="m1", **more):
    message = {"delivery_time": "1", "msg_id": ref, "tracking_id": track}
    return json.dumps({"event_name": RECEIVED, "message": message, "timestamp": "1"} | more)


def button(words="Đã nhận", track="t1"):
    message = {"submit_time": "1", "data": words, "tracking_id": track}
    return json.dumps({"event_name": PRESSED, "message": message, "msg_id": "m1"})


def told(house, *events, channel=ACCOUNT):
    """Keep events and read them; what became of them."""
    for raw in events:
        keep_event(house.workspace, channel, raw)
    return read_receipts(CAMPAIGN)


def way(house):
    with house.workspace.read() as uow:
        return uow.messages.get("tin-1").decisive


def history(house):
    with house.workspace.read() as uow:
        return uow.messages.history("tin-1")


def test_a_receipt_says_that_the_message_arrived(house):
    answered(house)
    raw = receipt()
    assert told(house, raw) == {E.APPLIED: 1}
    assert (way(house).state, way(house).ref) == (S.DELIVERED, "m1")
    assert history(house)[-1].evidence == raw


def test_a_message_of_unknown_fate_has_arrived_after_all(house):
    answered(house, S.UNKNOWN, ref="")
    told(house, receipt())
    assert (way(house).state, way(house).ref) == (S.DELIVERED, "m1")


def test_a_receipt_without_our_name_is_known_by_zalos(house):
    answered(house)
    assert told(house, receipt(track="")) == {E.APPLIED: 1}


def test_a_receipt_before_the_answer_holds_against_it(house):
    assert told(house, receipt()) == {E.APPLIED: 1}
    assert not answered(house)
    assert way(house).state is S.DELIVERED


def test_a_receipt_that_only_the_answer_explains_waits_for_it(house):
    assert told(house, receipt(track="")) == {}
    answered(house)
    house.later(minutes=1)
    assert read_receipts(CAMPAIGN) == {E.APPLIED: 1}
    assert way(house).state is S.DELIVERED


def test_a_receipt_of_nothing_we_know_is_settled_after_a_while(house):
    assert told(house, receipt("khac", "khac")) == {}
    house.later(seconds=EVENT_PATIENCE.seconds - 1)
    assert read_receipts(CAMPAIGN) == {}
    house.later(seconds=1)
    assert read_receipts(CAMPAIGN) == {E.UNMATCHED: 1}
    assert read_receipts(CAMPAIGN) == {}


def test_what_is_told_twice_counts_once(house):
    answered(house)
    assert told(house, receipt(), receipt(num_retry=1)) == {E.APPLIED: 1}
    before = history(house)
    assert told(house, receipt()) == {}
    assert history(house) == before


def test_a_confirmation_does_not_fall_back_when_its_receipt_comes_after_it(house):
    answered(house)
    assert told(house, button()) == {E.APPLIED: 1}
    assert told(house, receipt()) == {E.KNOWN: 1}
    assert way(house).state is S.ACKNOWLEDGED
    assert "Đã nhận" in way(house).detail


def test_a_second_button_changes_nothing(house):
    answered(house)
    assert told(house, button(), button("Đã xem")) == {E.APPLIED: 1, E.KNOWN: 1}


@pytest.mark.parametrize("first", [(), ("Đã nhận",)])
def test_who_wants_help_has_confirmed_and_the_operators_are_told_once(house, first):
    answered(house)
    told(house, *map(button, first))
    told(house, button("Cần hỗ trợ"), button("Cần hỗ trợ"))
    assert way(house).state is S.ACKNOWLEDGED
    with house.workspace.read() as uow:
        [question] = questions_of(uow.submissions.history(Form.COMMUNE, UNIT))
    assert question.waits
    assert "Cần hỗ trợ" in question.text
    house.tick(collection_tick)
    house.tick(collection_tick)
    operators = house.workspace.campaign.people("operator")
    assert len(house.messages(Purpose.QUESTION_ASKED)) == len(operators) > 0


@pytest.mark.parametrize(
    "raw", ['{"event_name": "follow"}', '{"event_name": "change_oa_daily_quota"}', "no json", ""]
)
def test_what_is_of_no_message_is_kept(house, raw):
    assert told(house, raw) == {E.KEPT: 1}


def test_the_bot_can_not_speak_of_the_accounts_messages(house):
    answered(house)
    assert told(house, receipt(), channel="zalo_bot") == {E.KEPT: 1}
    assert way(house).state is S.ACCEPTED


@pytest.fixture
def other(house):
    """Another campaign of the same installation, whose page Zalo's events come to."""
    campaign = small_campaign().model_copy(update={"id": "khac-2021"})
    freeze(house.workspace.store, campaign, house.settings, Mode.REHEARSAL)
    workspace = open_workspace(campaign.id, house.settings)
    with workspace.store.begin(campaign.id, "test", house.workspace.now()) as uow:
        uow.clock.set(house.workspace.now())
    return workspace


def test_an_event_goes_to_the_campaign_that_knows_its_message(house, other):
    answered(house)
    keep_event(other, ACCOUNT, receipt())
    assert read_receipts(other.campaign.id) == {}
    assert read_receipts(CAMPAIGN) == {E.APPLIED: 1}


def test_an_event_follows_its_message_to_the_campaign_that_turns_out_to_know_it(house, other):
    keep_event(other, ACCOUNT, receipt(track=""))
    assert read_receipts(other.campaign.id) == {}
    answered(house)
    assert read_receipts(other.campaign.id) == {E.MOVED: 1}
    assert read_receipts(CAMPAIGN) == {E.APPLIED: 1}
    assert way(house).state is S.DELIVERED


def test_both_ticks_read_receipts(house):
    answered(house)
    keep_event(house.workspace, ACCOUNT, receipt())
    house.tick(reminders_tick)
    keep_event(house.workspace, ACCOUNT, button())
    house.tick(collection_tick)
    with house.workspace.read() as uow:
        found = [
            uow.provider_events.outcome(event_key(ACCOUNT, raw)) for raw in (receipt(), button())
        ]
    assert found == [E.APPLIED, E.APPLIED]


class Loud:
    """A channel that sends receipts."""

    spec = CHANNELS[Way.ZALO_PHONE]


def test_a_message_that_zalo_never_tells_of_is_of_unknown_fate(house):
    channels = {"zalo_phone": Loud()}
    answered(house)
    house.later(seconds=int(SILENCE.total_seconds()) - 1)
    assert give_up_silent(house.workspace, channels) == 0
    house.later(seconds=1)
    assert give_up_silent(house.workspace, channels) == 1
    assert give_up_silent(house.workspace, channels) == 0
    assert (way(house).state, "72 giờ" in way(house).detail) == (S.UNKNOWN, True)
    told(house, receipt())
    assert way(house).state is S.DELIVERED


def test_a_stand_in_owes_no_receipt(house):
    answered(house)
    house.later(seconds=int((SILENCE + timedelta(days=1)).total_seconds()))
    read_receipts(CAMPAIGN)
    assert way(house).state is S.ACCEPTED
