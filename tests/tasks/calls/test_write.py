"""The call list on the screens."""

from tasks.calls.rows import rows_of
from tasks.calls.write import MOST_CALLS, calls_board

AT = "04/11/2021 15:00"


def test_the_board_names_people_and_messages_but_no_number(campaign, lost):
    board = calls_board(campaign, rows_of(campaign, lost), AT)
    assert "**4** người chưa nhận được tin" in board
    assert "| 12, 3 |" in board
    assert "0900" not in board
    assert f"`cchc messages calls {campaign.id} --out goi-dien.xlsx`" in board


def test_nobody_to_call_is_said(campaign):
    assert "Không có ai cần gọi điện" in calls_board(campaign, (), AT)


def test_a_long_list_says_how_many_are_left(campaign, lost):
    rows = rows_of(campaign, lost)[:1] * (MOST_CALLS + 2)
    assert "*Còn 2 người;" in calls_board(campaign, rows, AT)
