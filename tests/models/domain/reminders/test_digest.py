"""Several things in one message."""

from datetime import date, datetime

import pytest

from models.domain.deadlines import HANOI
from models.domain.messages.message import Item, Message, message_key
from models.domain.messages.purposes import Purpose
from models.domain.reminders.digest import digest

DAY = date(2021, 11, 8)
MORNING = datetime(2021, 11, 8, 7, 30, tzinfo=HANOI)
AFTERNOON = datetime(2021, 11, 8, 13, 30, tzinfo=HANOI)
NOON = datetime(2021, 11, 8, 12, tzinfo=HANOI)
MIDNIGHT = datetime(2021, 11, 9, tzinfo=HANOI)


def message(person="an", purpose=Purpose.LATE, unit="18496", **changed):
    subject_ref = changed.pop("subject_ref", f"commune:{unit}")
    return Message(
        key=message_key("thu-2021", person, purpose, subject_ref, DAY),
        person=person,
        purpose=purpose,
        unit=unit,
        subject_ref=subject_ref,
        params={"overdue": "1 ngày làm việc"},
        **({"not_before": MORNING, "useful_until": MIDNIGHT} | changed),
    )


def together(*messages):
    return digest("thu-2021", DAY, messages)


def test_a_single_message_stays_what_it_is():
    alone = message()

    assert together() == ()
    assert together(alone) == (alone,)


def test_two_for_one_person_at_one_time_become_one():
    first, second = message(), message(unit="18499", purpose=Purpose.REMINDER)
    (one,) = together(first, second)

    assert (one.person, one.purpose, one.not_before) == ("an", Purpose.DIGEST, MORNING)
    assert (one.unit, one.params) == (None, {})
    assert one.key == message_key("thu-2021", "an", Purpose.DIGEST, one.subject_ref, DAY)
    assert one.items[0] == Item(
        key=first.key,
        purpose=Purpose.LATE,
        unit="18496",
        subject_ref="commune:18496",
        params={"overdue": "1 ngày làm việc"},
    )
    assert [item.key for item in one.items] == [first.key, second.key]


def test_another_person_or_time_is_another_message():
    mixed = (message(), message("binh"), message(not_before=AFTERNOON))

    assert together(*mixed) == mixed


def test_a_digest_stands_where_its_first_item_stood():
    between = message("binh")
    planned = together(message(), between, message(unit="18499"))

    assert [each.purpose for each in planned] == [Purpose.DIGEST, Purpose.LATE]


def test_what_is_not_to_be_put_together_stays_by_itself():
    mixed = (
        message(purpose=Purpose.CHAIRMAN_LIST),
        message(purpose=Purpose.GATE_WAITING),
        message(),
    )

    assert together(*mixed) == mixed


def test_a_digest_is_named_by_what_is_in_it_in_any_order():
    first, second, third = message(), message(unit="18499"), message(unit="noi-vu")

    assert together(first, second)[0].key == together(second, first)[0].key
    assert together(first, second)[0].key != together(first, third)[0].key


def test_a_digest_about_one_unit_is_of_that_unit():
    (one,) = together(message(), message(subject_ref="survey:18496"))

    assert one.unit == "18496"


@pytest.mark.parametrize(
    ("ends", "end"),
    [((NOON, MIDNIGHT), MIDNIGHT), ((NOON, NOON), NOON), ((NOON, None), None)],
    ids=["the later", "both", "never"],
)
def test_a_digest_is_of_use_as_long_as_any_of_its_items(ends, end):
    first, second = message(useful_until=ends[0]), message(unit="18499", useful_until=ends[1])

    assert together(first, second)[0].useful_until == end
