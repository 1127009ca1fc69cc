"""Give the survey team its blank forms."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.campaign import Form
from tasks.prefect_steps.step import step
from tasks.survey.blank import blank_workbook, survey_items

BLANK = "mau-nhap-phieu.xlsx"
BLANKS = "mau"
"""Subfolder of the blank form: what lies in the folder itself is a source."""


@step("Phát hành mẫu nhập phiếu khảo sát")
def publish_survey_forms(campaign: str) -> None:
    """Put the blank form beside the place where the survey's sources are awaited."""
    workspace = open_workspace(campaign)
    items = survey_items(workspace.sets[Form.COMMUNE])
    blank = blank_workbook(items, workspace.campaign.communes, workspace.campaign.survey)
    folder = workspace.settings.survey_folder(campaign) / BLANKS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BLANK).write_bytes(blank)
