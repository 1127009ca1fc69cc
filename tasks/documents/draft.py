"""Draft the documents of a stage and round, once each."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.deadlines import day_in_hanoi
from models.domain.documents.kinds import DOCUMENTS, DocumentKind
from models.domain.stages import StageName
from models.store import UnitOfWork
from tasks.documents.facts import facts
from tasks.documents.render import render
from tasks.prefect_steps.step import step


@step("Soạn dự thảo văn bản")
def draft_documents(
    campaign: str, stage: StageName, round_: int, kinds: tuple[DocumentKind, ...]
) -> None:
    """Render and store each draft that is not there yet; a stored draft stays as it was shown."""
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        for kind in kinds:
            if uow.documents.get(kind, stage, round_) is None:
                draft(workspace, uow, kind, stage, round_)


def draft(
    workspace: Workspace, uow: UnitOfWork, kind: DocumentKind, stage: StageName, round_: int
) -> None:
    """Render a draft from the template and the data of today, and store it."""
    today = day_in_hanoi(workspace.now())
    data = facts(workspace, uow, kind, stage, round_, today)
    sha = uow.files.put(render(kind, workspace.campaign, data), f"{kind}-lan-{round_}.docx")
    uow.documents.save(kind, stage, round_, DOCUMENTS[kind].title, sha)
