"""What to make of one file, from its bytes and the campaign's configuration alone.

The server and the offline check of officials call the same function, so that they agree.
"""

from dataclasses import dataclass

from models.domain.campaign import Form
from models.domain.checks.findings import blocks
from models.domain.checks.forms import Forms
from models.domain.checks.self_assessment.review import assess
from models.domain.collection.appraisal_sheet import ReturnedAppraisal
from models.domain.collection.workbook import Finding, Workbook
from models.domain.errors import UnreadableFile
from models.domain.evidence.declared import DeclaredEvidence
from models.domain.scoring.score_tree import ScoreLine, score_line
from models.domain.units import Unit
from models.domain.values import Value
from tasks.workbook.read.parse import find_identity, parse_appraisal, parse_self_assessment
from tasks.workbook.read.read import read_workbook


class Refusal(Value):
    """The id of a reason and the Vietnamese sentence that goes with it."""

    reason: str
    message: str


CLOSED = Refusal(
    reason="closed",
    message="Đợt nhận bài đã khóa nên tệp chỉ được lưu, chưa được tính.",
)
NOT_OURS = Refusal(
    reason="no_identity",
    message="Tệp không phải bảng do hệ thống gửi, hoặc trang mã của tệp đã bị xóa. Đề nghị dùng "
    "đúng tệp đã nhận qua thư, điền vào tệp đó và gửi lại.",
)


def too_complex(name: str) -> Refusal:
    """Reading the file takes more time or memory than any sound file needs."""
    return unreadable(
        f"Tệp “{name}” có cấu trúc bất thường, không đọc được trong giới hạn an toàn. Đề nghị chép "
        "số liệu sang tệp đã gửi cho đơn vị, lưu (.xlsx) rồi gửi lại."
    )


def unreadable(message: str) -> Refusal:
    """The file cannot be opened; ``message`` says why and what to do."""
    return Refusal(reason="unreadable", message=message)


def other_units(name: str) -> Refusal:
    """The sheet is that of the unit ``name``, not of the one who sent it."""
    return Refusal(
        reason="other_unit",
        message=f"Tệp này là bảng của {name}, không phải của đơn vị gửi. Đề nghị gửi đúng bảng của "
        "đơn vị mình.",
    )


@dataclass(frozen=True)
class Opinion:
    """What a file is.

    ``unit`` owes ``form`` and this is its return; both are None when ``refusal`` says why the file
    is no return at all. ``lines`` are the unit's scores if nothing in ``findings`` blocks. The
    lines of an ``appraisal`` are compared with what the communes sent, which is not known here.
    ``declared`` is the evidence sheet, ``explained`` the codes whose row has an explanation.
    """

    form: Form | None = None
    unit: Unit | None = None
    refusal: Refusal | None = None
    findings: tuple[Finding, ...] = ()
    lines: tuple[ScoreLine, ...] = ()
    appraisal: ReturnedAppraisal | None = None
    declared: tuple[DeclaredEvidence, ...] = ()
    explained: frozenset[str] = frozenset()

    @property
    def blocked(self) -> bool:
        """Whether the findings keep the file from being accepted."""
        return blocks(self.findings)


def form_opinion(forms: Forms, content: bytes, name: str, sender: str = "") -> Opinion:
    """The opinion on a file; ``sender`` is the code of the unit it is from, if that is known.

    Never raises for what is in the file: a file that cannot be read is refused with the reason.
    """
    try:
        workbook = read_workbook(content, name)
    except UnreadableFile as error:
        return Opinion(refusal=unreadable(error.message))
    identity = find_identity(workbook)
    unit = forms.owner_of(identity)
    if identity is None or unit is None:
        return Opinion(refusal=NOT_OURS)
    if sender not in ("", unit.code):
        return Opinion(form=identity.form, refusal=other_units(unit.name))
    if identity.form is Form.APPRAISAL:
        return Opinion(identity.form, unit, appraisal=parse_appraisal(workbook))
    return _of_self_assessment(forms, identity.form, unit, workbook)


def _of_self_assessment(forms: Forms, form: Form, unit: Unit, workbook: Workbook) -> Opinion:
    returned = parse_self_assessment(workbook)
    found = assess(returned, forms.context_for(form, unit))
    lines = tuple(
        score_line(code, answer, found.points[code], found.notes[code])
        for code, answer in found.answers.items()
    )
    return Opinion(
        form,
        unit,
        findings=found.findings,
        lines=lines,
        declared=returned.evidence,
        explained=frozenset(row.code for row in returned.rows if row.explanation),
    )
