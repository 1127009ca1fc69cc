"""Operators see the fate of every message, and settle what the system can not know."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from typer.testing import CliRunner

from deployments.cli.app import app
from models.domain.messages.message import Message
from models.domain.messages.outbox import LEASE, SendResult, Start, TransmissionRef
from models.domain.messages.purposes import Purpose
from models.domain.messages.receipts import DeliveryAction
from models.domain.messages.transmission import MessageState
from tests.support.house import CAMPAIGN, COMMUNES

S = MessageState
BY = ("--by", "operator-1", "--reason", "đã gọi điện")
KEY = "tin-thu"


@pytest.fixture
def house(asked, move_into):
    return move_into(asked)


@pytest.fixture
def message(house):
    """The number of a message that stands as a test wants it to."""

    def make(state, **more):
        now = house.workspace.now()
        values = {
            "key": KEY,
            "person": f"{COMMUNES[0]}.officer",
            "purpose": Purpose.RECEIPT,
            "unit": COMMUNES[0],
            "subject_ref": "x",
            "not_before": now,
        }
        with house.workspace.change("thu") as uow:
            uow.messages.queue([Message(**(values | more))])
            if state is not S.PLANNED:
                start = Start(
                    message=KEY, number=1, channel="email", address="", template="", version=""
                )
                uow.dispatching.claim("c", now + LEASE, 1_000)
                uow.dispatching.start("c", [start], now + LEASE)
                told = SendResult(message=KEY, number=1, channel="email", state=state)
                uow.transmissions.settle([told])
            return uow.messages.get(KEY).position

    return make


def messages(*words, exit_code=0):
    done = CliRunner().invoke(app, ["messages", *map(str, words)])
    assert done.exit_code == exit_code, done.output
    return done.output


def state(house):
    with house.workspace.read() as uow:
        return uow.messages.get(KEY).state


def test_the_list_shows_what_needs_care(house, message):
    number = message(S.UNKNOWN)
    listed = messages("list", CAMPAIGN)
    assert f"{number}  " in listed
    assert "Chưa rõ đã đến hay chưa" in listed
    assert "Không có tin nào như vậy" in messages("list", CAMPAIGN, "--state", "suppressed")


def test_a_message_is_shown_with_all_its_ways_and_what_happened(message):
    shown = messages("show", CAMPAIGN, message(S.ACCEPTED))
    assert "1. Thư điện tử: Đã gửi" in shown
    assert "Đang gửi (Thư điện tử)" in shown


def test_what_the_person_says_is_recorded(house, message):
    number = message(S.UNKNOWN)
    assert "đã đến" in messages("confirm", CAMPAIGN, number, "--arrived", *BY)
    assert state(house) is S.DELIVERED


def test_what_is_lost_can_be_sent_again_and_then_goes_out(house, message):
    number = message(S.UNKNOWN)
    messages("confirm", CAMPAIGN, number, "--lost", *BY)
    assert "gửi lại" in messages("resend", CAMPAIGN, number, *BY)
    assert state(house) is S.PLANNED
    assert "lượt gửi lại thứ 1" in messages("show", CAMPAIGN, number)


def test_what_is_under_way_or_out_of_date_is_not_sent_again(house, message):
    number = message(S.PLANNED, useful_until=house.workspace.now() - timedelta(hours=1))
    under_way = CliRunner().invoke(app, ["messages", "resend", CAMPAIGN, str(number), *BY])
    assert "còn đang gửi" in under_way.exception.message
    messages("cancel", CAMPAIGN, number, *BY)
    late = CliRunner().invoke(app, ["messages", "resend", CAMPAIGN, str(number), *BY])
    assert "hết hiệu lực" in late.exception.message


def test_a_message_that_waits_can_be_taken_back_once(house, message):
    number = message(S.PLANNED)
    assert "Đã hủy" in messages("cancel", CAMPAIGN, number, *BY)
    assert state(house) is S.CANCELLED
    again = CliRunner().invoke(app, ["messages", "cancel", CAMPAIGN, str(number), *BY])
    assert "không hủy được" in again.exception.message


def test_nothing_has_to_be_confirmed_of_what_is_certain(message):
    number = message(S.PLANNED)
    words = ["messages", "confirm", CAMPAIGN, str(number), "--arrived", *BY]
    assert "không có gì phải xác nhận" in CliRunner().invoke(app, words).exception.message


def test_strangers_decide_nothing_and_unknown_numbers_are_told(message):
    number = str(message(S.UNKNOWN))
    stranger = ["messages", "confirm", CAMPAIGN, number, "--arrived", "--by", "ai-do"]
    assert CliRunner().invoke(app, [*stranger, "--reason", "x"]).exit_code != 0
    missing = CliRunner().invoke(app, ["messages", "show", CAMPAIGN, "99999"])
    assert "messages list" in missing.exception.message


def test_a_channel_is_opened_and_what_waited_for_it_is_due(house, message):
    number = message(S.PLANNED)
    now = house.workspace.now()
    with house.workspace.change("thu") as uow:
        uow.channels.put(uow.channels.get("email").stopped(now, "535", "sai mật khẩu"))
        uow.dispatching.claim("c", now + LEASE, 1_000)
        uow.transmissions.settle(
            [
                SendResult(
                    message=KEY,
                    number=1,
                    state=S.DEFERRED,
                    not_before=now + timedelta(hours=1),
                    detail="kênh tạm dừng: sai mật khẩu",
                )
            ]
        )
    assert "1 tin chờ" in messages("channel", CAMPAIGN, "email", *BY)
    with house.workspace.read() as uow:
        assert not uow.channels.get("email").is_stopped
        assert uow.messages.at(number).decisive.not_before == now


def test_a_channel_that_does_not_rest_can_not_be_opened(house):
    done = CliRunner().invoke(app, ["messages", "channel", CAMPAIGN, "emial", *BY])
    assert done.exit_code == 1
    assert "Không có kênh “emial” đang tạm dừng" in str(done.exception)


@pytest.mark.parametrize(
    "action", [DeliveryAction.DELAYED, DeliveryAction.RELAYED, DeliveryAction.EXPANDED]
)
def test_the_story_tells_what_a_server_did_without_settling_anything(house, message, action):
    number = message(S.ACCEPTED)
    with house.workspace.change("thu") as uow:
        uow.transmissions.note(
            TransmissionRef(message=KEY, number=1), str(action), "4.4.1", "chậm", ""
        )
    assert "4.4.1 chậm" in messages("show", CAMPAIGN, number)


def test_a_message_can_be_looked_at_before_there_is_one(house, tmp_path):
    seen = messages("preview", CAMPAIGN, "digest")
    assert "2 việc cần làm" in seen
    file = tmp_path / "xem.eml"
    messages("preview", CAMPAIGN, "late", "--out", str(file))
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Subject"].startswith("[THỬ] Quá hạn")
    unknown = CliRunner().invoke(app, ["messages", "preview", CAMPAIGN, "late", "--channel", "x"])
    assert "không có mẫu late" in unknown.exception.message


def test_a_message_by_zalo_can_be_looked_at_as_the_person_sees_it(house, tmp_path):
    file = tmp_path / "xem.html"
    assert '"han": "05/11/2021"' in messages("preview", CAMPAIGN, "late", "--channel", "zalo_phone")
    messages("preview", CAMPAIGN, "late", "--channel", "zalo_phone", "--out", str(file))
    page = file.read_text(encoding="utf-8")
    assert "Quá hạn gửi bảng tự đánh giá" in page
    assert "Đã nhận" in page
    messages("preview", CAMPAIGN, "late", "--out", str(file))
    assert "Kính gửi" in file.read_text(encoding="utf-8")
