"""Draft the documents of a stage and round, once each."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.documents import DOCUMENTS, DocumentKind
from models.domain.stages import StageName
from tasks.documents.facts import facts
from tasks.documents.render import render
from tasks.step import step


@step("Soạn dự thảo văn bản")
def draft_documents(
    campaign: str, stage: StageName, round_: int, kinds: tuple[DocumentKind, ...]
) -> None:
    """Render and store each draft that is not there yet; a stored draft stays as it was shown."""
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        for kind in kinds:
            if uow.documents.get(kind, stage, round_) is None:
                content = render(
                    kind, workspace.campaign, facts(workspace, uow, kind, stage, round_)
                )
                sha = uow.files.put(content, f"{kind}-lan-{round_}.docx")
                uow.documents.save(kind, stage, round_, DOCUMENTS[kind].title, sha)
