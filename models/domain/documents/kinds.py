"""The documents of a campaign: when each is drafted, what it needs, who signs and who gets it.

Source: NĐ 30/2020/NĐ-CP, Điều 13, Phụ lục I (parts, symbols) and Phụ lục III (abbreviations,
models). A new document is a row in ``DOCUMENTS`` and a template, templates/documents/<kind>.docx.
"""

from enum import StrEnum

from models.domain.stages import StageName
from models.domain.units import Position
from models.domain.values import Value

_COUNCIL = (Position.COUNCIL_CHAIRMAN, Position.COUNCIL_MEMBER)


class SigningForm(StrEnum):
    """Who issues a document and how it is signed (NĐ 30/2020, Điều 13 and Phụ lục I, II.7)."""

    COLLECTIVE = "collective"
    """The People's Committee as a body: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"."""
    CHAIRMAN = "chairman"
    """A decision in the Chairman's own power: headed by the post, signed without "TM."."""
    OFFICE = "office"
    """The office in charge: "TRƯỞNG PHÒNG" of a district, "GIÁM ĐỐC" of a province."""
    COUNCIL = "council"
    """The appraisal council under the seal of the People's Committee, own number series."""
    MINUTES = "minutes"
    """Minutes of the council: "THƯ KÝ" on the left, "CHỦ TỌA" on the right."""
    ANNEX = "annex"
    """An annex: carries the number of the document it goes with and is not signed apart."""


class DocumentSpec(Value):
    """What the decree and the plan fix for a kind of document.

    It is drafted in ``stage``, before the stage's decision or, as minutes, after it. ``symbol`` is
    the abbreviation of the kind (empty for a Công văn) and ``word`` its full name; ``title`` names
    the document in lists. ``cites`` are the issued documents whose numbers it needs, ``results``,
    ``members`` and ``authority_score`` tell that it prints the results table, the council and the
    authority's own points, ``rows`` the other tables it needs: estimate (content, unit, quantity),
    visits (day, half day, unit), votes (member, verdict, opinion), meeting (begin, end, how many
    took part), difficulties (unit, text, answer if any), commendation (who, achievement, form of
    praise). ``receivers`` are whom it names under "Nơi nhận"; one that ``tells_visits`` goes to the
    heads of the ranked units as well, as word of their visit.
    """

    kind: str
    stage: StageName
    symbol: str
    word: str
    title: str
    form: SigningForm
    cites: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    members: bool = False
    results: bool = False
    authority_score: bool = False
    receivers: tuple[Position, ...] = (Position.RECIPIENT, Position.HEAD)
    tells_visits: bool = False

    @property
    def is_submitted(self) -> bool:
        """Whether it is there to decide on; minutes come of the decision."""
        return self.form is not SigningForm.MINUTES

    @property
    def is_annex(self) -> bool:
        """Whether it carries the number of another document."""
        return self.form is SigningForm.ANNEX

    @property
    def is_sent(self) -> bool:
        """Proposals and minutes stay inside the authority; an annex goes with its document."""
        return not self.is_annex and self.symbol not in ("TTr", "BB")


DOCUMENTS: dict[str, DocumentSpec] = {
    spec.kind: spec
    for spec in (
        DocumentSpec(
            kind="plan",
            stage=StageName.PLAN,
            symbol="KH",
            word="Kế hoạch",
            title="Kế hoạch triển khai xác định Chỉ số CCHC",
            form=SigningForm.COLLECTIVE,
        ),
        DocumentSpec(
            kind="estimate",
            stage=StageName.PLAN,
            symbol="KH",
            word="Kế hoạch",
            title="Dự toán kinh phí xác định Chỉ số CCHC",
            form=SigningForm.ANNEX,
            rows=("estimate",),
        ),
        DocumentSpec(
            kind="council_proposal",
            stage=StageName.COUNCIL,
            symbol="TTr",
            word="Tờ trình",
            title="Tờ trình thành lập Hội đồng thẩm định",
            form=SigningForm.OFFICE,
            cites=("plan",),
            members=True,
        ),
        DocumentSpec(
            kind="council_decision",
            stage=StageName.COUNCIL,
            symbol="QĐ",
            word="Quyết định",
            title="Quyết định thành lập Hội đồng thẩm định",
            form=SigningForm.COLLECTIVE,
            cites=("plan",),
            members=True,
        ),
        DocumentSpec(
            kind="guidance",
            stage=StageName.SELF_ASSESSMENT,
            symbol="",
            word="Công văn",
            title="Công văn hướng dẫn tự đánh giá, chấm điểm",
            form=SigningForm.OFFICE,
            cites=("plan",),
            receivers=(Position.HEAD, Position.CHAIRMAN),
        ),
        DocumentSpec(
            kind="visit_schedule",
            stage=StageName.APPRAISAL,
            symbol="TB",
            word="Thông báo",
            title="Thông báo lịch thẩm định tại đơn vị",
            form=SigningForm.COUNCIL,
            cites=("plan", "council_decision"),
            rows=("visits",),
            receivers=(*_COUNCIL, Position.CHAIRMAN),
            tells_visits=True,
        ),
        DocumentSpec(
            kind="minutes",
            stage=StageName.RESULTS,
            symbol="BB",
            word="Biên bản",
            title="Biên bản họp Hội đồng thẩm định",
            form=SigningForm.MINUTES,
            cites=("council_decision",),
            rows=("votes", "meeting"),
            members=True,
            results=True,
        ),
        DocumentSpec(
            kind="summary_report",
            stage=StageName.RESULTS,
            symbol="BC",
            word="Báo cáo",
            title="Báo cáo tổng hợp kết quả chấm điểm",
            form=SigningForm.OFFICE,
            cites=("plan", "council_decision"),
            results=True,
            receivers=_COUNCIL,
        ),
        DocumentSpec(
            kind="results_proposal",
            stage=StageName.RESULTS,
            symbol="TTr",
            word="Tờ trình",
            title="Tờ trình phê duyệt kết quả",
            form=SigningForm.OFFICE,
            cites=("plan", "council_decision"),
            results=True,
        ),
        DocumentSpec(
            kind="results_decision",
            stage=StageName.RESULTS,
            symbol="QĐ",
            word="Quyết định",
            title="Quyết định phê duyệt kết quả",
            form=SigningForm.CHAIRMAN,
            cites=("plan", "council_decision"),
            results=True,
        ),
        DocumentSpec(
            kind="notice",
            stage=StageName.PUBLICATION,
            symbol="TB",
            word="Thông báo",
            title="Thông báo công bố kết quả",
            form=SigningForm.COLLECTIVE,
            cites=("results_decision",),
            results=True,
        ),
        DocumentSpec(
            kind="authority_report",
            stage=StageName.DISTRICT_DOSSIER,
            symbol="BC",
            word="Báo cáo",
            title="Báo cáo tự đánh giá Chỉ số CCHC của cơ quan chủ trì",
            form=SigningForm.COLLECTIVE,
            cites=("plan",),
            authority_score=True,
        ),
        DocumentSpec(
            kind="provincial_report",
            stage=StageName.PROVINCIAL_REPORT,
            symbol="BC",
            word="Báo cáo",
            title="Báo cáo kết quả xác định Chỉ số CCHC gửi cấp trên",
            form=SigningForm.COLLECTIVE,
            cites=("plan", "council_decision", "results_decision"),
            rows=("difficulties",),
            results=True,
            authority_score=True,
        ),
        DocumentSpec(
            kind="commendation_proposal",
            stage=StageName.COMMENDATION,
            symbol="TTr",
            word="Tờ trình",
            title="Tờ trình đề nghị khen thưởng",
            form=SigningForm.OFFICE,
            cites=("results_decision",),
            rows=("commendation",),
        ),
    )
}
"""The documents by kind, in the order of the plan, in which they are drafted and numbered."""
