"""Where the appraisers differ from what units declared."""

from __future__ import annotations

from decimal import Decimal

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.scoring.score_row import SELF
from tasks.prefect_steps.step import step


@step("Tóm tắt kết quả thẩm định")
def describe_appraisal(campaign: str) -> str:
    """One Vietnamese line: how many scores were appraised, and how many were changed."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        declared = {
            (unit, row.criterion): row.points
            for unit, rows in uow.scores.of(Form.COMMUNE, SELF).items()
            for row in rows
        }
        appraised = [
            ((unit, row.criterion), row.points)
            for department in workspace.campaign.departments
            for unit, rows in uow.scores.of(Form.APPRAISAL, department.code).items()
            for row in rows
        ]
    changed = sum(declared.get(key, Decimal(0)) != points for key, points in appraised)
    return f"Đã thẩm định {len(appraised)} điểm thành phần, điều chỉnh {changed}"
