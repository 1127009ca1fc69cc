"""A personal link serves for as long as its round lives, on one device."""

from datetime import UTC, datetime, timedelta

import pytest

from models.domain.campaign import Form
from models.domain.deadlines import HANOI
from models.domain.people.links import (
    GRACE,
    LONGEST_LINK,
    MOST_A_DAY,
    PAUSE,
    LinkEnding,
    LinkStatus,
    PersonalLink,
    expiry,
    is_revoked,
    link_status,
    may_ask,
)

ISSUED = datetime(2021, 10, 26, 1, 0, tzinfo=UTC)
CLOSING = datetime(2021, 11, 6, tzinfo=HANOI)
LATER = ISSUED + timedelta(days=1)


def link(**changes):
    facts = {
        "id": "A" * 22,
        "form": Form.COMMUNE,
        "unit": "18496",
        "person": "cb",
        "issued_at": ISSUED,
    }
    return PersonalLink.model_validate({**facts, **changes})


CLAIMED = {"device": "a" * 64, "claimed_at": ISSUED}


@pytest.mark.parametrize(
    ("closing", "last"),
    [
        (CLOSING, CLOSING + GRACE),
        (CLOSING + LONGEST_LINK, ISSUED + LONGEST_LINK),
        (None, ISSUED + LONGEST_LINK),
    ],
)
def test_a_link_outlives_the_closing_by_a_grace_and_no_more(closing, last):
    assert expiry(link(), closing) == last


@pytest.mark.parametrize(
    ("changes", "now", "stands"),
    [
        ({}, ISSUED, LinkStatus.UNCLAIMED),
        (CLAIMED, LATER - timedelta(seconds=1), LinkStatus.CLAIMED),
        (CLAIMED, LATER, LinkStatus.EXPIRED),
        ({}, LATER, LinkStatus.EXPIRED),
        ({"ending": "revoked", "ended_at": ISSUED}, ISSUED, LinkStatus.ENDED),
        ({**CLAIMED, "ending": "replaced", "ended_at": ISSUED}, LATER, LinkStatus.ENDED),
    ],
)
def test_how_a_link_stands(changes, now, stands):
    assert link_status(link(**changes), LATER, now) is stands


def test_only_the_newest_link_tells_whether_an_operator_has_ended_it():
    revoked = link(ending=LinkEnding.REVOKED, ended_at=ISSUED)

    assert not is_revoked([])
    assert is_revoked([revoked])
    assert not is_revoked([link(issued_at=LATER), revoked])
    assert not is_revoked([link(ending=LinkEnding.REPLACED, ended_at=ISSUED)])


def test_a_new_link_is_sent_when_none_is_awaited_and_not_too_often():
    claimed = link(**CLAIMED)

    assert may_ask([], ISSUED)
    assert may_ask([claimed], ISSUED)
    assert not may_ask([link()], ISSUED + PAUSE - timedelta(seconds=1))
    assert may_ask([link()], ISSUED + PAUSE)
    assert may_ask([claimed] * (MOST_A_DAY - 1), ISSUED)
    assert not may_ask([claimed] * MOST_A_DAY, LATER - timedelta(seconds=1))
    assert may_ask([claimed] * MOST_A_DAY, LATER)


@pytest.mark.parametrize("id", ["", "short", "A" * 41, "../../../etc/passwd", "A" * 20 + "/"])
def test_a_link_has_an_id_that_may_stand_in_an_address(id):
    with pytest.raises(ValueError, match="id"):
        link(id=id)
