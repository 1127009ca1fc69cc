"""``cchc workbook``: look at files as the server would, before they are sent."""

from __future__ import annotations

import typer

from deployments.preflight.command import check

app = typer.Typer(no_args_is_help=True, help="Tệp tự chấm điểm: kiểm tra trước khi gửi.")
app.command("check")(check)


@app.callback()
def _group() -> None:
    """Keep "check" a command of its own, though it is the only one."""
