"""The console as commands use it: what they print is text of people, not markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer
from rich.console import Console

from models.domain.errors import CchcError
from models.domain.messages.bulk_confirmation import ConfirmationNeeded

if TYPE_CHECKING:
    from deployments.export.summary import StageSummary, Summary


def plain_console(stderr: bool = False) -> Console:
    """A console on which "[/]" in a title is just that."""
    return Console(stderr=stderr, markup=False)


def print_lines(*lines: str) -> None:
    """Print lines as they are: no colours for numbers, no breaks at the edge."""
    for line in lines:
        plain_console().print(line, soft_wrap=True, highlight=False)


def print_error(error: CchcError) -> None:
    """Say on stderr what went wrong."""
    words = f"Lỗi {error.code}: {error.message}"
    plain_console(stderr=True).print(words, style="red", soft_wrap=True)


def print_each(names: Iterable[str], line_of: Callable[[str], str]) -> None:
    """Print the line of each name; an error takes the place of its line, and the status is 1."""
    failed = False
    for name in names:
        try:
            plain_console().print(line_of(name), soft_wrap=True)
        except CchcError as error:
            failed = True
            print_error(error)
    if failed:
        raise typer.Exit(1)


Result = TypeVar("Result")


def with_confirmation(act: Callable[[bool], Result], yes: bool) -> Result:
    """Act, and when that needs a confirmation, ask for it and act again; Abort on a no.

    ``act`` is called with whether it is confirmed; ``yes`` confirms beforehand.
    """
    try:
        return act(yes)
    except ConfirmationNeeded as needed:
        if not typer.confirm(f"{needed.message} Tiếp tục?"):
            raise typer.Abort from None
    return act(True)


def print_summary(console: Console, summary: Summary, folder: Path) -> None:
    """Print stages, limits, ends, gates, documents and messages, and where the files are."""
    from rich.table import Table

    from models.domain.criteria.criteria_set import ILLUSTRATIVE

    table = Table(title=summary.title, title_style="bold", header_style="bold", show_lines=True)
    for heading in ("Bước", "Hạn", "Xong", "Cổng duyệt", "Văn bản"):
        table.add_column(heading, overflow="fold")
    table.add_column("Thư", justify="right")
    for number, stage in enumerate(summary.stages, start=1):
        table.add_row(f"{number}. {stage.title}", *_cells(stage))
    console.print(table)
    console.print(
        f"Đã kết thúc {summary.stages_ended}/{len(summary.stages)} bước, "
        f"{summary.returns} lần trả lại, xếp hạng {summary.units_ranked} đơn vị, "
        f"{summary.messages} thư (chưa gửi {summary.unsent_messages})."
    )
    if summary.illustrative:
        console.print(f"Bộ tiêu chí {ILLUSTRATIVE}.", style="yellow")
    console.print(f"Mã xếp hạng: {summary.digest}", overflow="fold")
    console.print(f"Đầu chuỗi nhật ký: {summary.audit_head}", overflow="fold")
    for path in sorted(each for each in folder.iterdir() if not each.name.startswith(".")):
        console.print(f"  {path}", highlight=False, overflow="ignore", soft_wrap=True)


def _cells(stage: StageSummary) -> tuple[str, str, str, str, str]:
    from models.domain.deadlines import day_in_hanoi
    from models.domain.gate.records import Verdict
    from models.domain.stages import Body

    ended = f"{day_in_hanoi(stage.ended_at):%d/%m/%Y}" if stage.ended_at else "chưa"
    gates = "\n".join(
        f"{Body(gate.body).words} lần {gate.round}: {Verdict(gate.verdict).words.lower()}"
        for gate in stage.gates
    )
    return stage.due, ended, gates or "-", "\n".join(stage.documents) or "-", str(stage.messages)
