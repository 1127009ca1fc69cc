"""Write everything that a campaign has made into one folder."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from config.workspace import Workspace
from deployments.export.maker import SUMMARY, check_ours
from deployments.export.summary import Summary, summarise
from models.domain.campaign import Authority, Form
from models.domain.documents.record import DocumentRecord
from models.domain.messages.mode import Mode
from models.domain.stages import StageName
from models.store import UnitOfWork
from tasks.documents.bundles import BUNDLE, communes_workbook, packed_communes_workbook
from tasks.documents.wording import draft_name, issued_name
from tasks.inbox.returns_csv import returns_csv
from tasks.notify.operator.register import messages_csv
from tasks.screens.calendar_chart import timeline_html

RESULTS = "results.csv"


def export(workspace: Workspace, folder: Path) -> Summary:
    """Write results, documents, publication, messages, returns, timeline, dossiers and audit.

    ConfigurationError when the folder holds what no earlier export of this campaign has made. The
    summary comes first: it says whose the folder is, also when the export is cut off.
    """
    check_ours(folder, (workspace.campaign.id, workspace.mode == Mode.REHEARSAL))
    folder.mkdir(parents=True, exist_ok=True)
    with workspace.read() as uow:
        summary = summarise(workspace, uow)
        (folder / SUMMARY).write_text(summary.model_dump_json(indent=2), encoding="utf-8")
        for name, content in _files(workspace, uow):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _publication(workspace, folder)
    return summary


def _files(workspace: Workspace, uow: UnitOfWork) -> Iterator[tuple[str, bytes]]:
    for record in uow.documents.all():
        if record.kind == BUNDLE:
            yield f"dossier-{record.ref}.zip", uow.files.get(record.sha256)
        else:
            name = _name(record, workspace.campaign.authority)
            yield f"documents/{name}", uow.files.get(record.sha256)
    if uow.results.latest() is not None:
        sent = packed_communes_workbook(uow)
        yield "results.xlsx", sent or communes_workbook(workspace, uow)
    yield "messages.csv", messages_csv(uow.messages.all(), workspace.campaign)
    states = {form: uow.submissions.states(form) for form in Form}
    yield "returns.csv", returns_csv(workspace.campaign, states)
    yield "timeline.html", _timeline(workspace, uow)
    yield "audit.jsonl", _audit(uow)


def _name(record: DocumentRecord, authority: Authority) -> str:
    """The path of a document in its folder; they stand in the order of the stages."""
    order = list(StageName).index(StageName(record.ref)) + 1
    if record.number is None:
        return f"du-thao/{order:02d}. {draft_name(record)}"
    return f"{order:02d}. {issued_name(record, authority)}"


def _timeline(workspace: Workspace, uow: UnitOfWork) -> bytes:
    documents: dict[StageName, list[DocumentRecord]] = defaultdict(list)
    for record in uow.documents.all():
        if record.kind != BUNDLE:
            documents[StageName(record.ref)].append(record)
    return timeline_html(
        workspace.campaign,
        uow.stages.all(),
        uow.gates.decisions(),
        documents,
        workspace.now(),
    )


def _audit(uow: UnitOfWork) -> bytes:
    lines = (event.model_dump(mode="json") for event in uow.audit.events())
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _publication(workspace: Workspace, folder: Path) -> None:
    """Copy what was published; the public results.csv stands at the top as well."""
    public = workspace.settings.public_folder(workspace.campaign.id)
    if public.exists():
        shutil.copytree(public, folder / "publication", dirs_exist_ok=True)
        shutil.copyfile(public / RESULTS, folder / RESULTS)
