"""Aggregate self, appraised and survey scores into ranked results; what appraisal changed."""

from decimal import Decimal

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.scoring.score_tree import SELF
from models.store.tally import current_results
from tasks.prefect_steps.step import step


@step("Tổng hợp điểm và xếp hạng")
def aggregate_results(campaign: str, round_: int) -> None:
    """Store the results of ``round_`` once; a round that is stored is left as it was shown."""
    workspace = open_workspace(campaign)
    criteria_set = workspace.sets[Form.COMMUNE]
    with workspace.change("flow:results") as uow:
        stored = uow.results.latest()
        if stored is None or stored[0] < round_:
            uow.results.save(round_, current_results(uow, workspace.campaign, criteria_set))


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
