from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from pydantic import SecretStr

from models.domain.messages.mode import EVERYBODY, NOBODY, AllowList, Mode
from models.domain.messages.outcomes import Outcome
from models.domain.messages.transmission import Blame
from tasks.notify.channels.apprise_url import AppriseUrl
from tasks.notify.channels.port import OutgoingLetter
from tasks.notify.channels.short import ShortWriter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated"),
]


class Listener(ThreadingHTTPServer):
    """Takes what Apprise posts as JSON, and answers by the last part of the path."""

    daemon_threads = True

    def __init__(self) -> None:
        self.over = Event()
        self.said: list[dict[str, str]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.said.append(json.loads(body))
        if "hang" in self.path:
            self.server.over.wait(5)
            return
        self.send_response(403 if "refused" in self.path else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    thread = Thread(target=listener.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield listener
    finally:
        listener.over.set()
        listener.shutdown()
        thread.join()
        listener.server_close()


@pytest.fixture
def channel(campaign):
    def make(
        port, allowed=EVERYBODY, url="json://bi-mat-cua-kenh:x@127.0.0.1:{port}/{address}/?rto=0.3"
    ):
        whole = SecretStr(url.replace("{port}", str(port)))
        return AppriseUrl("trang", ShortWriter(campaign, Mode.TEAM, ""), whole, allowed)

    return make


@pytest.fixture
def letter(make_record, campaign, now):
    return lambda address: OutgoingLetter(make_record(), 1, campaign.contact("cb"), address, now)


def sent(channel, letter):
    return channel.send(channel.write(letter))


def test_a_message_goes_to_the_address_in_the_url(listener, channel, letter):
    assert sent(channel(listener.server_port), letter("can bo/1")).outcome is Outcome.ACCEPTED
    (said,) = listener.said
    assert said["title"].startswith("[THỬ] Nhắc gửi bảng tự đánh giá")
    assert "Thời hạn: chậm nhất vào ngày 05/11/2021" in said["message"]


def test_a_refusal_goes_another_way_and_marks_nobody(listener, channel, letter):
    receipt = sent(channel(listener.server_port), letter("refused"))
    assert (receipt.outcome, receipt.blame) == (Outcome.NEXT_CHANNEL, Blame.CHANNEL)
    assert "403" in receipt.detail or "Forbidden" in receipt.detail


def test_no_answer_leaves_the_fate_unknown(listener, channel, letter):
    receipt = sent(channel(listener.server_port), letter("hang"))
    assert receipt.outcome is Outcome.UNKNOWN
    assert len(listener.said) == 1


def test_nobody_off_the_list_is_reached(listener, channel, letter):
    sender = channel(listener.server_port, allowed=AllowList(listed={"listed"}))
    assert sent(sender, letter("other")).outcome is Outcome.SUPPRESSED
    assert listener.said == []
    assert sent(sender, letter("listed")).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("url", ["khong-co://x/{address}", "x{address}", ""])
def test_a_url_that_apprise_does_not_know_stops_the_channel(channel, letter, url):
    sender = channel(1, url=url)
    assert sent(sender, letter("a")).outcome is Outcome.STOP_CHANNEL
    assert sender.check().outcome is Outcome.STOP_CHANNEL


def test_an_address_of_a_wrong_form_is_that_persons(channel, letter):
    sender = channel(1, url="tgram://123456789:" + "a" * 32 + "/{address}/")
    assert sender.check().outcome is Outcome.ACCEPTED
    assert channel(1, url="tgram://{address}/").check().outcome is Outcome.ACCEPTED
    receipt = sent(channel(1, url="tgram://{address}/"), letter("x"))
    assert (receipt.outcome, receipt.blame) == (Outcome.NEXT_CHANNEL, Blame.RECIPIENT)


def test_neither_secrets_nor_addresses_are_told(listener, channel, letter, caplog):
    caplog.set_level(logging.DEBUG)
    for address in ("refused-84912345678", "hang-84912345678"):
        receipt = sent(channel(listener.server_port), letter(address))
        told = f"{receipt!r}{[r.getMessage() for r in caplog.records if r.name == 'apprise']}"
        assert "bi-mat" not in told
        assert "84912345678" not in told


def test_a_channel_without_a_url_writes(campaign, letter):
    stand_in = AppriseUrl("trang", ShortWriter(campaign, Mode.REHEARSAL, ""), None, NOBODY)
    assert stand_in.write(letter("x")).suffix == ".json"
