"""The call list for an operator: lines for a terminal, or a file to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from config.workspace import Workspace
from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from tasks.calls.paper import calls_docx
from tasks.calls.rows import Row
from tasks.calls.whom import calls_now
from tasks.calls.workbook import calls_xlsx

NOBODY = "Không có ai cần gọi điện."
KINDS: dict[str, Callable[[Campaign, Sequence[Row], datetime], bytes]] = {
    ".xlsx": calls_xlsx,
    ".docx": calls_docx,
}


def call_lines(workspace: Workspace) -> Iterator[str]:
    """Whom to call, where and what about, as lines."""
    rows = calls_now(workspace)
    if not rows:
        yield NOBODY
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
    make = KINDS.get(out.suffix.lower())
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
