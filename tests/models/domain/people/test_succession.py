"""Who stands for somebody who has left."""

from datetime import UTC, datetime, timedelta

import pytest

from models.domain.gate.records import Dossier, GateKey, GateRequest, Verdict, Vote
from models.domain.messages.channels import Way
from models.domain.messages.message import MessageRecord
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState, Transmission
from models.domain.messages.triage import address_digest
from models.domain.people.contact_changes import ChangeKind, corrected
from models.domain.people.succession import (
    HANDED_ON,
    LEFT,
    UNKNOWN_PERSON,
    handed_on,
    in_post,
    is_missed,
    receiver,
    seats,
    why_nobody,
)
from models.domain.stages import Body, StageName
from tests.models.domain.people.test_contacts import change, heir, left

NOW = datetime(2021, 11, 4, 2, tzinfo=UTC)
GATE = GateKey(stage=StageName.RESULTS, body=Body.COUNCIL, round=1)
S = MessageState


def message(purpose=Purpose.RECEIPT, person="can-bo-1", ways=(), **more):
    found = ways or (Transmission(not_before=NOW),)
    return MessageRecord(
        key="k",
        person=person,
        purpose=purpose,
        subject_ref="x",
        not_before=NOW,
        transmissions=found,
        **more,
    )


@pytest.fixture
def replaced(campaign):
    return left(campaign, "can-bo-1", "moi", heir(campaign, "can-bo-1", "moi"))


def test_who_is_in_post_gets_the_message(campaign):
    assert receiver(campaign, message()) == campaign.contact("can-bo-1")
    assert receiver(campaign, message(Purpose.REMINDER)) == campaign.contact("can-bo-1")


def test_letters_go_to_who_took_over_but_reminders_and_links_do_not(replaced):
    assert receiver(replaced, message()).id == "moi"
    for purpose in (Purpose.REMINDER, Purpose.DIGEST, Purpose.LINK_SENT):
        assert receiver(replaced, message(purpose)) is None
        assert why_nobody(replaced, message(purpose)) == HANDED_ON


def test_nobody_gets_what_is_for_one_who_left_or_never_was(campaign):
    gone = left(campaign, "can-bo-1")
    assert receiver(gone, message()) is None
    assert why_nobody(gone, message()) == LEFT
    assert why_nobody(gone, message(person="ai-do")) == UNKNOWN_PERSON


def test_a_link_of_the_former_is_left_out(campaign):
    one, other = campaign.contact("can-bo-1"), campaign.contact("can-bo-2")
    with_link, without = message(params={"portal": "https://x", "form": "f"}), message()
    assert handed_on(with_link, one) is with_link
    assert handed_on(without, other) is without
    assert handed_on(with_link, other).params == {"portal": "", "form": "f"}


def refused(address, blame=Blame.RECIPIENT, channel=Way.EMAIL, state=S.FAILED_PERMANENT):
    digest = address_digest(address) if address else ""
    return Transmission(not_before=NOW, state=state, blame=blame, channel=channel, address=digest)


@pytest.mark.parametrize(
    ("more", "missed"),
    [
        ({}, True),
        ({"useful_until": NOW + timedelta(hours=1)}, True),
        ({"useful_until": NOW}, False),
        ({"ways": [refused("cu@xa.example", Blame.TEXT)]}, False),
        ({"ways": [refused("cu@xa.example", Blame.NOBODY, state=S.ACCEPTED)]}, False),
        ({"ways": [refused("moi@xa.example")]}, False),
        ({"ways": [refused("", channel="")]}, True),
    ],
)
def test_what_a_corrected_address_may_mend_is_tried_anew(campaign, more, missed):
    before = campaign.contact("can-bo-1").model_copy(update={"email": "cu@xa.example"})
    after = before.model_copy(update={"email": "moi@xa.example"})
    found = message(**({"ways": [refused("cu@xa.example")]} | more))

    assert is_missed(found, before, after, NOW) is missed
    assert not is_missed(found, before, before.model_copy(update={"title": "Khác"}), NOW)


def test_an_open_gate_waits_for_who_has_taken_over(campaign):
    request = GateRequest(
        key=GATE,
        dossier=Dossier(title="x"),
        approvers=("chu-tich", "pho-chu-tich", "thanh-vien-1"),
        requested_at=NOW,
    )
    assert in_post(campaign, request) == request
    after = left(campaign, "chu-tich", "chu-tich-2", heir(campaign, "chu-tich", "chu-tich-2"))
    after = left(after, "pho-chu-tich")
    assert in_post(after, request).approvers == ("chu-tich-2", "thanh-vien-1")
    other = heir(campaign, "chu-tich", "chu-tich-3")
    added = corrected(after, [change(ChangeKind.ADDED, other)])
    gone = left(left(added, "chu-tich-2"), "thanh-vien-1")
    assert in_post(gone, request).approvers == ("chu-tich-3",)


def test_a_seat_that_has_voted_has_voted_whoever_holds_it_now(campaign):
    vote = Vote(key=GATE, member="thanh-vien-1", verdict=Verdict.APPROVE, cast_at=NOW)
    after = left(campaign, "thanh-vien-1", "tv-2", heir(campaign, "thanh-vien-1", "tv-2"))
    assert seats(campaign, [vote]) == (vote,)
    assert [each.member for each in seats(after, [vote])] == ["tv-2"]
    assert seats(left(campaign, "thanh-vien-1"), [vote]) == (vote,)
