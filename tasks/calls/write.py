"""The call list for an operator: lines for a terminal, a file to print, a board."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from models.domain.vietnamese.dates import moment_in_table
from tasks.calls.paper import calls_docx
from tasks.calls.rows import CallRow, calls_now
from tasks.calls.table import calls_xlsx
from tasks.prefect_steps.artifacts import show
from tasks.prefect_steps.step import in_flow_run, step
from tasks.rendering.jinja import cell, templates_in

_NOBODY = "Không có ai cần gọi điện."
CALL_FILES: dict[str, Callable[[Campaign, Sequence[CallRow], datetime], bytes]] = {
    ".xlsx": calls_xlsx,
    ".docx": calls_docx,
}


KEY, TITLE = "11-can-goi-dien", "Người cần gọi điện"
MOST_CALLS = 100


def call_lines(workspace: Workspace) -> Iterator[str]:
    """Whom to call, where and what about, as lines."""
    rows = calls_now(workspace)
    if not rows:
        yield _NOBODY
    for number, row in enumerate(rows, start=1):
        who = ", ".join(part for part in (row.person, row.unit) if part)
        yield f"{number:>3}. {who} – {row.phone}"
        for matter in row.matters:
            yield f"     Tin số {matter.number}: {_in_one_line(matter.what)}"
            yield f"       {_in_one_line(matter.failed)}"


def write_calls(workspace: Workspace, out: Path) -> int:
    """Write the list to ``out``; how many people are to be called.

    Raises:
        ConfigurationError: the file is to be of another kind than .xlsx or .docx.
    """
    make = CALL_FILES.get(out.suffix.lower())
    if make is None:
        raise ConfigurationError(
            f"Không ghi được danh sách ra tệp “{out.name}”; đặt tên tệp có đuôi .xlsx hoặc .docx.",
            subject=out.name,
        )
    rows = calls_now(workspace)
    out.write_bytes(make(workspace.campaign, rows, workspace.now()))
    return len(rows)


def _in_one_line(text: str) -> str:
    return "; ".join(line.removeprefix("- ").rstrip(":") for line in text.split("\n"))


@step("Cập nhật danh sách cần gọi điện")
def show_calls(campaign: str) -> None:
    """Write the board of those whom no channel reached anew when it has news."""
    if not in_flow_run():
        return
    workspace = open_workspace(campaign)
    now = moment_in_table(workspace.now())
    text = calls_board(workspace.campaign, calls_now(workspace), now)
    show({f"{campaign}-{KEY}": (TITLE, text)})


def calls_board(campaign: Campaign, rows: Sequence[CallRow], now: str) -> str:
    """The list as Markdown: whom, what about, which messages."""
    environment = templates_in("artifacts", html=False, last_newline=True)
    environment.filters["cell"] = cell
    template = environment.get_template("calls_board.md.j2")
    return template.render(campaign=campaign.id, rows=rows, most=MOST_CALLS, now=now)
