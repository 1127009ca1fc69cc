"""Give approved documents their number and date, in the order in which they cite each other."""

from datetime import date

from config.workspace import Workspace, open_workspace
from models.domain.deadlines import day_in_hanoi
from models.domain.documents.kinds import DOCUMENTS
from models.domain.documents.record import DocumentRecord, series
from models.domain.errors import ConfigurationError
from models.domain.gate.approval import signature_block
from models.domain.stages import StageName
from models.store import UnitOfWork
from tasks.documents.data import DocumentData
from tasks.documents.draft import draft, is_filled_in_only, remade
from tasks.documents.facts import cite
from tasks.documents.render import render_from
from tasks.prefect_steps.step import step


@step("Vào số, ban hành văn bản")
def issue_documents(campaign: str, stage: StageName, round_: int) -> str:
    """Number and date every draft of the round that has none; a Vietnamese line of citations.

    Numbers run from 01 in each series and year (NĐ 30/2020, Phụ lục I, II.3). An annex takes the
    number of the document it goes with.
    """
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        for record in _drafts(uow, stage, round_):
            if not record.issued:
                _issue(workspace, uow, record, stage)
        issued = [r for r in _drafts(uow, stage, round_) if r.issued]
        return "Đã ban hành " + "; ".join(
            cite(workspace, record) for record in issued if not DOCUMENTS[record.kind].is_annex
        )


def _drafts(uow: UnitOfWork, stage: StageName, round_: int) -> list[DocumentRecord]:
    own = [r for r in uow.documents.all() if r.ref == stage and r.round == round_]
    order = list(DOCUMENTS)
    known = [record for record in own if record.kind in DOCUMENTS]
    return sorted(known, key=lambda record: order.index(record.kind))


def _issue(workspace: Workspace, uow: UnitOfWork, record: DocumentRecord, stage: StageName) -> None:
    kind, authority = record.kind, workspace.campaign.authority
    today = day_in_hanoi(workspace.now())
    template, data = _recipe(workspace, uow, record, stage)
    main = _main(uow, record)
    number = _next_number(uow, record, series(kind, authority), today) if main is None else main[1]
    signature = _signature(workspace, uow, stage, record.round)
    filled_in = {"number": number, "issued_on": today, "signature": signature}
    signed = data.model_copy(update=filled_in)
    content = render_from(template, kind, workspace.campaign, signed)
    shown = uow.files.get(uow.documents.draft(kind, stage, record.round))
    if not is_filled_in_only(kind, workspace.campaign, shown, content, signed):
        raise _not_as_signed(record)
    sha = uow.files.put(content, f"{kind}-{number:02d}.docx")
    key = (record.kind, stage, record.round)
    uow.documents.issue(*key, number, today, sha, main=None if main is None else main[0])


def _next_number(uow: UnitOfWork, record: DocumentRecord, symbol: str, today: date) -> int:
    own = (record.kind, record.ref, record.round)
    return uow.documents.next_number(symbol, today.year, *own)


def _recipe(
    workspace: Workspace, uow: UnitOfWork, record: DocumentRecord, stage: StageName
) -> tuple[bytes, DocumentData]:
    """Template and data of the draft; one that nobody signed is drafted anew if it has none."""
    found = remade(workspace, uow, record)
    if found is None and not _is_signed(uow, record):
        draft(workspace, uow, record.kind, stage, record.round)
        found = remade(workspace, uow, record)
    if found is None:
        raise _not_as_signed(record)
    return found


def _is_signed(uow: UnitOfWork, record: DocumentRecord) -> bool:
    rounds = {(decision.key.stage, decision.key.round) for decision in uow.gates.decisions()}
    return record.is_submitted and (record.ref, record.round) in rounds


def _not_as_signed(record: DocumentRecord) -> ConfigurationError:
    return ConfigurationError(
        f"Chưa ban hành “{record.title}”: bản in ra khác dự thảo đã duyệt ở chỗ không phải số, "
        "ngày và người ký. Đề nghị sửa mẫu văn bản rồi chạy lại bước này; hồ sơ sẽ được trình lại.",
        subject=record.kind,
    )


def _main(uow: UnitOfWork, record: DocumentRecord) -> tuple[str, int] | None:
    """Kind and number of the document that an annex goes with; None for any other document."""
    if not DOCUMENTS[record.kind].is_annex:
        return None
    drafts = _drafts(uow, StageName(record.ref), record.round)
    return next((r.kind, r.number) for r in drafts if r.number is not None)


def _signature(
    workspace: Workspace, uow: UnitOfWork, stage: StageName, round_: int
) -> tuple[str, ...]:
    """The block of the one who decided for the chairman; empty where he did not decide."""
    signers = [
        decision.signer
        for decision in uow.gates.decisions()
        if decision.key.stage is stage
        and decision.key.round == round_
        and decision.key.body == "chairman"
    ]
    if not signers:
        return ()
    return signature_block(workspace.campaign, workspace.campaign.contact(signers[-1]))
