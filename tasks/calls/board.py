"""The call list on the operators' screens, without the numbers: many people may open those."""

from __future__ import annotations

from collections.abc import Sequence

from config.workspace import open_workspace
from models.domain.campaign import Campaign
from models.domain.vietnamese.dates import moment_in_table
from tasks.calls.rows import Row
from tasks.calls.whom import calls_now
from tasks.prefect_steps.artifacts import show
from tasks.prefect_steps.step import in_flow_run, step
from tasks.rendering.jinja import templates_in
from tasks.rendering.markdown import cell

KEY, TITLE = "11-can-goi-dien", "Người cần gọi điện"
MOST_ROWS = 100


@step("Cập nhật danh sách cần gọi điện")
def show_calls(campaign: str) -> None:
    """Write the board of those whom no channel reached anew when it has news."""
    if not in_flow_run():
        return
    workspace = open_workspace(campaign)
    now = moment_in_table(workspace.now())
    text = calls_board(workspace.campaign, calls_now(workspace), now)
    show({f"{campaign}-{KEY}": (TITLE, text)})


def calls_board(campaign: Campaign, rows: Sequence[Row], now: str) -> str:
    """The list as Markdown: whom, what about, which messages."""
    environment = templates_in("artifacts", html=False, last_newline=True)
    environment.filters["cell"] = cell
    template = environment.get_template("calls_board.md.j2")
    return template.render(campaign=campaign.id, rows=rows, most=MOST_ROWS, now=now)
