"""Messages on their channels: claimed by one, sent once, settled where they may go."""

from datetime import timedelta

import pytest

from models.domain.errors import NotFound
from models.domain.messages.outbox import LEASE, SendResult, Start
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState
from tests.models.store.conftest import CAMPAIGN
from tests.models.store.examples import DUE as AT
from tests.models.store.examples import MESSAGE

S = MessageState
FIRST = {"message": MESSAGE.key, "number": 1}
NEVER = AT + timedelta(days=400)


def start_of(key=MESSAGE.key, number=1, channel="email", address="d" * 16):
    return Start(
        message=key,
        number=number,
        channel=channel,
        address=address,
        template=f"{channel}/x",
        version="1",
    )


@pytest.fixture
def begin(store):
    """Opens writing units of work at a moment."""
    return lambda at=AT: store.begin(CAMPAIGN, "can-bo", at)


@pytest.fixture
def queued(begin):
    with begin() as unit:
        unit.messages.queue([MESSAGE])


@pytest.fixture
def do(begin):
    """One call in a unit of work of its own."""

    def call(name, *args, at=AT):
        with begin(at) as unit:
            where = next(
                each for each in (unit.dispatching, unit.transmissions) if hasattr(each, name)
            )
            return getattr(where, name)(*args)

    return call


@pytest.fixture
def claimed(do, queued):
    return do("claim", "c1", AT + LEASE, 10)


@pytest.fixture
def started(do, claimed):
    return do("start", "c1", [start_of()], AT + LEASE)


@pytest.fixture
def way(read):
    def look(number=1, key=MESSAGE.key):
        with read() as unit:
            return unit.messages.get(key).way(number)

    return look


def settle(state, **more):
    return SendResult(**(FIRST | {"channel": "email", "state": state} | more))


def test_a_message_is_due_from_its_moment_on_until_it_is_claimed(do, queued, way):
    assert do("claim", "c0", AT + LEASE, 10, at=AT - timedelta(microseconds=1)) == ()
    assert [record.key for record in do("claim", "c1", AT + LEASE, 10)] == [MESSAGE.key]
    assert do("claim", "c2", AT + LEASE, 10) == ()
    assert (way().state, way().claim, way().lease_until) == (S.CLAIMED, "c1", AT + LEASE)


def test_claims_take_the_oldest_and_no_more_than_asked(begin, do):
    with begin() as unit:
        unit.messages.queue([MESSAGE.model_copy(update={"key": k}) for k in ("k3", "k1", "k2")])
    assert [record.key for record in do("claim", "c1", AT + LEASE, 2)] == ["k3", "k1"]
    assert [record.key for record in do("claim", "c2", AT + LEASE, 2)] == ["k2"]


def test_sending_is_said_with_where_it_goes_and_from_which_text(started, way):
    assert started == {(MESSAGE.key, 1)}
    found = way()
    assert (found.state, found.attempts, found.sent_at) == (S.SENDING, 1, AT)
    assert (found.channel, found.address, found.template) == ("email", "d" * 16, "email/x")


def test_only_what_one_still_holds_may_be_started(do, claimed):
    assert do("start", "c2", [start_of()], AT + LEASE) == set()
    do("give_up", "", at=AT + LEASE)
    assert do("start", "c1", [start_of()], AT + LEASE) == set()


def test_what_was_sent_ends_as_it_is_told(do, started, way):
    do("settle", [settle(S.ACCEPTED, ref="m1", code="250", detail="ok")])
    found = way()
    assert (found.state, found.ref, found.code) == (S.ACCEPTED, "m1", "250")
    assert (found.claim, found.lease_until, found.settled_at) == ("", None, AT)


def test_a_message_goes_another_way_once(do, started, way, read):
    gone = settle(S.FAILED_PERMANENT, then="zalo_phone", then_from=AT, blame=Blame.RECIPIENT)
    assert do("settle", [gone]) == (gone,)
    assert do("settle", [gone]) == ()
    assert (way(2).channel, way(2).state, way(2).turn) == ("zalo_phone", S.PLANNED, 1)
    with read() as unit:
        assert len(unit.messages.get(MESSAGE.key).transmissions) == 2


def test_no_message_goes_the_same_way_twice_in_a_turn(do, started, read):
    do("settle", [settle(S.FAILED_PERMANENT, then="email")])
    with read() as unit:
        assert len(unit.messages.get(MESSAGE.key).transmissions) == 1


def test_a_try_that_does_not_count_is_taken_back(do, started, way):
    later = AT + timedelta(minutes=5)
    do("settle", [settle(S.DEFERRED, not_before=later, counts=-1)])
    assert (way().state, way().attempts, way().not_before) == (S.DEFERRED, 0, later)


def test_what_was_being_sent_is_unknown_after_the_lease_and_never_waits_again(do, started, way):
    assert do("give_up", "bị ngắt", at=AT + LEASE - timedelta(seconds=1)) == 0
    assert do("give_up", "bị ngắt", at=AT + LEASE) == 1
    assert (way().state, way().detail) == (S.UNKNOWN, "bị ngắt")
    assert do("settle", [settle(S.PLANNED)]) == ()
    assert do("claim", "c2", NEVER, 10, at=NEVER) == ()
    assert do("settle", [settle(S.ACCEPTED)]) != ()


def test_what_a_living_dispatcher_holds_stays_its_own(do, started, way):
    assert do("give_up", "bị ngắt", {"c1"}, at=AT + LEASE) == 0
    assert way().state is S.SENDING


def test_nobody_settles_what_another_one_has_in_hand(begin, started, way):
    with begin() as unit:
        assert unit.transmissions.settle([settle(S.DEFERRED)], claim="c0") == ()
    assert way().state is S.SENDING
    with begin() as unit:
        assert unit.transmissions.settle([settle(S.DEFERRED)], claim="c1")
    assert way().state is S.DEFERRED


def test_what_was_only_claimed_waits_again_after_the_lease(do, claimed, way):
    assert do("give_up", "", at=AT + LEASE) == 0
    assert way().state is S.PLANNED
    assert do("claim", "c2", AT + LEASE, 10) != ()


def test_a_receipt_that_is_faster_than_the_answer_stands(do, started, way):
    do("settle", [settle(S.DELIVERED, evidence='{"x": 1}')])
    do("settle", [settle(S.ACCEPTED, ref="m1")])
    assert way().state is S.DELIVERED


def test_the_history_tells_every_step_with_its_evidence(do, started, read):
    do("settle", [settle(S.ACCEPTED, code="250")])
    do("settle", [settle(S.DELIVERED, evidence='{"msg_id": "m1"}')])
    with read() as unit:
        told = [(e.what, e.code, e.evidence) for e in unit.messages.history(MESSAGE.key)]
    assert told == [
        ("sending", "", ""),
        ("accepted", "250", ""),
        ("delivered", "", '{"msg_id": "m1"}'),
    ]


def test_a_transmission_is_found_by_the_name_that_a_provider_gave_it(do, started):
    do("settle", [settle(S.ACCEPTED, ref="m1")])
    assert [place.message for place in do("places_of", "email", "m1")] == [MESSAGE.key]
    assert do("places_of", "zalo_phone", "m1") == ()


def test_a_transmission_is_found_by_our_own_name_for_it(do, claimed):
    do("start", "c1", [start_of().model_copy(update={"track": "t1"})], AT + LEASE)
    assert [place.number for place in do("tracked", "t1")] == [1]
    assert do("tracked", "t2") == ()


def test_an_address_is_dead_until_somebody_is_found_there(begin, do, started):
    do("settle", [settle(S.FAILED_PERMANENT, blame=Blame.RECIPIENT)])
    assert do("dead") == {("email", "d" * 16)}
    other = MESSAGE.model_copy(update={"key": "nhac-2"})
    with begin(at=AT + timedelta(hours=1)) as unit:
        unit.messages.queue([other])
        unit.dispatching.claim("c2", AT + LEASE, 10)
        unit.dispatching.start("c2", [start_of("nhac-2")], AT + LEASE)
        taken = {"message": "nhac-2", "number": 1, "channel": "email"}
        unit.transmissions.settle([SendResult(**taken, state=S.ACCEPTED)])
    assert do("dead") == set()


def test_what_the_text_is_to_blame_for_leaves_the_address_alone(do, started):
    do("settle", [settle(S.FAILED_PERMANENT, blame=Blame.TEXT)])
    assert do("dead") == set()


def test_nudges_are_counted_by_person_and_answers_are_not(begin, do, started):
    answer = MESSAGE.model_copy(update={"key": "da-nhan", "purpose": Purpose.RECEIPT})
    with begin() as unit:
        unit.messages.queue([answer])
        unit.dispatching.claim("c2", AT + LEASE, 10)
        unit.dispatching.start("c2", [start_of("da-nhan")], AT + LEASE)
    assert do("nudges", AT, [MESSAGE.person]) == {MESSAGE.person: [AT]}
    assert do("nudges", AT + timedelta(seconds=1), [MESSAGE.person]) == {}
    assert do("nudges", AT, ["ai-khac"]) == {}


def test_messages_are_found_by_where_they_stand(do, started):
    assert [record.key for record in do("in_state", {S.SENDING, S.UNKNOWN})] == [MESSAGE.key]
    assert do("in_state", {S.UNKNOWN}) == ()


def test_a_message_that_was_never_queued_is_not_found(read):
    with read() as unit:
        assert unit.messages.find("khong-co") is None
        with pytest.raises(NotFound, match="Không có tin nhắn"):
            unit.messages.get("khong-co")


class TestChannels:
    def test_a_channel_that_was_never_heard_of_works(self, read):
        with read() as unit:
            assert not unit.channels.get("email").is_stopped
            assert unit.channels.all() == ()

    def test_how_a_channel_stands_is_remembered(self, begin, read):
        with begin() as unit:
            state = unit.channels.get("email").stopped(AT, "535", "sai mật khẩu")
            assert unit.channels.put(state)
            known = state.model_copy(update={"facts": {"quota": "499"}})
            assert unit.channels.put(known)
        with read() as unit:
            assert unit.channels.all() == (known,)
            assert unit.channels.get("email").opened().facts == {"quota": "499"}


def test_what_has_no_name_of_ours_is_listed_until_it_has_one(do, claimed):
    assert [(each.message, each.number) for each in do("untracked")] == [(MESSAGE.key, 1)]
    do("start", "c1", [start_of().model_copy(update={"track": "a" * 32})], AT + LEASE)
    assert do("untracked") == ()


def test_a_note_is_added_once_and_leaves_the_transmission_as_it_stands(do, started, way, read):
    before = way()
    note = ("note", start_of(), "delayed", "4.4.1", "còn thử", "Action: delayed")
    assert (do(*note), do(*note)) == (True, False)
    assert do(*note[:-1], "Action: delayed\nDate: x") is True
    with read() as unit:
        told = [event.what for event in unit.messages.history(MESSAGE.key)]
    assert (way(), told[-2:]) == (before, ["delayed", "delayed"])
