from datetime import date, datetime, timedelta

import pytest

from models.domain.deadlines import HANOI
from models.domain.messages.backlog import is_unreached, limit_day, tried, unreached
from models.domain.messages.message import Item
from models.domain.messages.outbox import DOUBT
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState, Transmission
from tests.support.messages_of import message

S = MessageState
NOW = datetime(2021, 11, 4, 15, 0, tzinfo=HANOI)


@pytest.mark.parametrize("state", list(S))
def test_only_what_is_given_up_is_called_about(state):
    assert is_unreached(message(1, NOW - DOUBT, state), NOW) is (
        state in {S.FAILED_PERMANENT, S.EXPIRED, S.UNKNOWN}
    )


@pytest.mark.parametrize("moment", ["settled_at", "sent_at", "not_before"])
def test_what_is_in_doubt_is_called_about_when_its_receipt_is_overdue(moment):
    fresh = message(1, NOW - timedelta(days=1), S.UNKNOWN, **{moment: NOW - DOUBT / 2})
    assert not is_unreached(fresh, NOW)
    assert is_unreached(fresh, NOW + DOUBT)


def test_a_message_that_went_on_another_way_is_no_call():
    failed = Transmission(state=S.FAILED_PERMANENT, channel="zalo_phone", not_before=NOW)
    assert not is_unreached(message(1, NOW, S.PLANNED, failed), NOW)
    assert not is_unreached(message(1, NOW, S.ACCEPTED, failed), NOW)


def test_what_has_lost_its_reason_is_no_call_and_a_list_may_be_shorter():
    gone, shorter, stands = (message(n, NOW, S.EXPIRED) for n in (1, 2, 3))
    left = {gone.key: None, shorter.key: shorter.model_copy(update={"params": {"a": "b"}})}
    found = unreached([gone, shorter, stands, message(4, NOW, S.ACCEPTED)], left, NOW)
    assert [each.position for each in found] == [2, 3]
    assert found[0].params == {"a": "b"}


def test_the_first_limit_that_a_message_names_counts():
    items = [
        Item(key=day, purpose=Purpose.LATE, subject_ref="x", params={"limit": f"trước ngày {day}"})
        for day in ("07/11/2021", "05/11/2021")
    ]
    assert limit_day(message(1, NOW, S.EXPIRED, items=tuple(items))) == date(2021, 11, 5)
    named = {"limit": "trước 17 giờ 00 ngày 12/11/2021"}
    assert limit_day(message(1, NOW, S.EXPIRED, params=named)) == date(2021, 11, 12)
    assert limit_day(message(1, NOW, S.EXPIRED)) is None


def test_only_the_ways_of_the_last_turn_were_tried():
    before = Transmission(state=S.FAILED_PERMANENT, channel="email", not_before=NOW)
    again = message(1, NOW, S.FAILED_PERMANENT, before, turn=2, channel="email")
    assert [way.number for way in tried(again)] == [2]
