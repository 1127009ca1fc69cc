"""Pack what is sent up: issued documents, annexes that add up, and a manifest of hashes."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.criteria.parts import appraised_items
from models.domain.documents.record import DocumentRecord
from models.domain.messages.message import Attachment
from models.domain.scoring.engine import score
from models.domain.stages import STAGES, StageName
from models.domain.values import UnitCode
from models.store import UnitOfWork
from models.store.tally import appraised_answers, authority_score, late_points, self_answers
from tasks.documents.annex import results_workbook, score_card_workbook
from tasks.documents.dossier import pack_dossier
from tasks.documents.score_card import ScoreCard
from tasks.documents.wording import issued_name
from tasks.prefect_steps.step import step

BY_SUPERIOR = "Không tự chấm, do hội đồng thẩm định cấp trên xem xét"
UNAPPRAISED = "Chưa thẩm định, lấy theo điểm tự đánh giá"
COMMUNES = "ket-qua-cap-xa.xlsx"
BUNDLE = "bundle"
"""Kind under which a packed dossier is kept beside the documents."""


@step("Đóng gói hồ sơ")
def bundle_dossier(campaign: str, stage: StageName, round_: int) -> None:
    """Pack the dossier of a stage once it is issued; the packed file is kept once."""
    workspace = open_workspace(campaign)
    with workspace.change(f"flow:{stage}") as uow:
        if uow.documents.get(BUNDLE, stage, round_) is not None:
            return
        files = _documents(workspace, uow, stage, round_) | annexes(workspace, uow, stage)
        about = {
            "Cơ quan": workspace.campaign.authority.name,
            "Đợt đánh giá": workspace.campaign.title,
            "Hồ sơ": STAGES[stage].title,
        }
        sha = uow.files.put(pack_dossier(files, about), bundle_name(stage))
        uow.documents.save(BUNDLE, stage, round_, f"Hồ sơ đóng gói: {STAGES[stage].title}", sha)


def bundle_name(stage: StageName) -> str:
    """The file name under which a packed dossier is kept and sent."""
    return f"dossier-{stage}.zip"


def annexes(workspace: Workspace, uow: UnitOfWork, stage: StageName) -> dict[str, bytes]:
    """The workbooks that go with the report of ``stage``, by file name."""
    own_set = workspace.sets[Form.AUTHORITY]
    tree = authority_score(uow, workspace.campaign, own_set)
    card = ScoreCard(
        unit=workspace.campaign.authority.office_code,
        name=workspace.campaign.authority.name,
        declared=tree,
        final=tree,
        notes={item.code: BY_SUPERIOR for item in own_set.adjustments},
        surveyed=False,
    )
    files = {"bang-cham-diem.xlsx": score_card_workbook(workspace.campaign, own_set, card)}
    if stage is StageName.PROVINCIAL_REPORT:
        files[COMMUNES] = communes_workbook(workspace, uow)
    return files


def packed_communes_workbook(uow: UnitOfWork) -> bytes | None:
    """The workbook of all communes as it was sent to the body above; None before it was."""
    packed = [record for record in uow.documents.all() if _is_report(record)]
    if not packed:
        return None
    with ZipFile(BytesIO(uow.files.get(packed[-1].sha256))) as dossier:
        return dossier.read(COMMUNES)


def _is_report(record: DocumentRecord) -> bool:
    return (record.kind, record.ref) == (BUNDLE, StageName.PROVINCIAL_REPORT)


def communes_workbook(workspace: Workspace, uow: UnitOfWork) -> bytes:
    """Ranking, points by area and score cards of all communes, as approved."""
    stored = uow.results.latest()
    cards = score_cards(workspace, uow)
    results = stored[1] if stored else ()
    return results_workbook(workspace.campaign, workspace.sets[Form.COMMUNE], results, cards)


def score_cards(workspace: Workspace, uow: UnitOfWork) -> list[ScoreCard]:
    """Every commune's own scores beside the final ones, with the appraisers' reasons."""
    criteria_set = workspace.sets[Form.COMMUNE]
    own, appraised, figures = (
        self_answers(uow),
        appraised_answers(uow, workspace.campaign),
        uow.surveys.figures(),
    )
    notes, items = _notes(workspace, uow), appraised_items(criteria_set)
    late = late_points(uow, workspace.campaign)
    rule = workspace.campaign.late_penalty
    cards = []
    for unit in workspace.campaign.communes:
        declared = own.get(unit.code)
        percents = {code: f.percent for code, f in figures.get(unit.code, {}).items()}
        checked = appraised.get(unit.code, {})
        final = {} if declared is None else {**declared, **checked}
        off = late.get(unit.code, Decimal(0))
        open_ = {item.code: UNAPPRAISED for item in items if item.code not in checked}
        cards.append(
            ScoreCard(
                unit=unit.code,
                name=unit.name,
                declared=None if declared is None else score(criteria_set, unit.code, declared, {}),
                final=score(criteria_set, unit.code, final, percents, off),
                notes=({} if declared is None else open_) | notes.get(unit.code, {}),
                late_rule=rule.in_words() if rule else "",
            )
        )
    return cards


def _notes(workspace: Workspace, uow: UnitOfWork) -> dict[str, dict[str, str]]:
    notes: dict[str, dict[str, str]] = {}
    for department in workspace.campaign.departments:
        for unit, rows in uow.scores.of(Form.APPRAISAL, department.code).items():
            own = notes.setdefault(unit, {})
            own.update({row.criterion: row.note for row in rows if row.note})
    return notes


def _documents(
    workspace: Workspace, uow: UnitOfWork, stage: StageName, round_: int
) -> dict[str, bytes]:
    authority = workspace.campaign.authority
    return {
        issued_name(record, authority): uow.files.get(record.sha256)
        for record in uow.documents.all()
        if record.ref == stage and record.round == round_ and record.issued
    }


@step("Lập phiếu điểm của từng đơn vị")
def own_score_cards(campaign: str) -> dict[UnitCode, Attachment]:
    """Store the score card of every commune; equal scores are one stored file."""
    workspace = open_workspace(campaign)
    criteria_set, cards = workspace.sets[Form.COMMUNE], {}
    with workspace.change("flow:publication") as uow:
        for card in score_cards(workspace, uow):
            name = f"PhieuDiem-{card.unit}-{campaign}.xlsx"
            content = score_card_workbook(workspace.campaign, criteria_set, card)
            cards[card.unit] = Attachment(name=name, sha256=uow.files.put(content, name))
    return cards
