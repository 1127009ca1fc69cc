"""Who confirms a letter by its link is believed once, and nobody above them is told any more."""

import json
from email import message_from_bytes
from email.policy import default

import pytest

from config.settings import Settings
from deployments.portal.app import make_app
from flows.ticks import reminders_tick
from models.domain.messages.outbox import SendResult
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.messages.transmission import MessageState
from models.domain.reminders.plan import plan_messages
from tasks.notify.plan.duties import duties_now, told_now
from tasks.signed.links import Confirmations, confirmations_of, signer
from tests.support.house import CAMPAIGN
from tests.support.portal import UNIT, with_page

PAGE = "http://cchc.example"
BUTTON = "Xác nhận đã nhận</button>"


@pytest.fixture
def late(site, monkeypatch):
    """The officer of a commune has been told this morning that its sheet is late."""
    monkeypatch.setenv("CCHC_PORTAL_URL", PAGE)
    site.house.at("2021-11-08 07:40")
    site.house.tick(reminders_tick)
    return letter(site)


def letter(site):
    person = f"{UNIT}.officer"
    [found] = [m for m in site.house.messages(Purpose.LATE) if m.person == person]
    return found


def path(site, message):
    links = confirmations_of(site.workspace.settings, CAMPAIGN)
    return links.address(message).removeprefix(PAGE)


def confirmed(site, message):
    browser = site.browser()
    browser.look(path(site, message))
    return browser.press(browser.action("/xn/"))


def told_in_the_afternoon(site):
    """Who is told that something is late of a subordinate, if the plan is made at half past one."""
    site.house.at("2021-11-08 13:30")
    with site.workspace.read() as uow:
        messages = uow.messages.all()
        duties = duties_now(site.workspace, uow, messages)
        told = told_now(messages, duties)
    planned = plan_messages(site.workspace.campaign, duties, told, site.workspace.now())
    return {m.person for m in planned if m.purpose is Purpose.ESCALATION}


def parse(mail):
    """Text and HTML of a mail."""
    found = message_from_bytes(mail, policy=default)
    return [found.get_body((kind,)).get_content() for kind in ("plain", "html")]


def test_the_mail_carries_the_link_in_text_and_html(site, late):
    folder = site.workspace.settings.mail_folder(CAMPAIGN)
    link = f"{PAGE}{path(site, late)}"
    mails = [parse(file.read_bytes()) for file in folder.rglob("*.eml")]
    assert [link in text and f'href="{link}"' in html for text, html in mails].count(True) == 1


def test_looking_decides_nothing(site, late):
    for _ in range(3):
        page = site.browser().look(path(site, late))
        assert page.status_code == 200
        assert BUTTON in page.text
        assert "Quá hạn gửi" in page.text
    assert letter(site).state is MessageState.ACCEPTED


def test_the_button_is_noted_with_what_is_known_of_it_and_no_address(site, late):
    browser = site.browser()
    browser.headers["user-agent"] = "x" * 500
    browser.look(path(site, late))
    page = browser.press(browser.action("/xn/"))
    assert "Đã ghi nhận: đồng chí đã nhận thư này" in page.text
    assert letter(site).state is MessageState.ACKNOWLEDGED
    with site.workspace.read() as uow:
        event = uow.messages.history(late.key)[-1]
    said = json.loads(event.evidence)
    assert said["at"] == site.workspace.now().isoformat()
    assert len(said["browser"]) == 80
    assert "127.0.0.1" not in event.evidence + event.detail


def test_a_second_time_says_that_it_was_noted_already(site, late):
    confirmed(site, late)
    page = site.browser().look(path(site, late))
    assert "đã được ghi nhận từ trước" in page.text
    assert BUTTON not in page.text


def test_who_presses_twice_is_told_so_and_one_event_is_kept(site, late):
    browser = site.browser()
    browser.look(path(site, late))
    action = browser.action("/xn/")
    browser.press(action)
    again = browser.press(action)
    assert "đã được ghi nhận từ trước" in again.text
    with site.workspace.read() as uow:
        told = [event.what for event in uow.messages.history(late.key)]
    assert told.count("acknowledged") == 1


def test_a_confirmation_stops_the_escalation(site, late):
    head = f"{UNIT}.head"
    assert head in told_in_the_afternoon(site)
    confirmed(site, late)
    left = told_in_the_afternoon(site)
    assert head not in left
    assert left


def forged(site, message):
    settings = site.workspace.settings
    right = path(site, message)
    stranger = Settings(secret="k" * 40, _env_file=None)
    yield right[:-9] + ("A" if right[-9] != "A" else "B") + right[-8:]
    yield right[:9] + ("A" if right[9] != "A" else "B") + right[10:]
    yield f"/xn/{signer(settings, 'link').dumps([CAMPAIGN, message.key])}"
    yield f"/xn/{signer(settings, 'ack').dumps(['khac-2021', message.key])}"
    yield f"/xn/{signer(settings, 'ack').dumps([CAMPAIGN, 'khong-co'])}"
    yield f"/xn/{signer(settings, 'ack').dumps(7)}"
    yield f"/xn/{signer(stranger, 'ack').dumps([CAMPAIGN, message.key])}"
    yield "/xn/x"


def test_a_forged_or_foreign_link_is_refused(site, late):
    for each in forged(site, late):
        page = site.browser().look(each)
        assert (page.status_code, "Liên kết không đúng" in page.text) == (403, True)
    assert letter(site).state is MessageState.ACCEPTED


def test_a_form_of_another_browser_is_refused(site, late):
    browser = site.browser()
    browser.look(path(site, late))
    assert browser.post(browser.action("/xn/"), data={"csrf": "x"}).status_code == 403
    assert letter(site).state is MessageState.ACCEPTED


def test_a_letter_is_confirmed_although_it_is_about_to_be_sent_again(site, late):
    with site.workspace.change("test") as uow:
        uow.transmissions.again(late.key, "gửi lại")
    assert "Đã ghi nhận" in confirmed(site, late).text
    assert "đã được ghi nhận từ trước" in site.browser().look(path(site, late)).text


def test_a_letter_that_came_back_can_not_be_confirmed(site, late):
    back = SendResult(message=late.key, number=1, state=MessageState.FAILED_PERMANENT)
    with site.workspace.change("test") as uow:
        uow.transmissions.settle([back])
    page = confirmed(site, late)
    assert (page.status_code, "không cần xác nhận" in page.text) == (409, True)


def test_without_a_page_there_is_no_link(site, server, late):
    assert Confirmations().address(late) == ""
    token = path(site, late)
    server.app = make_app(with_page(site.workspace, ""))
    assert site.browser().look(token).status_code == 403


def test_only_letters_that_press_for_something_are_confirmed(site, late):
    links = confirmations_of(site.workspace.settings, CAMPAIGN)
    for purpose in Purpose:
        message = late.model_copy(update={"purpose": purpose})
        assert bool(links.address(message)) is MESSAGES[purpose].confirmable


def test_who_asks_too_often_is_told_to_wait(site, late):
    browser = site.browser()
    browser.look(path(site, late))
    action = browser.action("/xn/")
    answers = [browser.press(action).status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2
