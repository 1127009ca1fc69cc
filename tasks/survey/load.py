"""Clean and merge the survey's sources and store each commune's figures."""

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.scoring.survey import SurveyBatch, SurveyFigure, figure
from tasks.prefect_steps.step import step
from tasks.survey.blank import survey_items
from tasks.survey.check import SourceProblem, tell_operators
from tasks.survey.merge import Counts, merge
from tasks.survey.source import SurveySource
from tasks.survey_sources import awaited_sources, usable_sources


@step("Làm sạch và gộp phiếu khảo sát")
def merge_survey(campaign: str) -> str:
    """Store what was left out of each source, and the figures; one Vietnamese line of counts.

    Sources that are named and not there are named in that line and told to the operators.

    The same sources give the same figures, so that running it again changes nothing.
    """
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        there = usable_sources(workspace, uow)
    sources = [SurveySource(found.name, found.content) for found in there]
    missing = awaited_sources(workspace.campaign, there)
    items = [item.code for item in survey_items(workspace.sets[Form.COMMUNE])]
    units = [unit.code for unit in workspace.campaign.communes]
    merged = merge(sources, items, units, workspace.campaign.survey)
    with workspace.change("flow:survey") as uow:
        known = {batch.sha256 for batch in uow.surveys.batches()}
        for batch in merged.batches:
            if batch.sha256 not in known:
                uow.surveys.add_batch(batch)
        uow.surveys.replace_figures(_figures(workspace, merged.counts))
        for name in missing:
            tell_operators(workspace, uow, SourceProblem.MISSING, name, f"missing:{name}")
    return _summary(merged.batches, missing)


def _figures(workspace: Workspace, counts: Counts) -> dict[str, list[SurveyFigure]]:
    policy = workspace.campaign.survey
    return {
        unit: [figure(item, answers, policy) for item, answers in by_item.items()]
        for unit, by_item in counts.items()
    }


def _summary(batches: tuple[SurveyBatch, ...], missing: list[str]) -> str:
    read = sum(batch.rows_read for batch in batches)
    kept = sum(batch.rows_kept for batch in batches)
    doubled = sum(batch.duplicates for batch in batches)
    text = f"Gộp {len(batches)} nguồn: {kept}/{read} phiếu hợp lệ, loại {doubled} phiếu trùng"
    return f"{text}; không có nguồn {', '.join(missing)}" if missing else text
