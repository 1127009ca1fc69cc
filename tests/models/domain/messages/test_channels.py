"""The ways to a person, and which one a message goes now."""

from datetime import datetime, timedelta

import pytest

from models.domain.deadlines import HANOI, WorkingCalendar
from models.domain.errors import ConfigurationError
from models.domain.messages.breaker import BREAKER_PATIENCE, ChannelState
from models.domain.messages.channels import (
    CALL,
    CHANNELS,
    ORDER,
    ChannelSpec,
    Way,
    addresses,
    declare_channel,
    routes,
)
from models.domain.messages.message import MessageRecord
from models.domain.messages.outbox import SendResult
from models.domain.messages.purposes import Purpose
from models.domain.messages.reminder_policy import ReminderPolicy
from models.domain.messages.transmission import Blame, MessageState, Transmission
from models.domain.messages.triage import (
    ENOUGH,
    Route,
    Surroundings,
    address_digest,
    possible_routes,
    triage,
)
from models.domain.units import Contact, Position

S = MessageState
NOW = datetime(2021, 11, 4, 8, 15, tzinfo=HANOI)
MAIL = Contact(
    id="cb", position=Position.OFFICER, title="Cán bộ", unit="18496", email="cb@xa.example"
)
BOTH = MAIL.model_copy(update={"phone": "84912345678"})
OPEN = {"email": False, "zalo_phone": True}


def message(purpose=Purpose.REMINDER, *ways, **more):
    return MessageRecord(
        key="k",
        person="cb",
        purpose=purpose,
        subject_ref="commune:18496",
        not_before=NOW,
        transmissions=ways or (Transmission(not_before=NOW),),
        **more,
    )


def around(**more):
    given = {
        "policy": ReminderPolicy(),
        "calendar": WorkingCalendar(),
        "open": OPEN,
        "states": {},
    }
    return Surroundings(**(given | more))


def sent(record, contact=BOTH, number=1, now=NOW, **more):
    return triage(record, record.way(number), contact, around(**more), now)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0912 345 678", "84912345678"),
        ("+84 912.345.678", "84912345678"),
        ("84912345678", "84912345678"),
        ("(0912)345-678", "84912345678"),
    ],
)
def test_a_number_is_kept_as_providers_want_it(written, kept):
    assert Contact(**(MAIL.model_dump() | {"phone": written})).phone == kept


@pytest.mark.parametrize("wrong", ["912345678", "0012345678", "09123456789", "chua co", 84])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match="phone"):
        Contact(**(MAIL.model_dump() | {"phone": wrong}))


def test_addresses_are_those_that_are_known():
    more = BOTH.model_copy(update={"zalo": "u1", "ways": {"telegram": "77"}})
    assert addresses(MAIL) == {"email": "cb@xa.example"}
    assert addresses(more) == {
        "zalo_user": "u1",
        "zalo_phone": "84912345678",
        "email": "cb@xa.example",
        "telegram": "77",
    }


def test_routes_keep_the_order_and_pass_over_what_is_missing():
    reached = addresses(BOTH)
    assert routes(ORDER, reached, set(Way)) == ("zalo_phone", "email")
    assert routes(ORDER, reached, {"email"}) == ("email",)
    assert routes(ORDER, reached, set(Way), {"zalo_phone"}) == ("email",)


def test_a_message_goes_the_first_way_that_is_open():
    assert sent(message()) == Route(channel="zalo_phone", address="84912345678")
    assert sent(message(), MAIL) == Route(channel="email", address="cb@xa.example")


def test_a_way_of_the_installation_comes_after_those_of_the_order():
    more = MAIL.model_copy(update={"ways": {"telegram": "77"}})
    record = message()
    given = around(open=OPEN | {"telegram": True})
    found = possible_routes(record, record.way(1), more, given)
    assert [way.channel for way in found] == ["email", "telegram"]


def test_refused_addresses_come_last_but_are_tried_when_nothing_else_is_left():
    dead = {("zalo_phone", address_digest("84912345678")), ("email", address_digest(MAIL.email))}
    assert sent(message(), dead={("zalo_phone", address_digest("84912345678"))}).channel == "email"
    assert sent(message(), dead=dead).channel == "zalo_phone"


def test_a_second_way_is_kept_and_the_first_is_not_gone_again():
    first = Transmission(not_before=NOW, channel="zalo_phone", state=S.FAILED_PERMANENT)
    second = Transmission(number=2, not_before=NOW, channel="email")
    record = message(Purpose.REMINDER, first, second)
    assert sent(record, number=2).channel == "email"
    lost = sent(record, number=2, open={"zalo_phone": True})
    assert (lost.state, lost.blame) == (S.FAILED_PERMANENT, Blame.RECIPIENT)


def test_a_way_that_was_closed_since_gives_place_to_another():
    way = Transmission(not_before=NOW, channel="zalo_user", state=S.FAILED_TEMPORARY)
    assert sent(message(Purpose.REMINDER, way)).channel == "zalo_phone"


def test_nobody_can_be_reached_without_a_way():
    found = sent(message(), open={})
    assert (found.state, found.blame) == (S.FAILED_PERMANENT, Blame.RECIPIENT)
    assert "gọi điện" in found.detail


@pytest.mark.parametrize("name", ["email", "zalo_user", "zalo_phone", "call"])
def test_a_further_way_has_a_name_of_its_own(name):
    with pytest.raises(ValueError, match=name):
        Contact(**(MAIL.model_dump() | {"ways": {name: "x"}}))


def test_an_address_on_a_further_way_is_one_line():
    with pytest.raises(ValueError, match="telegram"):
        Contact(**(MAIL.model_dump() | {"ways": {"telegram": "77\n78"}}))


TROUBLED = ChannelState(name="zalo_phone").stopped(NOW - BREAKER_PATIENCE, "", "hết tiền")
BOUND = Transmission(not_before=NOW, channel="zalo_phone", state=S.DEFERRED)


def test_what_is_bound_to_a_channel_in_trouble_leaves_it_after_an_hour():
    found = sent(message(Purpose.PUBLISHED, BOUND), states={"zalo_phone": TROUBLED})
    assert (found.state, found.blame, found.then) == (S.FAILED_PERMANENT, Blame.CHANNEL, "email")
    tried = sent(message(Purpose.PUBLISHED, BOUND), states={"zalo_phone": TROUBLED.tried()})
    assert tried.then == "email"


def test_what_is_urgent_leaves_a_stopped_channel_at_once():
    fresh = ChannelState(name="zalo_phone").stopped(NOW, "", "hết tiền")
    found = sent(message(Purpose.BALLOT_LOST, BOUND), states={"zalo_phone": fresh})
    assert found.then == "email"
    waits = sent(message(Purpose.PUBLISHED, BOUND), states={"zalo_phone": fresh})
    assert (waits.state, waits.then) == (S.DEFERRED, "")


def test_what_has_no_other_way_waits_for_its_channel():
    states = {"zalo_phone": TROUBLED}
    found = sent(message(Purpose.PUBLISHED, BOUND), states=states, open={"zalo_phone": True})
    assert (found.state, found.not_before) == (S.DEFERRED, TROUBLED.retry_at)


def test_what_is_of_no_use_any_more_is_over():
    assert sent(message(useful_until=NOW)).state is S.EXPIRED
    at_noon = NOW.replace(hour=12)
    until = message(useful_until=NOW.replace(hour=13))
    assert sent(until, now=at_noon).state is S.EXPIRED


def test_routine_waits_for_the_office_to_open():
    found = sent(message(), now=NOW.replace(hour=12))
    assert isinstance(found, SendResult)
    assert (found.state, found.not_before) == (S.DEFERRED, NOW.replace(hour=13, minute=30))


def test_a_person_who_has_had_enough_is_left_until_tomorrow():
    nudged = [NOW - timedelta(minutes=n) for n in (40, 41, 42, 43, 44)]
    found = sent(message(), nudged=nudged)
    assert found.not_before == NOW.replace(day=5, hour=7, minute=30)
    assert found.detail == ENOUGH
    assert isinstance(sent(message(Purpose.RECEIPT), nudged=nudged), Route)


STOPPED = {"zalo_phone": ChannelState(name="zalo_phone").stopped(NOW, "-137", "hết tiền")}


class TestAStoppedChannel:
    def test_keeps_what_is_routine_until_it_is_checked(self):
        found = sent(message(), states=STOPPED)
        assert (found.state, found.not_before) == (S.DEFERRED, NOW + timedelta(minutes=5))
        assert "hết tiền" in found.detail

    def test_loses_what_is_urgent_at_once(self):
        assert sent(message(Purpose.BALLOT_LOST), states=STOPPED).channel == "email"

    def test_loses_the_rest_after_a_while(self):
        found = sent(message(), states=STOPPED, now=NOW + BREAKER_PATIENCE)
        assert found.channel == "email"

    def test_is_waited_for_where_there_is_no_other(self):
        only = {"zalo_phone": True}
        found = sent(message(Purpose.BALLOT_LOST), states=STOPPED, open=only)
        assert found.state is S.DEFERRED

    def test_that_works_again_is_used(self):
        states = {"zalo_phone": ChannelState(name="zalo_phone")}
        assert sent(message(), states=states).channel == "zalo_phone"


def test_a_channel_can_be_declared_twice_and_none_take_the_name_of_another():
    fax = ChannelSpec(name="fax", words="Fax")
    try:
        declare_channel(fax)
        declare_channel(fax)
        for taken in (fax.model_copy(update={"words": "Khác"}), ChannelSpec(name=CALL, words="x")):
            with pytest.raises(ConfigurationError, match="đặt tên khác"):
                declare_channel(taken)
        assert CHANNELS["fax"] == fax
        assert CALL not in CHANNELS
    finally:
        CHANNELS.pop("fax", None)
