"""``cchc criteria``: check a set, read a real annex, write an annex."""

from pathlib import Path
from typing import Annotated

import typer

from config.loaders import criteria_set_codes, load_criteria_set
from config.settings import Settings
from deployments.cli.console import plain_console, print_each
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.errors import UnreadableFile

app = typer.Typer(no_args_is_help=True, help="Bộ tiêu chí: kiểm tra, nhập, xuất.")

CodeArgument = Annotated[str, typer.Argument(help="Mã bộ tiêu chí.", metavar="BỘ")]


@app.command("list")
def list_sets() -> None:
    """Liệt kê các bộ tiêu chí."""
    folder = Settings().config_dir
    codes = criteria_set_codes(folder)
    print_each(codes, lambda code: f"{code}: {_set_words(load_criteria_set(code, folder))}")


@app.command("check")
def check_set(code: CodeArgument) -> None:
    """Kiểm tra bộ tiêu chí: mã, tổng điểm, quy tắc chấm."""
    criteria_set = load_criteria_set(code, Settings().config_dir)
    plain_console().print(f"Bộ tiêu chí hợp lệ: {_set_words(criteria_set)}")


@app.command("import")
def import_set(
    file: Annotated[Path, typer.Argument(help="Tệp XLSX chứa bảng phụ lục.", metavar="TỆP")],
    header: Annotated[
        str, typer.Option(help="Bộ tiêu chí có sẵn để lấy phần đầu (năm, Quyết định, phụ trách).")
    ],
    out: Annotated[Path | None, typer.Option(help="Tệp YAML ghi ra; bỏ trống: in ra.")] = None,
) -> None:
    """Đọc bảng phụ lục của Quyết định thành bộ tiêu chí."""
    from tasks.criteria.annex_findings import header_of
    from tasks.criteria.annex_import import import_annex
    from tasks.criteria.yaml_text import dump_yaml

    head = header_of(load_criteria_set(header, Settings().config_dir))
    made = import_annex(_content(file), file.name, head)
    if not isinstance(made, CriteriaSet):
        for finding in made:
            plain_console(stderr=True).print(finding.in_words())
        raise typer.Exit(1)
    text = dump_yaml(made)
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
        plain_console().print(f"Đã ghi {out}: {_set_words(made)}")


@app.command("export")
def export_set(
    code: CodeArgument,
    out: Annotated[Path, typer.Argument(help="Tệp XLSX ghi ra.", metavar="TỆP")],
) -> None:
    """Ghi bộ tiêu chí thành bảng phụ lục XLSX."""
    from tasks.criteria.annex_export import export_annex

    out.write_bytes(export_annex(load_criteria_set(code, Settings().config_dir)))
    plain_console().print(f"Đã ghi {out}")


def _content(file: Path) -> bytes:
    """The bytes of a workbook; UnreadableFile when it is larger than any annex."""
    from tasks.files.limits import MAX_BYTES, too_large

    if file.stat().st_size > MAX_BYTES:
        raise UnreadableFile(too_large(file.name, MAX_BYTES), file.name)
    return file.read_bytes()


def _set_words(criteria_set: CriteriaSet) -> str:
    leaves = list(criteria_set.leaves())
    criteria = {criterion.code for _, criterion, _ in leaves}
    mark = f" ({criteria_set.mark})" if criteria_set.mark else ""
    return (
        f"{criteria_set.annex}, năm {criteria_set.year}: {len(criteria_set.areas)} lĩnh vực, "
        f"{len(criteria)} tiêu chí, {len(leaves)} tiêu chí thành phần, "
        f"{criteria_set.split.scored} + {criteria_set.split.survey} điểm{mark}"
    )
