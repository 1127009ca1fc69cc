"""The dossier of a gate as it stands now: its documents and a print of the data behind them."""

import json
from hashlib import sha256

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.gate.records import Dossier, DossierPart, GateKey
from models.domain.scoring.results import ranking_digest, unappraised_words
from models.domain.scoring.score_tree import SELF, ScoreRow
from models.domain.stages import STAGES, StageName
from models.store import UnitOfWork
from models.store.tally import current_results
from tasks.rendering.jinja import as_written, templates_in

SCORES = "Bảng điểm đang lưu trong hệ thống"

_TEMPLATES = templates_in("artifacts", html=False)
_TEMPLATES.filters["as_written"] = as_written


def assemble(
    workspace: Workspace, uow: UnitOfWork, gate: GateKey, submitted: bool = False
) -> Dossier:
    """The dossier of ``gate`` from what is stored at this moment.

    The one to be ``submitted`` goes by the results that its documents show: when the scores have
    moved on since those were compiled, the first ballot finds the dossier changed.
    Drafts count, not the issued files: carrying a decision out must not look like a change.
    """
    documents = tuple(
        DossierPart(
            name=record.title, sha256=uow.documents.draft(record.kind, record.ref, record.round)
        )
        for record in uow.documents.all()
        if record.ref == gate.stage and record.round == gate.round and record.is_submitted
    )
    return Dossier(
        title=f"{STAGES[gate.stage].title} năm {workspace.campaign.year}",
        summary=summary(workspace, uow, gate, documents),
        parts=documents + data_parts(workspace, uow, gate.stage, submitted),
    )


def data_parts(
    workspace: Workspace, uow: UnitOfWork, stage: StageName, submitted: bool
) -> tuple[DossierPart, ...]:
    """Prints of the scores that the decision of ``stage`` rests on."""
    if stage is StageName.RESULTS:
        stored = uow.results.latest() if submitted else None
        criteria_set = workspace.sets[Form.COMMUNE]
        results = stored[1] if stored else current_results(uow, workspace.campaign, criteria_set)
        return (DossierPart(name=SCORES, sha256=ranking_digest(results)),)
    if stage is StageName.APPRAISAL:
        scores = {
            f"{department.code}/{commune}": rows
            for department in workspace.campaign.departments
            for commune, rows in uow.scores.of(Form.APPRAISAL, department.code).items()
        }
        return (DossierPart(name=SCORES, sha256=_print_of(scores)),)
    if stage is StageName.DISTRICT_DOSSIER:
        return (DossierPart(name=SCORES, sha256=_print_of(uow.scores.of(Form.AUTHORITY, SELF))),)
    return ()


def _print_of(scores: dict[str, tuple[ScoreRow, ...]]) -> str:
    content = {
        unit: [[row.criterion, str(row.points)] for row in rows] for unit, rows in scores.items()
    }
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def summary(
    workspace: Workspace, uow: UnitOfWork, gate: GateKey, documents: tuple[DossierPart, ...]
) -> str:
    """The Markdown that the approver reads above the form."""
    stored = uow.results.latest()
    shows_results = gate.stage in (StageName.RESULTS, StageName.PROVINCIAL_REPORT)
    before = [
        decision
        for decision in uow.gates.decisions()
        if decision.key.stage is gate.stage and decision.key.round < gate.round
    ]
    reasons = uow.gates.void_reasons(gate.stage)
    results = stored[1] if stored and shows_results else ()
    template = _TEMPLATES.get_template("dossier.md.j2")
    return template.render(
        campaign=workspace.campaign,
        mark=next((each.mark for each in workspace.sets.values() if each.mark), ""),
        stage=STAGES[gate.stage],
        gate=gate,
        limit=workspace.campaign.stages[gate.stage].limit.in_words(),
        documents=documents,
        results=results,
        unappraised=unappraised_words(results),
        before=before,
        rework=uow.gates.rework_notes(gate.stage),
        voided={r: why for r, why in reasons.items() if r < gate.round},
        quorum=workspace.campaign.council.quorum,
    ).strip()
