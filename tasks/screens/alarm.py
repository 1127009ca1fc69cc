"""What an alarm says: a red artifact and one sentence for the failed run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from config.workspace import open_workspace
from models.domain.campaign import Campaign
from models.domain.messages.backlog import Cause, Trouble
from models.domain.messages.words import channel_words
from tasks.prefect_steps.artifacts import show
from tasks.prefect_steps.step import in_flow_run, step
from tasks.screens.rendering import moment, render
from tasks.screens.watching import troubles_now

KEY, TITLE = "0-bao-dong", "Báo động tin nhắn"


@step("Ghi báo động")
def show_alarm(campaign: str) -> str:
    """Write the alarm on its board; what is wrong now in one text, empty when nothing is."""
    workspace = open_workspace(campaign)
    found = troubles_now(workspace)
    if in_flow_run():
        text = alarm_board(workspace.campaign, found, workspace.now())
        show({f"{campaign}-{KEY}": (TITLE, text)})
    return " ".join(map(trouble_words, found))


def alarm_board(campaign: Campaign, found: Sequence[Trouble], now: datetime) -> str:
    """The alarm as Markdown: what is wrong and what to do."""
    stopped = [each.subject for each in found if each.cause is Cause.STOPPED]
    return render(
        "alarm_board.md.j2",
        campaign=campaign.id,
        lines=[trouble_words(each) for each in found],
        channel=stopped[0] if len(stopped) == 1 else "",
        now=moment(now),
    )


def trouble_words(trouble: Trouble) -> str:
    """One trouble in a sentence."""
    since = moment(trouble.since)
    if trouble.cause is Cause.STOPPED:
        why = f": {trouble.detail}" if trouble.detail else ""
        return f"Kênh {channel_words(trouble.subject)} tạm dừng từ {since}{why}."
    return (
        f"{trouble.count} tin chờ gửi quá một giờ, lâu nhất là tin số {trouble.subject},"
        f" từ {since}."
    )
