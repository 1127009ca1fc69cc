"""The board of messages: today's, what somebody must look at, and how."""

import re

import pytest
from typer.main import get_command

from deployments.cli.app import app
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState, Transmission
from tasks.screens.messages_board import MOST_URGENT, messages_board
from tests.support.messages_of import message
from tests.tasks.screens.conftest import NOW, at, table_rows

S = MessageState
EARLIER = at("2021-11-02 07:30")


def part(board, title):
    """What stands under a heading of a board."""
    return re.split(r"^### ", board.partition(f"### {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[
        0
    ]


def test_todays_messages_are_counted_by_purpose_state_and_channel(campaign):
    messages = [
        message(1, NOW, S.ACCEPTED, channel="email", sent_at=NOW),
        message(2, NOW, S.ACCEPTED, channel="email", sent_at=NOW),
        message(3, NOW, S.UNKNOWN, channel="zalo_phone", sent_at=NOW, purpose=Purpose.LATE),
        message(4, EARLIER, S.ACCEPTED, channel="email", sent_at=EARLIER),
        message(5, EARLIER, S.PLANNED, not_before=at("2021-11-30 07:30")),
    ]
    assert table_rows(part(messages_board(campaign, messages, NOW), "Tin hôm nay"))[2:] == [
        ["Nhắc trước hạn", "Đã gửi", "Thư điện tử", "2"],
        ["Nhắc quá hạn", "Chưa rõ đã đến hay chưa", "Zalo (số điện thoại)", "1"],
    ]


def test_a_day_without_messages_is_said(campaign):
    board = messages_board(campaign, [message(1, EARLIER, S.ACCEPTED, sent_at=EARLIER)], NOW)
    assert "Hôm nay chưa có tin nào." in board
    assert "Không có tin nào cần xem lại." in board


def test_what_needs_care_is_named_by_number_with_its_reason_newest_first(campaign):
    gone = Transmission(channel="zalo_phone", state=S.FAILED_PERMANENT, not_before=EARLIER)
    messages = [
        message(7, EARLIER, S.FAILED_PERMANENT, gone, channel="email", sent_at=EARLIER,
                blame=Blame.RECIPIENT, detail="550 | no such user"),
        message(8, EARLIER, S.ACCEPTED, sent_at=EARLIER),
        message(9, NOW, S.UNKNOWN, channel="email", sent_at=NOW, detail="mất kết nối"),
        message(10, EARLIER, S.EXPIRED, settled_at=at("2021-11-03 08:00"), detail="hết hiệu lực"),
    ]  # fmt: skip
    board = messages_board(campaign, messages, NOW)
    rows = [row for row in table_rows(part(board, "Cần xem lại")) if len(row) == 7][2:]
    assert [row[0] for row in rows] == ["9", "10", "7"]
    assert rows[2][1] == "Công chức Văn phòng - Thống kê, Thị trấn Hương Khê"
    assert rows[2][3:6] == ["02/11/2021 07:30", "Thư điện tử", "**Không gửi được**"]
    assert rows[2][6] == "địa chỉ của người nhận cần sửa: 550 ¦ no such user"
    assert "**3 tin cần xem lại**" in board


def test_the_commands_that_it_names_exist_with_their_options(campaign):
    board = messages_board(campaign, [message(1, NOW, S.UNKNOWN, sent_at=NOW)], NOW)
    commands = re.findall(r"`cchc messages (\w+) (\S+)([^`]*)`", board)
    assert {name for name, _, _ in commands} >= {"show", "resend", "confirm", "cancel", "calls"}
    known = get_command(app).commands["messages"].commands
    for name, told, rest in commands:
        options = {o for p in known[name].params for o in (*p.opts, *p.secondary_opts)}
        assert told == campaign.id
        assert set(re.findall(r"--\w+", rest)) <= options


@pytest.mark.parametrize("state", [S.FAILED_PERMANENT, S.EXPIRED, S.UNKNOWN])
def test_a_board_with_too_much_to_look_at_says_how_much_is_left(campaign, state):
    messages = [message(n, NOW, state) for n in range(1, MOST_URGENT + 4)]
    assert "*Còn 3 tin cũ hơn; xem bằng*" in messages_board(campaign, messages, NOW)


def test_all_messages_are_listed_the_newest_first(campaign):
    messages = [
        message(1, EARLIER, S.ACCEPTED, sent_at=EARLIER),
        message(2, at("2021-11-30 07:30"), S.PLANNED),
    ]
    rows = table_rows(part(messages_board(campaign, messages, NOW), "Từng tin"))[2:]
    assert [row[0] for row in rows] == ["2", "1"]
    assert rows[0][3] == "từ 30/11/2021 07:30"


def test_no_messages_is_said(campaign):
    assert "Chưa có tin nào." in messages_board(campaign, [], NOW)
