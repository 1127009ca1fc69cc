"""``cchc evidence``: what units have sent as evidence, for operators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.console import print_lines
from deployments.cli.options import HomeOption, OpenCampaign
from models.domain.delivery import DOOR_WORDS
from models.domain.errors import NotFound
from models.domain.evidence.file import (
    EvidenceFile,
    criteria_words,
    current,
    facts_words,
    size_words,
)
from models.domain.units import Unit
from models.domain.vietnamese.dates import moment_in_words

if TYPE_CHECKING:
    from config.workspace import Workspace
    from models.store import UnitOfWork

app = typer.Typer(no_args_is_help=True, help="Tài liệu kiểm chứng: xem danh sách, lấy tệp.")

SHORTEST = 8
"""Signs of a content's code that name a file well enough."""


@app.command("list")
def list_evidence(
    workspace: OpenCampaign,
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.", metavar="[ĐƠN VỊ]")] = "",
    _home: HomeOption = None,
) -> None:
    """Liệt kê tài liệu kiểm chứng: theo từng đơn vị, hoặc từng tệp của một đơn vị."""
    with workspace.read() as uow:
        lines = _of_unit(uow, _unit(workspace, unit)) if unit else _by_unit(workspace, uow)
        print_lines(*lines)


@app.command("fetch")
def fetch_evidence(
    workspace: OpenCampaign,
    sha: Annotated[str, typer.Argument(help="Mã tệp (SHA-256) hoặc phần đầu của mã.")],
    out: Annotated[Path, typer.Option(help="Tệp ghi ra.", metavar="TỆP")],
    _home: HomeOption = None,
) -> None:
    """Lấy một tài liệu kiểm chứng ra tệp; việc lấy được ghi vào nhật ký."""
    with workspace.change("operator") as uow:
        file = _named(uow.evidence.all(), sha.strip().lower())
        out.write_bytes(uow.files.get(file.sha256))
        uow.audit.record("evidence.fetch", file.sha256, after={"unit": file.unit})
    seen = facts_words(file.facts)
    print_lines(f"Đã ghi {out}: “{file.name}” ({seen}).")
    print_lines("Tệp do đơn vị gửi, không bật macro khi mở.")


def _by_unit(workspace: Workspace, uow: UnitOfWork) -> Iterator[str]:
    """A line for each unit that has sent something, and one for all others."""
    sent = uow.evidence.all()
    silent = 0
    for unit in workspace.campaign.units:
        history = [file for file in sent if file.unit == unit.code]
        standing = [file for form in {f.form for f in history} for file in _standing(history, form)]
        if history:
            total = size_words(sum(file.size for file in standing))
            old = len(history) - len(standing)
            more = f"; {old} bản cũ" if old else ""
            yield f"{unit.code} {unit.name}: {len(standing)} tệp, {total}{more}"
        else:
            silent += 1
    yield f"Chưa gửi tài liệu: {silent}/{len(workspace.campaign.units)} đơn vị."


def _of_unit(uow: UnitOfWork, unit: Unit) -> Iterator[str]:
    """Three lines for each file, oldest first."""
    history = [file for file in uow.evidence.all() if file.unit == unit.code]
    yield f"{unit.code} {unit.name}: {len(history)} tệp."
    for file in history:
        stands = file in _standing(history, file.form)
        yield f"- {file.name} [{criteria_words(file)}]{'' if stands else ' (đã có bản thay thế)'}"
        yield f"  {facts_words(file.facts)}, {size_words(file.size)}; {_how_it_came(file)}"
        yield f"  {file.sha256}{_also_sent_by(uow, file)}"


def _standing(history: Sequence[EvidenceFile], form: str) -> tuple[EvidenceFile, ...]:
    return current(file for file in history if file.form == form)


def _how_it_came(file: EvidenceFile) -> str:
    moment = moment_in_words(file.at)
    return f"{file.form.words}, nhận {moment} qua {DOOR_WORDS[file.door]}"


def _also_sent_by(uow: UnitOfWork, file: EvidenceFile) -> str:
    others = sorted({unit for _, unit in uow.evidence.users_of(file.sha256)} - {file.unit})
    return f" (đơn vị khác cũng gửi: {', '.join(others)})" if others else ""


def _unit(workspace: Workspace, code: str) -> Unit:
    unit = workspace.campaign.find_unit(code)
    if unit is None:
        raise NotFound(
            f"Đợt {workspace.campaign.id} không có đơn vị mang mã “{code}”. "
            "Đề nghị kiểm tra lại mã đơn vị.",
            code,
        )
    return unit


def _named(files: Sequence[EvidenceFile], code: str) -> EvidenceFile:
    """The file that a code, or the beginning of one, names; NotFound when it is not one file."""
    found = {file.sha256: file for file in reversed(files) if file.sha256.startswith(code)}
    if len(code) < SHORTEST or len(found) != 1:
        raise NotFound(
            f"Mã “{code}” không chỉ đúng một tài liệu kiểm chứng. Đề nghị lấy mã từ lệnh "
            f"cchc evidence list, ghi ít nhất {SHORTEST} ký tự đầu.",
            code,
        )
    return next(iter(found.values()))
