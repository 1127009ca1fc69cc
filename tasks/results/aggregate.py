"""Aggregate self, appraised and survey scores into ranked results, one version a round."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.campaign import Form
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
