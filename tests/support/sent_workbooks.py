"""Workbooks as they are sent out, and as an official sends them back."""

from __future__ import annotations

from deployments.rehearsal.fill import Typed, fill
from models.domain.collection.workbook import Identity, ReturnedWorkbook, ScoreColumn
from models.domain.criteria.criteria_set import CriteriaSet
from tasks.workbook.read.parse import parse_self_assessment
from tasks.workbook.read.read import read_workbook
from tasks.workbook.write.blank import build_template, personalise
from tasks.workbook.write.facts import CoverFacts
from tests.support.criteria_sets import every_rule_set
from tests.support.workbooks import RIGHT, SHEET, identity

FACTS = CoverFacts(
    authority="ỦY BAN NHÂN DÂN HUYỆN HƯƠNG KHÊ",
    title="XÁC ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2021",
    unit_name="UBND thị trấn Hương Khê",
    limit="chậm nhất vào ngày 05/11/2021",
    contact="Phòng Nội vụ, noivu@huongkhe.example",
    send_to="Trả lời thư đã nhận, kèm tệp này.",
)


def sent(
    criteria_set: CriteriaSet | None = None,
    facts: CoverFacts = FACTS,
    who: Identity | None = None,
) -> bytes:
    """The workbook that goes out to one commune."""
    return personalise(build_template(criteria_set or every_rule_set()), who or identity(), facts)


def typed(**columns: dict[str, Typed]) -> dict[tuple[str, str, str], Typed]:
    """Cells for ``fill`` from ``declared={code: value}``, ``self_score={...}`` and so on."""
    return {
        (SHEET, code, ScoreColumn[name.upper()].value): value
        for name, values in columns.items()
        for code, value in values.items()
    }


def filled(**columns: dict[str, Typed]) -> bytes:
    """The workbook of one commune with right answers, and ``columns`` typed over them."""
    cells = typed(declared=dict(RIGHT)) | typed(**columns)
    return fill(sent(), cells)


def parsed(content: bytes) -> ReturnedWorkbook:
    """What the program makes of a returned file."""
    return parse_self_assessment(read_workbook(content, "bai-nop.xlsx"))
