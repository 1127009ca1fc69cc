"""What an alarm says, and when it is told again."""

from datetime import timedelta

from models.domain.messages.backlog import LONGEST_WAIT, BacklogAlarm, Cause
from tasks.screens.alarm import EVENTS, alarm_board, event_id, resource_of, trouble_words
from tests.tasks.screens.conftest import NOW

STOPPED = BacklogAlarm(cause=Cause.STOPPED, subject="email", since=NOW, detail="sai *mật khẩu*")
OVERDUE = BacklogAlarm(cause=Cause.OVERDUE, subject="12", since=NOW, count=3)


def test_each_trouble_is_a_sentence():
    assert trouble_words(STOPPED) == (
        "Kênh Thư điện tử tạm dừng từ 23/11/2021 08:00: sai *mật khẩu*."
    )
    assert trouble_words(OVERDUE) == (
        "3 tin chờ gửi quá một giờ, lâu nhất là tin số 12, từ 23/11/2021 08:00."
    )


def test_the_alarm_names_the_channel_to_open_when_there_is_one(campaign):
    board = alarm_board(campaign, [OVERDUE, STOPPED], NOW)
    assert r"sai \*mật khẩu\*" in board
    assert f"`cchc messages channel {campaign.id} email --by operator-1" in board
    assert f"/v2/artifacts/key/{campaign.id}-10-cac-kenh" in board
    assert f"messages channel {campaign.id} KÊNH " in alarm_board(campaign, [OVERDUE], NOW)


def test_an_alarm_that_is_over_says_so(campaign):
    assert "Không còn gì phải báo động" in alarm_board(campaign, [], NOW)


def test_a_trouble_is_told_once_in_every_hour_of_it():
    first = event_id("dot", STOPPED, NOW)
    assert event_id("dot", STOPPED, NOW + LONGEST_WAIT - timedelta(seconds=1)) == first
    others = {
        event_id("dot", STOPPED, NOW + LONGEST_WAIT),
        event_id("dot", OVERDUE, NOW),
        event_id("khac", STOPPED, NOW),
        event_id("dot", STOPPED.model_copy(update={"since": NOW - LONGEST_WAIT}), NOW),
    }
    assert len(others - {first}) == 4


def test_events_have_names_of_their_own():
    assert set(EVENTS.values()) == {"cchc.messages.overdue", "cchc.channel.stopped"}
    assert resource_of("dot-2021") == "cchc.campaign.dot-2021"
