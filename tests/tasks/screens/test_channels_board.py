"""The board of channels."""

from datetime import timedelta

from models.domain.messages.breaker import TOKEN_SINCE, ChannelState
from models.domain.messages.transmission import MessageState
from models.domain.messages.triage import AT_NIGHT, RESTS
from tasks.screens.channels_board import channels_board
from tests.support.messages_of import message
from tests.tasks.screens.conftest import NOW, table_rows

S = MessageState
HOUR = timedelta(hours=1)
DOWN = ChannelState(name="email").stopped(NOW - HOUR, "535", "sai mật khẩu | hộp thư")


def rows_of(board):
    return {row[0]: row for row in table_rows(board)[2:]}


def test_a_stopped_channel_says_since_when_why_and_when_it_is_looked_at_again(campaign):
    board = channels_board(campaign, [DOWN], [], NOW)
    assert rows_of(board)["Thư điện tử"][7] == (
        "**Tạm dừng từ 23/11/2021 07:00: sai mật khẩu ¦ hộp thư;"
        " kiểm tra lại lúc 23/11/2021 07:05**"
    )
    assert "**1 kênh đang tạm dừng:** Thư điện tử" in board
    assert f"`cchc messages channel {campaign.id} email --by operator-1" in board


def test_a_channel_that_works_tells_what_it_did_today(campaign):
    messages = [
        message(1, NOW, S.ACCEPTED, channel="zalo_phone", sent_at=NOW - HOUR),
        message(2, NOW, S.DELIVERED, channel="zalo_phone", sent_at=NOW),
        message(3, NOW, S.UNKNOWN, channel="zalo_phone", sent_at=NOW),
        message(4, NOW, S.FAILED_PERMANENT, channel="zalo_phone", sent_at=NOW),
        message(5, NOW, S.ACCEPTED, channel="zalo_phone", sent_at=NOW - 24 * HOUR),
    ]
    board = channels_board(campaign, [], messages, NOW)
    assert rows_of(board)["Zalo (số điện thoại)"][1:8] == [
        "0", "–", "2", "1", "1", "23/11/2021 08:00", "Hoạt động",
    ]  # fmt: skip
    assert "Các kênh đều hoạt động" in board


def test_what_waits_for_a_stopped_channel_is_counted_there_since_its_real_time(campaign):
    later = NOW + timedelta(minutes=5)
    messages = [
        message(1, NOW - 3 * HOUR, S.DEFERRED, not_before=later, detail=f"{RESTS}: {DOWN.detail}"),
        message(2, NOW - 3 * HOUR, S.DEFERRED, not_before=later, detail=AT_NIGHT),
    ]
    board = channels_board(campaign, [DOWN], messages, NOW)
    assert rows_of(board)["Thư điện tử"][1:3] == ["1", "từ 23/11/2021 05:00"]
    assert rows_of(board)["Chưa chọn kênh"][1:3] == ["1", "–"]
    assert "**Có tin đến giờ từ 23/11/2021 05:00 mà chưa gửi được.**" in board


def test_a_message_that_waits_a_little_is_no_alarm(campaign):
    board = channels_board(campaign, [], [message(1, NOW - timedelta(minutes=20), S.PLANNED)], NOW)
    assert rows_of(board)["Chưa chọn kênh"][2] == "từ 23/11/2021 07:40"
    assert "quá giờ" not in board


def test_quota_and_age_of_the_token_are_shown_and_an_old_one_is_marked(campaign):
    since = (NOW - 21 * HOUR).isoformat()
    old = ChannelState(name="zalo_user", facts={"còn lại": "12", TOKEN_SINCE: since})
    board = channels_board(campaign, [old], [], NOW)
    (row,) = rows_of(board).values()
    assert row[8] == "còn lại: 12; mã truy cập đã cấp 21 giờ, **quá cũ**"
    assert "**Mã truy cập đã cấp quá 20 giờ.**" in board
    fresh = old.model_copy(update={"facts": {TOKEN_SINCE: (NOW - 20 * HOUR).isoformat()}})
    assert "quá" not in channels_board(campaign, [fresh], [], NOW)


def test_channels_stand_in_the_order_in_which_they_are_tried(campaign):
    states = [ChannelState(name=name) for name in ("ban-tin", "email", "zalo_user")]
    board = channels_board(campaign, states, [message(1, NOW, S.PLANNED)], NOW)
    assert list(rows_of(board)) == [
        "Zalo (người quan tâm OA)", "Thư điện tử", "ban-tin", "Chưa chọn kênh",
    ]  # fmt: skip


def test_a_campaign_without_channels_says_so(campaign):
    assert "Chưa có kênh nào được dùng" in channels_board(campaign, [], [], NOW)
