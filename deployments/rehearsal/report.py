"""The table that ends a rehearsal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from deployments.export.summary import StageSummary, Summary
from models.domain.criteria.criteria_set import ILLUSTRATIVE
from models.domain.deadlines import day_in_hanoi
from models.domain.gate.approval import Verdict
from models.domain.stages import Body


def show(console: Console, summary: Summary, folder: Path) -> None:
    """Print stages, limits, ends, gates, documents and messages, and where the files are."""
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
    ended = f"{day_in_hanoi(stage.ended_at):%d/%m/%Y}" if stage.ended_at else "chưa"
    gates = "\n".join(
        f"{Body(gate.body).words} lần {gate.round}: {Verdict(gate.verdict).words.lower()}"
        for gate in stage.gates
    )
    return stage.due, ended, gates or "-", "\n".join(stage.documents) or "-", str(stage.messages)
