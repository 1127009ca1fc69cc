"""Draft the documents of a stage once each; what is issued is the draft that was signed."""

import re
from collections.abc import Container, Iterable
from datetime import date
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign
from models.domain.deadlines import day_in_hanoi
from models.domain.documents.kinds import DOCUMENTS
from models.domain.documents.record import DocumentRecord
from models.domain.stages import StageName
from models.store import UnitOfWork
from tasks.documents.context import head
from tasks.documents.data import DocumentData
from tasks.documents.facts import facts
from tasks.documents.render import render_document, render_from, template_of
from tasks.prefect_steps.step import step


@step("Soạn dự thảo văn bản")
def draft_documents(campaign: str, stage: StageName, round_: int) -> None:
    """Draft what the stage's decision is about; a stored draft stays as it was shown."""
    own = [spec.kind for spec in DOCUMENTS.values() if spec.stage is stage and spec.is_submitted]
    _draft_all(campaign, stage, round_, own)


@step("Soạn biên bản")
def draft_minutes(campaign: str, stage: StageName, round_: int) -> None:
    """Draft what tells of the stage's decision."""
    own = [
        spec.kind for spec in DOCUMENTS.values() if spec.stage is stage and not spec.is_submitted
    ]
    _draft_all(campaign, stage, round_, own)


def _draft_all(campaign: str, stage: StageName, round_: int, kinds: Iterable[str]) -> None:
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        for kind in kinds:
            if uow.documents.get(kind, stage, round_) is None:
                draft(workspace, uow, kind, stage, round_)


def draft(workspace: Workspace, uow: UnitOfWork, kind: str, stage: StageName, round_: int) -> None:
    """Render a draft from the template and the data of today, and store it."""
    today = day_in_hanoi(workspace.now())
    data = facts(workspace, uow, kind, stage, round_, today)
    sha = uow.files.put(
        render_document(kind, workspace.campaign, data), f"{kind}-lan-{round_}.docx"
    )
    uow.documents.save(kind, stage, round_, DOCUMENTS[kind].title, sha)


@step("Đối chiếu dự thảo đã ký")
def changed_drafts(campaign: str, stage: StageName, round_: int) -> str:
    """Why signed drafts of a round may not be issued, naming them; empty when all may.

    Template, data or program may have moved on while the dossier was being decided on.
    """
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        own = [r for r in uow.documents.all() if (r.ref, r.round) == (stage, round_)]
        changed = [
            f"“{record.title}”"
            for record in own
            if record.is_submitted and not record.issued and remade(workspace, uow, record) is None
        ]
    if not changed:
        return ""
    return f"mẫu văn bản hoặc số liệu của {', '.join(changed)} đã thay đổi so với dự thảo đã ký"


def remade(
    workspace: Workspace, uow: UnitOfWork, record: DocumentRecord
) -> tuple[bytes, DocumentData] | None:
    """Template and data that give, byte for byte, the draft as it is kept; None when none do."""
    kind, stage = record.kind, StageName(record.ref)
    draft = uow.files.get(uow.documents.draft(kind, stage, record.round))
    if (day := _day_of(draft)) is None:
        return None
    template, data = template_of(kind), facts(workspace, uow, kind, stage, record.round, day)
    same = render_from(template, kind, workspace.campaign, data) == draft
    return (template, data) if same else None


def is_filled_in_only(
    kind: str, campaign: Campaign, draft: bytes, issued: bytes, data: DocumentData
) -> bool:
    """Whether ``issued`` says what ``draft`` says but for mark, number, date and signer's block."""
    blank = data.model_copy(update={"number": None, "issued_on": None, "signature": ()})
    before, after = head(kind, campaign, blank), head(kind, campaign, data)
    left_out = {before["draft_mark"], *_lines(before["signature"]), *_lines(after["signature"])}
    filled_in = {str(after[name]): str(before[name]) for name in ("number", "date")}
    return _said(draft, left_out, filled_in) == _said(issued, left_out, filled_in)


def _said(document: bytes, left_out: Container[object], filled_in: dict[str, str]) -> list[str]:
    """The lines of a document, number and date as in a draft, wherever they stand.

    A draft may name the very day on which it is issued, for another document may be of that day,
    and the very number, for numbers begin anew each year.
    """
    lines = [line for line in _text(document) if line not in left_out]
    for after, before in filled_in.items():
        lines = [line.replace(after, before) for line in lines]
    return lines


def _lines(block: object) -> tuple[str, ...]:
    return tuple(str(line) for line in block) if isinstance(block, tuple) else ()


def _text(document: bytes) -> list[str]:
    """The paragraphs of the body, those in tables too, in reading order."""
    with ZipFile(BytesIO(document)) as package:
        body = parse_xml(package.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def _day_of(draft: bytes) -> date | None:
    """The day on which a draft was made, as the document itself says; None if it is no draft."""
    try:
        with ZipFile(BytesIO(draft)) as archive:
            core = archive.read("docProps/core.xml").decode()
    except (BadZipFile, KeyError):
        return None
    found = re.search(r"<dcterms:created[^>]*>(\d{4}-\d\d-\d\d)", core)
    return date.fromisoformat(found[1]) if found else None
