"""From a mail on a real mail server over its bounce on a real IMAP server to the fate it tells."""

from __future__ import annotations

from email import message_from_bytes

import pytest

from flows.ticks import collection_tick
from models.domain.messages.message import Message
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState
from tasks.notify.dispatch.send_due import send_due_messages
from tests.support.dovecot import PASSWORD
from tests.support.house import CAMPAIGN, COMMUNES, arm_here, build, living_in, small_campaign

pytestmark = pytest.mark.slow
FIRST, SECOND, THIRD = (f"{unit}.officer" for unit in COMMUNES)
ADDRESSES = {
    FIRST: "khong-co@xa-thu.example",
    SECOND: "day@xa-thu.example",
    THIRD: "tu-choi@xa-thu.example",
    "operator-1": "co@huyen-thu.example",
}


@pytest.fixture
def house(tmp_path, dovecot, exim, monkeypatch):
    """A live installation whose mails go to a server that sends some of them back."""
    user = dovecot.new_user()
    campaign = small_campaign()
    contacts = [
        known.model_copy(update={"email": ADDRESSES.get(known.id, known.email)})
        for known in campaign.contacts
    ]
    build(tmp_path / "home", "live", campaign.model_copy(update={"contacts": tuple(contacts)}))
    environment = {
        "MODE": "live",
        "IMAP_HOST": "127.0.0.1",
        "IMAP_PORT": dovecot.tls,
        "IMAP_CA": dovecot.ca_file,
        "IMAP_USER": user.name,
        "IMAP_PASSWORD": PASSWORD,
        "SMTP_PORT": exim.port,
    }
    with living_in(tmp_path / "home") as house:
        for name, value in environment.items():
            monkeypatch.setenv(f"CCHC_{name}", str(value))
        monkeypatch.setenv("CCHC_SMTP_HOST", "127.0.0.1")
        arm_here(house)
        yield house, user


def send(house, *people):
    """Send each person a mail, and let the server take it over."""
    purpose = Purpose.MAILBOX_DOWN
    messages = [
        Message(
            key=person,
            person=person,
            purpose=purpose,
            subject_ref="thu",
            params={"reason": "thử"},
            not_before=house.workspace.now(),
        )
        for person in people
    ]
    with house.workspace.change("test") as uow:
        uow.messages.queue(messages)
    send_due_messages(CAMPAIGN)
    ways = [m.decisive for m in house.messages(purpose)]
    assert [w for w in ways if w.state is not MessageState.ACCEPTED] == []


def fates(house):
    ways = {m.key: m.decisive for m in house.messages(Purpose.MAILBOX_DOWN)}
    return {key: (way.state, way.code, way.blame) for key, way in ways.items()}


def test_what_the_mailboxes_server_refuses_comes_back_and_is_settled(house, exim):
    house, user = house
    send(house, FIRST, SECOND, THIRD, "operator-1")
    assert b"Message-ID" in exim.delivered(1)[0]
    for bounce in exim.bounces(3):
        user.receive(bounce)
    house.tick(collection_tick)

    failed = MessageState.FAILED_PERMANENT
    assert fates(house) == {
        FIRST: (failed, "5.1.1", Blame.RECIPIENT),
        SECOND: (failed, "5.2.2", Blame.CHANNEL),
        THIRD: (failed, "5.7.1", Blame.TEXT),
        "operator-1": (MessageState.ACCEPTED, "250", Blame.NOBODY),
    }
    with house.workspace.read() as uow:
        told = uow.messages.history(FIRST)[-1]
        track = uow.messages.get(FIRST).decisive.track
    assert told.detail == "550 5.1.1 no such user"
    assert f"Original-Envelope-ID: {track}" in told.evidence
    assert (user.lying(), len(user.lying("Da-xu-ly"))) == ([], 3)


def test_the_server_was_asked_for_no_more_than_the_headers(house, exim):
    house, _ = house
    send(house, FIRST)
    mail = message_from_bytes(exim.bounces(1)[0])
    assert [part.get_content_type() for part in mail.get_payload()] == [
        "text/plain",
        "message/delivery-status",
        "text/rfc822-headers",
    ]
