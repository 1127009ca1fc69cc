"""The command ``cchc``.

Commands import what they need when they run: Prefect alone takes seconds to import, and it reads
its environment at that moment.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer
from rich.console import Console

from deployments.cli import campaigns, criteria, people, rehearsals, system
from models.domain.errors import CchcError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Điều hành đợt xác định Chỉ số cải cách hành chính hằng năm.",
)
app.command("demo")(rehearsals.demo)
app.command("rehearse")(rehearsals.rehearse)
app.command("up")(system.up)
app.command("open")(campaigns.open_)
app.command("campaigns")(campaigns.list_)
app.command("verify")(campaigns.verify)
app.command("export")(campaigns.export)
app.command("vote")(people.vote)
app.command("enrol")(people.enrol)
app.add_typer(criteria.app, name="criteria")


def main() -> None:
    """Run the command line; what goes wrong is told in one Vietnamese sentence, exit status 1.

    It speaks UTF-8 whatever the locale says: a console that cannot show it shows marks, not a
    traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except CchcError as error:
        Console(stderr=True).print(f"[red]Lỗi {error.code}:[/red] {error.message}")
        sys.exit(1)
