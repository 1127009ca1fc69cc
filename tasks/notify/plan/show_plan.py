"""The outlook for the next days on the operators' screens."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from config.workspace import open_workspace
from models.domain.campaign import Campaign
from models.domain.deadlines import day_in_hanoi
from models.domain.messages.channels import channel_words
from models.domain.messages.purposes import MESSAGES
from models.domain.vietnamese.dates import moment_in_table
from tasks.notify.dispatch.send_due import dispatch_context
from tasks.notify.plan.outlook import Planned, outlook, total
from tasks.prefect_steps.artifacts import show
from tasks.prefect_steps.step import in_flow_run, step
from tasks.rendering.jinja import cell, templates_in

KEY, TITLE = "9-lich-nhac-viec", "Lịch nhắc việc bảy ngày tới"
_AHEAD = timedelta(days=6)
NAMED = 3
"""How many people a row names before it counts the rest."""


@step("Cập nhật lịch nhắc việc")
def show_reminder_plan(campaign: str) -> None:
    """Write the board of the next seven days anew when it has news."""
    if not in_flow_run():
        return
    workspace = open_workspace(campaign)
    today = day_in_hanoi(workspace.now())
    lines = outlook(workspace, dispatch_context(workspace).channels, today, today + _AHEAD)
    now = moment_in_table(workspace.now())
    show({f"{campaign}-{KEY}": (TITLE, reminders_board(workspace.campaign, lines, now))})


def reminders_board(campaign: Campaign, lines: Sequence[Planned], now: str) -> str:
    """The outlook as Markdown: one row for a day, span, purpose and channel."""
    environment = templates_in("artifacts", html=False, last_newline=True)
    environment.filters["cell"] = cell
    groups = groupby(sorted(lines, key=_group), key=_group)
    return environment.get_template("reminders_board.md.j2").render(
        campaign=campaign.id,
        rows=[_row(campaign, list(group)) for _, group in groups],
        total=len(lines),
        cost=_dotted(total(lines)),
        now=now,
    )


def _group(line: Planned) -> tuple[str, str, str, str]:
    return (f"{line.at:%Y-%m-%d}", f"{line.at:%p}", line.purpose, line.channel)


def _row(campaign: Campaign, lines: Sequence[Planned]) -> dict[str, object]:
    first, names = lines[0], [campaign.contact(line.person).title for line in lines]
    more = f" và {len(names) - NAMED} người khác" if len(names) > NAMED else ""
    return {
        "day": f"{first.at:%d/%m/%Y}",
        "at": f"từ {min(line.at for line in lines):%H:%M}",
        "purpose": MESSAGES[first.purpose].words,
        "channel": channel_words(first.channel) or "chưa có kênh",
        "count": len(lines),
        "people": "; ".join(names[:NAMED]) + more,
    }


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") if amount else ""
