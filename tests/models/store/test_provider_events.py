"""Events are kept once and settled once; channels that owe a receipt are known."""

from datetime import timedelta

from models.domain.messages.outbox import LEASE, SendResult
from models.domain.messages.provider_events import EventOutcome
from models.domain.messages.transmission import MessageState
from tests.models.store.conftest import NOW
from tests.models.store.examples import MESSAGE, START, TOLD_US

O = EventOutcome  # noqa: E741


def event(number, seconds=0):
    at = NOW + timedelta(seconds=seconds)
    return TOLD_US.model_copy(update={"key": f"zalo/{number}", "received_at": at})


def test_an_event_is_kept_once(begin, read):
    with begin() as unit:
        assert unit.provider_events.take(TOLD_US)
        again = TOLD_US.model_copy(update={"raw": '{"num": 2}'})
        assert not unit.provider_events.take(again)
    with read() as unit:
        assert unit.provider_events.waiting(9) == (TOLD_US,)
        assert unit.provider_events.outcome(TOLD_US.key) is None


def test_what_waits_comes_in_the_order_in_which_it_came(begin, read):
    events = [event(2), event(1), event(0, seconds=5)]
    with begin() as unit:
        for each in events:
            unit.provider_events.take(each)
    with read() as unit:
        assert [each.key for each in unit.provider_events.waiting(9)] == [
            "zalo/1",
            "zalo/2",
            "zalo/0",
        ]
        assert len(unit.provider_events.waiting(2)) == 2


def test_what_is_settled_waits_no_more_and_is_not_taken_again(begin, read):
    with begin() as unit:
        for number in range(3):
            unit.provider_events.take(event(number))
    with begin() as unit:
        told = {"zalo/0": O.APPLIED, "zalo/1": O.UNMATCHED}
        assert unit.provider_events.settle(told) == 2
        assert unit.provider_events.settle({}) == 0
        assert not unit.provider_events.take(event(0))
    with read() as unit:
        assert [each.key for each in unit.provider_events.waiting(9)] == ["zalo/2"]
        found = [unit.provider_events.outcome(f"zalo/{n}") for n in (0, 1, 2, 3)]
        assert found == [O.APPLIED, O.UNMATCHED, None, None]


def test_the_newest_come_last_with_what_became_of_them(begin, read):
    with begin() as unit:
        for number in range(4):
            unit.provider_events.take(event(number, seconds=number))
    with begin() as unit:
        unit.provider_events.settle({"zalo/1": O.UNMATCHED, "zalo/2": O.APPLIED})
    with read() as unit:
        newest = [(each.key, each.outcome) for each in unit.provider_events.newest(3)]
        assert newest == [("zalo/1", O.UNMATCHED), ("zalo/2", O.APPLIED), ("zalo/3", None)]
        assert [each.key for each in unit.provider_events.newest(3, O.UNMATCHED)] == ["zalo/1"]


def test_what_waits_to_be_settled_is_not_erased(begin, read):
    with begin() as unit:
        unit.provider_events.take(event(0))
        unit.provider_events.take(event(1))
        unit.provider_events.settle({"zalo/0": O.KEPT})
    with begin() as unit:
        assert unit.retention.erase("hết hạn") == 1
        assert unit.retention.erase("hết hạn") == 0
    with read() as unit:
        assert [each.key for each in unit.provider_events.newest(9)] == ["zalo/1"]


def test_a_channel_is_silent_about_what_it_took_over_long_ago(begin, read):
    with begin() as unit:
        unit.messages.queue([MESSAGE])
        unit.dispatching.claim("c1", NOW + LEASE, 10)
        unit.dispatching.start("c1", [START], NOW + LEASE)
        taken = SendResult(message=MESSAGE.key, number=1, state=MessageState.ACCEPTED)
        unit.transmissions.settle([taken])
    with read() as unit:
        sent = NOW + timedelta(minutes=1)
        [place] = unit.transmissions.silent({"email"}, sent)
        assert (place.message, place.number) == (MESSAGE.key, 1)
        assert unit.transmissions.silent({"email"}, sent - timedelta(seconds=1)) == ()
        assert unit.transmissions.silent({"zalo_phone"}, sent) == ()
    with begin() as unit:
        unit.transmissions.settle([taken.model_copy(update={"state": MessageState.DELIVERED})])
        assert unit.transmissions.silent({"email"}, sent) == ()
