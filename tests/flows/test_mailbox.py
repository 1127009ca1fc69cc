"""From a mail on a real IMAP server to a receipt on a real SMTP server, and what may go wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from datetime import date
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from flows.ticks import collection_tick, take_in
from models.domain.deadlines import Limit, LimitKind
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.domain.stages import StageName
from tests.support.dovecot import PASSWORD
from tests.support.house import (
    CAMPAIGN,
    COMMUNES,
    arm_here,
    build,
    copy_of,
    living_in,
    small_campaign,
)
from tests.support.mails import letter

pytestmark = pytest.mark.slow
FIRST, SECOND, _ = COMMUNES
ACCEPTED = ["file_received", "submission_accepted"]
PROCESSED = "Da-xu-ly"


class Received:
    """Keeps what is delivered."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def smtp():
    received = Received()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    yield controller, received.mails
    controller.stop()


@pytest.fixture(scope="session")
def live_home(tmp_path_factory):
    """A house on the machine's own clock; its rounds close in another century."""
    home = tmp_path_factory.mktemp("live") / "home"
    campaign = small_campaign()
    plan = campaign.stages[StageName.SELF_ASSESSMENT]
    late = Limit(kind=LimitKind.AT_LATEST, day=date(2199, 12, 31))
    open_ = plan.model_copy(update={"returns": late, "locks": late})
    stages = campaign.stages | {StageName.SELF_ASSESSMENT: open_}
    build(home, "live", campaign.model_copy(update={"stages": stages}))
    return home


@pytest.fixture(scope="session")
def workbooks(asked, tmp_path_factory):
    """The filled-in workbooks of two communes."""
    with living_in(copy_of(asked, tmp_path_factory.mktemp("filled") / "home")) as house:
        return {unit: house.commune_file(unit) for unit in (FIRST, SECOND)}


@pytest.fixture
def by_mail(workbooks):
    """A mail with the workbook of a commune."""

    def make(unit=FIRST, **fields):
        return letter(files=(("Bảng tự chấm.xlsx", workbooks[unit]),), **fields).as_bytes()

    return make


@pytest.fixture
def user(dovecot):
    return dovecot.new_user()


@pytest.fixture
def house(live_home, tmp_path, dovecot, user, smtp, monkeypatch):
    """A live installation that reads a real mailbox and sends through a real server."""
    environment = {
        "SMTP_PORT": smtp[0].port,
        "IMAP_HOST": "127.0.0.1",
        "IMAP_PORT": dovecot.tls,
        "IMAP_CA": dovecot.ca_file,
        "IMAP_USER": user.name,
        "IMAP_PASSWORD": PASSWORD,
    }
    with living_in(copy_of(live_home, tmp_path / "home")) as house:
        for name, value in environment.items():
            monkeypatch.setenv(f"CCHC_{name}", str(value))
        monkeypatch.setenv("CCHC_MODE", "live")
        monkeypatch.setenv("CCHC_SMTP_HOST", "127.0.0.1")
        arm_here(house)
        yield house


def history(house, unit):
    with house.workspace.read() as uow:
        return [event.kind for event in uow.submissions.history("commune", unit)]


def receipts(house, mails):
    """What the server got for the messages that answer, and these are all sent."""
    messages = house.messages(Purpose.RECEIPT)
    assert {m.state for m in messages} <= {MessageState.ACCEPTED}
    return [mail for mail in mails if mail["In-Reply-To"]]


def test_a_mail_with_a_workbook_gets_a_receipt_in_its_thread(house, user, smtp, by_mail):
    user.receive(by_mail())
    house.tick(collection_tick)

    assert history(house, FIRST) == ACCEPTED
    (receipt,) = receipts(house, smtp[1])
    assert receipt["To"] == house.workspace.campaign.contact(f"{FIRST}.officer").email
    assert receipt["In-Reply-To"] == receipt["References"] == "<thu-1@thu.example>"
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert (user.lying(), len(user.lying(PROCESSED))) == ([], 1)

    house.tick(collection_tick)
    assert history(house, FIRST) == ACCEPTED
    assert len(smtp[1]) == 1


def test_an_answer_to_the_receipt_is_the_units_question(house, user, smtp, by_mail):
    user.receive(by_mail())
    house.tick(collection_tick)
    (receipt,) = smtp[1]
    asked = letter(
        "Xin hỏi thời hạn bổ sung.\n\nVào 08:15, 4 thg 11, 2021 Phòng <a@b.example> đã viết:\n> x",
        subject=f"Re: {receipt['Subject']}",
        message_id="<thu-2@thu.example>",
        In_Reply_To=receipt["Message-ID"],
    )
    user.receive(asked.as_bytes())
    house.tick(collection_tick)
    with house.workspace.read() as uow:
        question = uow.submissions.history("commune", FIRST)[-1]
    assert question.text == "Xin hỏi thời hạn bổ sung."


def test_the_code_alone_brings_a_new_mail_to_its_unit(house, user, smtp, by_mail):
    user.receive(by_mail())
    house.tick(collection_tick)
    code = smtp[1][0]["Subject"].rpartition("[")[2]
    user.receive(letter("Xin hỏi.", subject=f"[{code}", message_id=None).as_bytes())
    house.tick(collection_tick)
    assert history(house, FIRST)[-1] == "question_asked"


def test_two_machines_do_not_talk_to_each_other(house, user, smtp, by_mail, workbooks):
    """Every receipt is answered by a program that sends all of it back."""
    user.receive(by_mail())
    for _ in range(4):
        sent = len(smtp[1])
        house.tick(collection_tick)
        for mail in smtp[1][sent:]:
            robot = letter(
                "Tôi vắng mặt.",
                (("lai.xlsx", workbooks[SECOND]),),
                message_id=f"<robot-{sent}@thu.example>",
                In_Reply_To=mail["Message-ID"],
                Auto_Submitted="auto-replied",
            )
            user.receive(robot.as_bytes())
    assert len(smtp[1]) == 1
    assert user.lying() == []


CHILD = """
import os, signal, sys
import flows.ticks as steps
from tasks.inbox.mail.imap import ImapMailbox

def die_after(method):
    def call(*given):
        method(*given)
        os.kill(os.getpid(), signal.SIGKILL)
    return call

def run(campaign, last):
    if last == "moved":
        ImapMailbox.move = die_after(ImapMailbox.move)
    files = steps.take_in_files(campaign)
    mails = None
    for name, do in {
        "read": lambda: steps.take_in_mails(campaign),
        "judge": lambda: steps.judge_deliveries(campaign),
        "clear": lambda: steps.clear_judged(campaign, files),
        "put away": lambda: steps.put_away_mails(campaign, mails),
        "send": lambda: steps.send_due_messages(campaign),
    }.items():
        done = do()
        mails = done if name == "read" else mails
        if name == last:
            os.kill(os.getpid(), signal.SIGKILL)

campaign, *names = sys.argv[1:]
for name in names:
    child = os.fork()
    if not child:
        run(campaign, name)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, name
"""


def test_ticks_killed_after_each_step_leave_one_submission_and_one_receipt(
    house, user, smtp, by_mail
):
    """Each tick runs in a process of its own and ends by SIGKILL, one step later than the last."""
    names = ["read", "judge", "clear", "moved", "put away", "send"]
    user.receive(by_mail())
    subprocess.run([sys.executable, "-c", CHILD, CAMPAIGN, *names], check=True, env=os.environ)
    house.tick(collection_tick)

    assert history(house, FIRST) == ACCEPTED
    assert len(receipts(house, smtp[1])) == 1
    assert (user.lying(), len(user.lying(PROCESSED))) == ([], 1)


def test_several_ticks_at_once_are_one(house, user, smtp, by_mail):
    user.receive(by_mail())
    user.receive(by_mail(SECOND, message_id="<thu-2@thu.example>"))
    failures = []

    def tick():
        try:
            take_in(CAMPAIGN)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    house.tick(collection_tick)
    assert failures == []
    assert history(house, FIRST) == history(house, SECOND) == ACCEPTED
    assert len(receipts(house, smtp[1])) == 2
    # Dovecot copies a mail for each of those who move it at the same moment.
    assert (user.lying(), len(set(user.lying(PROCESSED)))) == ([], 2)


def test_a_mailbox_that_got_new_uids_is_read_anew_without_a_second_answer(
    house, user, smtp, by_mail
):
    user.receive(by_mail())
    house.tick(collection_tick)
    user.move_back(PROCESSED)
    user.lose_uids()
    house.tick(collection_tick)
    assert history(house, FIRST) == ACCEPTED
    assert len(smtp[1]) == 1
    assert user.lying() == []


@pytest.mark.parametrize(
    "wrong",
    [{"IMAP_PASSWORD": "sai"}, {"IMAP_PORT": "1"}, {"IMAP_CA": ""}, {"IMAP_MAILBOX": "khong-co"}],
)
def test_a_mailbox_that_is_down_keeps_nothing_else_and_operators_are_told_once(
    house, user, smtp, by_mail, monkeypatch, workbooks, wrong, caplog
):
    for name, value in wrong.items():
        monkeypatch.setenv(f"CCHC_{name}", value)
    user.receive(by_mail())
    house.drop(SECOND, "bang.xlsx", workbooks[SECOND])
    house.tick(collection_tick)
    house.tick(collection_tick)

    assert history(house, SECOND) == ACCEPTED
    assert history(house, FIRST) == []
    told = house.messages(Purpose.MAILBOX_DOWN)
    assert [m.person for m in told] == ["operator-1", "operator-2"]
    assert all(m.state is MessageState.ACCEPTED for m in told)
    assert "Không đọc được hộp thư" in caplog.text
    assert PASSWORD not in caplog.text + str(told)
    assert len(user.lying()) == 1


def test_a_folder_that_can_not_be_made_is_told_and_nothing_is_taken_in_twice(
    house, user, smtp, by_mail, monkeypatch
):
    monkeypatch.setenv("CCHC_IMAP_PROCESSED", "a//b")
    user.receive(by_mail())
    house.tick(collection_tick)
    house.tick(collection_tick)
    assert history(house, FIRST) == ACCEPTED
    told = house.messages(Purpose.MAILBOX_DOWN)
    assert len(told) == 2
    assert "Không chuyển được thư đã xử lý" in told[0].params["reason"]
    monkeypatch.setenv("CCHC_IMAP_PROCESSED", PROCESSED)
    house.tick(collection_tick)
    assert (user.lying(), len(user.lying(PROCESSED))) == ([], 1)
    assert len(receipts(house, smtp[1])) == 1


HOSTILE = letter(
    "x",
    (("../../etc/cron.d/x", b"MZ"), ("bao-cao\u202efdp.exe", b"MZ")),
    subject="=?utf-8?q?=00=0d=0aBcc:_x?=",
    sender='"\u202e" <a@thu.example>',
)


def test_hostile_mails_are_answered_or_noted_and_all_are_moved(house, user, smtp, by_mail):
    many = tuple((f"{n}.xlsx", b"PK\x03\x04" + bytes([n])) for n in range(11))
    nested = letter(message_id="<n@thu.example>")
    nested.add_attachment(letter(files=(("bang.xlsx", b"PK"),)))
    mails = [
        HOSTILE.as_bytes(),
        letter(files=many, message_id="<m@thu.example>").as_bytes(),
        letter(files=tuple((f"{n}", b"x") for n in range(60)), message_id="<k@x>").as_bytes(),
        nested.as_bytes(),
        b"\r\n" * 10,
        b"Subject: \xff\xfe\r\n\r\n\xff",
        b"X: " + b"a" * 400_000 + b"\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 10_000,
    ]
    for mail in mails:
        user.receive(mail)
    user.receive(by_mail(message_id="<cuoi@thu.example>"))
    house.tick(collection_tick)
    assert history(house, FIRST) == ACCEPTED
    assert (user.lying(), len(user.lying(PROCESSED))) == ([], len(mails) + 1)
    assert not any(m.state is MessageState.FAILED_PERMANENT for m in house.messages())
    with house.workspace.read() as uow:
        names = {uow.files.name(sha) for sha in uow.files.all()}
    assert not any("/" in name or "\u202e" in name for name in names)
