"""A bounce settles the mail that it names, once, and nobody answers it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.domain.audit.chain import verify
from models.domain.delivery import MailKind
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState
from tasks.notify.channels.registry import choose_channels
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.send_due import dispatch_context, send_due_messages
from tasks.notify.plan.plan_reminders import plan_reminders
from tasks.notify.settings import notify_settings
from tests.support.bounces import about, headers_of, in_words, report
from tests.support.house import CAMPAIGN, COMMUNES

FIRST, SECOND, THIRD = COMMUNES
S = MessageState

FATES = [
    ("5.1.1", Blame.RECIPIENT),
    ("5.2.2", Blame.CHANNEL),
    ("5.7.1", Blame.TEXT),
]


@pytest.mark.parametrize(("status", "blame"), FATES)
def test_a_bounce_settles_the_mail_and_nobody_is_answered(office, sent, comes, status, blame):
    before = len(office.house.messages())
    comes(report(about(status=status), envelope=sent.track()))
    way = sent.way()
    assert (way.state, way.code, way.blame) == (S.FAILED_PERMANENT, status, blame)
    assert way.detail == "550 5.1.1 <can-bo@thu.example>: no such user"
    assert f"Original-Envelope-Id: {sent.track()}" in sent.history()[-1].evidence
    assert (office.kinds(), office.noted()) == ([MailKind.BOUNCE], [sent.key])
    assert len(office.house.messages()) == before
    assert office.deliveries() == ()


def test_a_bounce_is_known_by_the_mail_that_came_back(sent, comes):
    comes(report(about(), returned=headers_of(sent.id())))
    assert sent.way().state is S.FAILED_PERMANENT


def test_a_bounce_in_words_settles_too(sent, comes):
    comes(in_words(f"User unknown.\n\nMessage-ID: {sent.id()}\n"))
    way = sent.way()
    assert (way.state, way.blame) == (S.FAILED_PERMANENT, Blame.RECIPIENT)


def test_the_name_under_which_it_was_handed_over_goes_before_what_it_quotes(office, sent, comes):
    other = sent.marks.message_id(office.sent_to(FIRST).key, "cchc.example")
    comes(report(about(), envelope=sent.track(), returned=headers_of(other)))
    assert sent.way().state is S.FAILED_PERMANENT
    assert office.sent_to(FIRST).state is S.ACCEPTED


@pytest.mark.parametrize("bounce", ["failed", "delayed"])
def test_a_bounce_that_comes_again_changes_nothing(office, sent, comes, bounce):
    mail = report(about(bounce, "4.4.7"), envelope=sent.track())
    comes(mail)
    once, way = sent.history(), sent.way()
    comes(mail)
    office.mailbox.receive(mail)
    office.mailbox.renumber()
    office.tick()
    assert (sent.history(), sent.way()) == (once, way)
    with office.workspace.read() as uow:
        verify(uow.audit.events())


def test_a_delay_stands_in_the_history_and_settles_nothing(sent, comes):
    comes(report(about("delayed", "4.4.1", "smtp; 421 later"), envelope=sent.track()))
    told = sent.history()[-1]
    assert (told.what, told.code, told.detail) == ("delayed", "4.4.1", "421 later")
    assert told.channel == "email"
    assert sent.way().state is S.ACCEPTED


def test_a_delivery_is_one_and_no_bounce_undoes_it(sent, comes):
    comes(report(about("delivered", "2.0.0", ""), envelope=sent.track()))
    assert sent.way().state is S.DELIVERED
    comes(report(about(), envelope=sent.track()))
    assert sent.way().state is S.DELIVERED


STRANGE = [
    report(about(), envelope="0" * 32, returned=headers_of("<0@cchc.example>")),
    report(about(), returned=headers_of("<khac@thu.example>")),
    report("", returned=""),
    in_words("User unknown."),
]


@pytest.mark.parametrize("mail", STRANGE)
def test_a_bounce_that_matches_nothing_is_only_noted(office, sent, comes, mail):
    before = len(office.house.messages())
    comes(mail)
    assert (office.kinds(), office.noted()) == ([MailKind.BOUNCE], [""])
    assert sent.way().state is S.ACCEPTED
    assert len(office.house.messages()) == before


def test_a_bounce_of_a_mail_that_only_answers_ours_is_not_about_ours(sent, comes):
    returned = f"{headers_of('<khac@thu.example>')}\nIn-Reply-To: {sent.id()}"
    comes(report(about(), returned=returned))
    assert sent.way().state is S.ACCEPTED


def test_what_was_sent_again_has_a_fate_of_its_own(sent, comes):
    sent.send_again()
    comes(report(about(), envelope=sent.track(turn=2)))
    assert (sent.way(1).state, sent.way(2).state) == (S.ACCEPTED, S.FAILED_PERMANENT)


def test_its_bounce_is_known_too(forgotten, sent, comes):
    comes(report(about(), returned=headers_of(sent.id())))
    assert sent.way().state is S.FAILED_PERMANENT


def test_a_mail_that_names_thousands_is_not_looked_up_for_each(office, sent, comes):
    ids = " ".join(f"<{number:032x}@cchc.example>" for number in range(5_000))
    comes(in_words(f"User unknown.\n{ids} {sent.id()}"))
    assert office.noted() == [""]


@pytest.fixture
def with_phone(office):
    """A dispatcher's post once an operator has added a number for the second commune."""
    post = dispatch_context(office.workspace)
    contacts = tuple(
        known.model_copy(update={"phone": "84901234567"})
        if known.id == f"{SECOND}.officer"
        else known
        for known in post.campaign.contacts
    )
    campaign = post.campaign.model_copy(update={"contacts": contacts})
    settings = notify_settings(office.workspace.settings, campaign)
    channels = choose_channels(office.workspace.mode, settings, campaign)
    return replace(post, campaign=campaign, channels=channels, renewed=lambda known: known)


def test_a_message_whose_mail_came_back_goes_the_next_way(office, sent, comes, with_phone):
    office.house.at("2021-11-04 07:40")
    plan_reminders(CAMPAIGN)
    send_due_messages(CAMPAIGN)
    (reminder,) = [m for m in office.house.messages(Purpose.REMINDER) if m.unit == SECOND]
    comes(report(about(), envelope=sent.marks.local_part(reminder.key)))
    office.house.at("2021-11-04 08:40")
    dispatch(with_phone)
    (reminder,) = [m for m in office.house.messages(Purpose.REMINDER) if m.unit == SECOND]
    ways = [(way.channel, way.state) for way in reminder.transmissions]
    assert ways == [("email", S.FAILED_PERMANENT), ("zalo_phone", S.ACCEPTED)]
