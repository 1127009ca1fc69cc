from types import SimpleNamespace

from deployments.rehearsal.fill import fill
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState
from models.domain.collection.workbook import ScoreColumn
from models.domain.evidence.declared import EvidenceColumn
from models.domain.units import Unit, UnitKind
from tasks.workbook.appraisal.send import commune_answers
from tests.support.criteria_sets import every_rule_set
from tests.support.sent_workbooks import sent, typed
from tests.support.workbooks import EVIDENCE, RIGHT, SHEET, UNIT


def test_appraisers_see_the_documents_and_what_was_typed_beside_them():
    content = fill(
        sent(),
        typed(declared=dict(RIGHT))
        | {
            (EVIDENCE, "1.1.1", EvidenceColumn.NUMBER.value): "12/KH-UBND",
            (EVIDENCE, "1.1.1", EvidenceColumn.PAGES.value): "trang 3",
            (SHEET, "1.1.2", ScoreColumn.EVIDENCE.value): "Ảnh chụp",
            (SHEET, "1.2.1", ScoreColumn.EVIDENCE.value): "2 tài liệu",
        },
    )
    unit = Unit(code=UNIT, name="Thị trấn", kind=UnitKind.COMMUNE)
    workspace = SimpleNamespace(
        sets={Form.COMMUNE: every_rule_set()}, campaign=SimpleNamespace(communes=(unit,))
    )
    state = SubmissionState(accepted_file="a" * 64)
    uow = SimpleNamespace(
        submissions=SimpleNamespace(states=lambda form: {UNIT: state}),
        files=SimpleNamespace(get=lambda sha: content),
    )

    entries = commune_answers(workspace, uow, {UNIT})[UNIT]

    assert entries["1.1.1"].evidence == "12/KH-UBND, trang 3"
    assert entries["1.1.2"].evidence == "Ảnh chụp"
    assert entries["1.2.1"].evidence == ""
