"""``cchc workbook check``, and the same command on its own for the machines of units."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.errors import CchcError

if TYPE_CHECKING:
    from deployments.preflight.checking import Checked

NO_CONFIGURATION = 3
"""Exit status when nothing could be checked, because the configuration is not there or wrong."""


def check_workbooks(
    files: Annotated[list[Path], typer.Argument(help="Tệp cần kiểm tra.", metavar="TỆP...")],
    campaign: Annotated[
        str, typer.Option(help="Mã đợt; bỏ trống: theo mã ghi trong tệp.", metavar="ĐỢT")
    ] = "",
    unit: Annotated[
        str, typer.Option(help="Mã đơn vị gửi; bỏ trống: theo mã ghi trong tệp.", metavar="MÃ")
    ] = "",
    annotate: Annotated[
        Path | None,
        typer.Option(help="Tệp (hoặc thư mục) ghi bản đã đánh dấu chỗ cần sửa.", metavar="RA"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
    config_dir: Annotated[
        Path | None, typer.Option(help="Thư mục cấu hình riêng.", envvar="CCHC_CONFIG_DIR")
    ] = None,
) -> None:
    """Kiểm tra tệp trước khi gửi: 0 là hợp lệ, 1 là có chỗ cần sửa, 2 là không đọc được."""
    from deployments.preflight.checking import checker
    from deployments.preflight.report import as_json as in_json
    from deployments.preflight.report import lines_of

    try:
        look = checker(campaign, unit, config_dir)
        checked = [look(file) for file in files]
    except CchcError as error:
        typer.echo(f"Lỗi {error.code}: {error.message}", err=True)
        raise typer.Exit(NO_CONFIGURATION) from error
    marked = _marked(checked, annotate)
    if as_json:
        typer.echo(in_json(checked, marked))
    else:
        for one in checked:
            typer.echo("\n".join(lines_of(one, marked.get(one.path))))
    raise typer.Exit(max(one.status for one in checked))


def _marked(checked: list[Checked], out: Path | None) -> dict[Path, Path]:
    """Where the marked copies of files were written, if they were asked for."""
    if out is None:
        return {}
    from deployments.preflight.report import write_marked

    return write_marked(checked, out)


def main() -> None:
    """Run the check as a program of its own, which speaks UTF-8 whatever the console says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    typer.run(check_workbooks)
