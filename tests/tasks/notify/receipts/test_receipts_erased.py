"""What providers told of people is erased when a campaign is long over; the audit stays whole."""

import json
from hashlib import sha256

import pytest
from typer.testing import CliRunner

from deployments.cli.app import app
from models.domain.audit.chain import verify
from models.domain.messages.message import Message
from models.domain.messages.outbox import LEASE, SendResult, Start
from models.domain.messages.provider_events import PRESSED, RECEIVED
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.store.verification import verify_campaign
from tasks.notify.receipts.incoming import ACCOUNT, keep_event
from tasks.notify.receipts.receipts import erase_old_events, read_receipts
from tests.support.house import CAMPAIGN, COMMUNES

PHONE = "84912345678"
START = Start(
    message="tin-1",
    number=1,
    channel="zalo_phone",
    address="d",
    template="z",
    version="1",
    track="t1",
)


def receipt(track, ref):
    message = {"msg_id": ref, "tracking_id": track}
    return json.dumps(
        {"event_name": RECEIVED, "recipient": {"id": PHONE}, "message": message, "timestamp": "1"}
    )


@pytest.fixture
def house(opened, move_into):
    """A message arrived, another one is of nobody, and a person pressed a button."""
    house = move_into(opened)
    moment = house.workspace.now()
    message = Message(
        key="tin-1",
        person=f"{COMMUNES[0]}.officer",
        purpose=Purpose.PUBLISHED,
        subject_ref="x",
        not_before=moment,
    )
    accepted = SendResult(message="tin-1", number=1, state=MessageState.ACCEPTED, ref="m1")
    with house.workspace.change("test") as uow:
        uow.messages.queue([message])
        uow.dispatching.claim("c1", moment + LEASE, 10)
        uow.dispatching.start("c1", [START], moment + LEASE)
        uow.transmissions.settle([accepted])
    pressed = {"submit_time": "1", "data": f"gọi {PHONE}", "tracking_id": "lạ"}
    for raw in (
        receipt("t1", "m1"),
        receipt("lạ", "m2"),
        json.dumps({"event_name": PRESSED, "message": pressed, "msg_id": "m3"}),
        json.dumps({"event_name": "user_send_text", "message": {"text": "Số riêng của tôi"}}),
        "không phải JSON",
    ):
        keep_event(house.workspace, ACCOUNT, raw)
    house.later(minutes=6)
    read_receipts(CAMPAIGN)
    return house


def history(house):
    with house.workspace.read() as uow:
        return uow.messages.history("tin-1")


def kept(house):
    with house.workspace.read() as uow:
        return uow.provider_events.newest(99)


def test_nothing_is_erased_before_its_time(house):
    house.at("2023-12-01 08:00")
    assert erase_old_events(CAMPAIGN) == 0
    assert len(kept(house)) == 5
    assert history(house)[-1].evidence == receipt("t1", "m1")


def test_texts_go_and_what_happened_stays(house):
    before = history(house)
    house.at("2024-02-01 08:00")
    assert erase_old_events(CAMPAIGN) == 6
    after = history(house)
    assert kept(house) == ()
    digest = sha256(receipt("t1", "m1").encode()).hexdigest()
    assert after[-1].evidence == f"sha256:{digest}"
    bare = [each.model_copy(update={"evidence": ""}) for each in before]
    assert [each.model_copy(update={"evidence": ""}) for each in after] == bare


def test_the_audit_verifies_and_says_why(house):
    house.at("2024-02-01 08:00")
    erase_old_events(CAMPAIGN)
    with house.workspace.read() as uow:
        told = tuple(uow.audit.events())
        assert verify(told) == uow.audit.head()
        assert verify_campaign(uow).wrong == ()
    assert (told[-1].action, told[-1].subject) == ("retention.erase", "6")
    assert "24 tháng" in told[-1].reason


def test_it_is_done_once(house):
    house.at("2024-02-01 08:00")
    erase_old_events(CAMPAIGN)
    with house.workspace.read() as uow:
        head = uow.audit.head()
    assert erase_old_events(CAMPAIGN) == 0
    with house.workspace.read() as uow:
        assert uow.audit.head() == head


def test_an_office_may_keep_them_for_less(house, monkeypatch):
    monkeypatch.setenv("CCHC_KEEP_EVENTS_MONTHS", "1")
    house.at("2022-03-01 08:00")
    assert erase_old_events(CAMPAIGN) == 6


class TestEventsOnATerminal:
    def lines(self, *options):
        done = CliRunner().invoke(app, ["messages", "events", CAMPAIGN, *options])
        assert done.exit_code == 0, done.output
        return done.output.splitlines()

    def test_are_listed_with_what_became_of_them(self, house):
        told = self.lines()
        assert sum("→ đã ghi nhận vào tin" in line for line in told) == 1
        assert sum("→ không nói về tin nào" in line for line in told) == 2
        assert any("sự kiện “không đọc được”" in line for line in told)
        assert self.lines("--most", "1")[0] in told

    def test_of_no_message_of_ours_come_with_what_to_do(self, house):
        *told, advice = self.lines("--unmatched")
        assert len(told) == 2
        assert all(line.endswith("→ không khớp với tin nào") for line in told)
        assert any("mã của Zalo m2" in line for line in told)
        assert advice.startswith("Báo nhận không khớp")

    def test_name_nobody_and_tell_nothing_that_a_person_wrote(self, house):
        text = "\n".join(self.lines())
        assert PHONE not in text
        assert "84*****678" in text
        assert "Số riêng" not in text

    def test_may_be_none(self, house):
        house.at("2024-02-01 08:00")
        erase_old_events(CAMPAIGN)
        assert self.lines() == ["Không có báo nhận nào như vậy."]
