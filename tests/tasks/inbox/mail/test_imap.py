"""The mailbox on a real Dovecot."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime
from time import monotonic

import pytest
from pydantic import SecretStr

from models.domain.errors import MailboxDown
from tasks.inbox.mail.imap import HEAD_BYTES, open_mailbox
from tasks.inbox.mail.mailbox import MailAccount
from tests.support.dovecot import PASSWORD
from tests.support.mails import letter

pytestmark = pytest.mark.slow
PROCESSED = "Đã xử lý"
AT = datetime(2021, 11, 4, 7, 30, tzinfo=UTC)


@pytest.fixture
def user(dovecot):
    return dovecot.new_user()


@pytest.fixture
def account(dovecot, user):
    return MailAccount(
        host="127.0.0.1",
        port=dovecot.tls,
        user=user.name,
        password=SecretStr(PASSWORD),
        folder="INBOX",
        processed=PROCESSED,
        ca_file=dovecot.ca_file,
        timeout=10,
    )


def changed(account, **values):
    return account.model_copy(update=values)


def test_a_mail_is_read_whole_unseen_and_then_moved(account, user):
    mail = letter("Xã gửi bảng.", (("Bảng.xlsx", bytes(range(256)) * 400),)).as_bytes()
    user.receive(mail, AT)
    with open_mailbox(account) as mailbox:
        (waiting,) = mailbox.waiting()
        assert waiting.at == AT
        content = mailbox.content(waiting.uid)
        assert content == mail.replace(b"\n", b"\r\n")
        assert waiting.size == len(content)
        assert mailbox.head(waiting.uid) == content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        assert user.seen() == 0
        mailbox.move([waiting.uid])
        assert mailbox.waiting() == []
        assert mailbox.content(waiting.uid) is mailbox.head(waiting.uid) is None
        mailbox.move([waiting.uid, 999])
    assert user.lying() == []
    assert user.lying(PROCESSED) == [content]
    assert user.seen(PROCESSED) == 0


def test_an_empty_mailbox_is_no_error(account):
    with open_mailbox(account) as mailbox:
        assert mailbox.waiting() == []
        mailbox.move([])


def test_the_headers_of_a_mail_are_fetched_to_a_limit(account, user):
    user.receive(letter(X_Long=" ".join(["a" * 60] * 3_000)).as_bytes())
    with open_mailbox(account) as mailbox:
        (waiting,) = mailbox.waiting()
        assert len(mailbox.head(waiting.uid)) == HEAD_BYTES


def test_a_mail_that_somebody_deletes_meanwhile_stays_deleted_and_others_stay(account, user):
    user.receive(letter().as_bytes())
    user.receive(letter().as_bytes())
    with open_mailbox(account) as mailbox, open_mailbox(account) as other:
        first, second = mailbox.waiting()
        other.move([first.uid])
        mailbox.move([first.uid])
        assert [item.uid for item in mailbox.waiting()] == [second.uid]
    assert len(user.lying(PROCESSED)) == 1


def test_new_uids_are_told_by_the_uidvalidity(account, user):
    user.receive(letter().as_bytes())
    with open_mailbox(account) as mailbox:
        before = mailbox.uidvalidity
    user.lose_uids()
    with open_mailbox(account) as mailbox:
        assert mailbox.uidvalidity != before
        assert len(mailbox.waiting()) == 1


def test_a_hundred_mails_are_listed_in_order(account, user):
    with user._inbox() as inbox:
        for n in range(100):
            inbox.append(letter(str(n)).as_bytes(), "INBOX")
    with open_mailbox(account) as mailbox:
        uids = [item.uid for item in mailbox.waiting()]
    assert uids == sorted(uids)
    assert len(uids) == 100


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": SecretStr("sai")},
        {"folder": "không-có"},
        {"ca_file": None},
        {"host": "localhost"},
    ],
)
def test_what_does_not_work_is_told_in_words(account, user, wrong):
    user.receive(letter().as_bytes())
    with (
        pytest.raises(MailboxDown, match=f"Không đọc được hộp thư {user.name}") as failed,
        open_mailbox(changed(account, **wrong)),
    ):
        pass
    assert PASSWORD not in str(failed.value)
    assert "sai" not in str(failed.value).split("Đề nghị")[0]


def test_in_the_open_only_if_it_is_said_so(account, dovecot, user):
    user.receive(letter().as_bytes())
    with open_mailbox(changed(account, port=dovecot.plain, tls=False)) as mailbox:
        assert len(mailbox.waiting()) == 1


def test_a_server_that_is_not_there_is_told(account):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(MailboxDown), open_mailbox(changed(account, port=port, tls=False)):
        pass


def dripping(server, greeting):
    """Accept one connection and send a byte now and then, for ever."""
    connection, _ = server.accept()
    with connection:
        try:
            connection.sendall(greeting)
            while True:
                connection.sendall(b"* ")
                threading.Event().wait(0.1)
        except OSError:
            return


@pytest.mark.parametrize("greeting", [b"", b"* OK ready\r\n"])
def test_a_server_that_never_comes_to_an_end_is_given_up(account, greeting):
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=dripping, args=(server, greeting), daemon=True)
        thread.start()
        began = monotonic()
        slow = changed(account, port=server.getsockname()[1], tls=False, timeout=1, patience=1.5)
        with pytest.raises(MailboxDown), open_mailbox(slow) as mailbox:
            mailbox.waiting()
        assert monotonic() - began < 6
        thread.join(10)


def test_our_own_mistakes_are_not_blamed_on_the_server(account):
    with pytest.raises(ValueError, match="lỗi của mình"), open_mailbox(account):
        raise ValueError("lỗi của mình")
