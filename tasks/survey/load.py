"""Clean and merge the survey's sources and store each commune's figures."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.survey import SurveyFigure, figure
from models.domain.survey_batch import SurveyBatch
from tasks.step import step
from tasks.survey.blank import survey_items
from tasks.survey.merge import Counts, merge
from tasks.survey.source import Source


@step("Làm sạch và gộp phiếu khảo sát")
def merge_survey(campaign: str) -> str:
    """Store sources, what was left out of each, and the figures; one Vietnamese line of counts.

    The same sources give the same figures, so that running it again changes nothing.
    """
    workspace = open_workspace(campaign)
    sources = _sources(workspace)
    items = [item.code for item in survey_items(workspace.sets[Form.COMMUNE])]
    units = [unit.code for unit in workspace.campaign.communes]
    merged = merge(sources, items, units, workspace.campaign.survey)
    with workspace.change("flow:survey") as uow:
        known = {batch.sha256 for batch in uow.surveys.batches()}
        for source, batch in zip(sources, merged.batches, strict=True):
            uow.files.put(source.content, source.name)
            if batch.sha256 not in known:
                uow.surveys.add_batch(batch)
        uow.surveys.replace_figures(_figures(workspace, merged.counts))
    return _summary(merged.batches)


def _sources(workspace: Workspace) -> list[Source]:
    folder = workspace.settings.survey_folder(workspace.campaign.id)
    files = sorted([*folder.glob("*.csv"), *folder.glob("*.xlsx")])
    return [Source(file.name, file.read_bytes()) for file in files]


def _figures(workspace: Workspace, counts: Counts) -> dict[str, list[SurveyFigure]]:
    policy = workspace.campaign.survey
    return {
        unit: [figure(item, answers, policy) for item, answers in by_item.items()]
        for unit, by_item in counts.items()
    }


def _summary(batches: tuple[SurveyBatch, ...]) -> str:
    read = sum(batch.rows_read for batch in batches)
    kept = sum(batch.rows_kept for batch in batches)
    doubled = sum(batch.duplicates for batch in batches)
    return f"Gộp {len(batches)} nguồn: {kept}/{read} phiếu hợp lệ, loại {doubled} phiếu trùng"
