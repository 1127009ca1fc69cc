"""The documents of a campaign: their kinds, symbols, signing forms and what each one cites.

Source: NĐ 30/2020/NĐ-CP, Điều 13, Phụ lục I (parts, symbols) and Phụ lục III (abbreviations,
models). ``DOCUMENTS`` is the single table; a test fails when a kind lacks a row.
"""

from __future__ import annotations

from enum import StrEnum

from models.domain.values import Value


class DocumentKind(StrEnum):
    """The documents that a campaign produces, in the order of the plan."""

    PLAN = "plan"
    ESTIMATE = "estimate"
    COUNCIL_PROPOSAL = "council_proposal"
    COUNCIL_DECISION = "council_decision"
    GUIDANCE = "guidance"
    VISIT_SCHEDULE = "visit_schedule"
    MINUTES = "minutes"
    SUMMARY_REPORT = "summary_report"
    RESULTS_PROPOSAL = "results_proposal"
    RESULTS_DECISION = "results_decision"
    NOTICE = "notice"
    AUTHORITY_REPORT = "authority_report"
    PROVINCIAL_REPORT = "provincial_report"
    COMMENDATION_PROPOSAL = "commendation_proposal"


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

    ``symbol`` is the abbreviation of the kind (empty for a Công văn) and ``word`` its full name;
    ``title`` names the document in lists. ``cites`` are the issued documents whose numbers it
    needs, ``results`` tells that it prints the results table, ``rows`` the other tables it
    needs: estimate (content, unit, quantity), visits (day, half day, unit), votes (member,
    verdict, opinion), meeting (begin, end, how many took part), difficulties (unit, text, answer
    if any), commendation (who, achievement, form of praise).
    """

    kind: DocumentKind
    symbol: str
    word: str
    title: str
    form: SigningForm
    cites: tuple[DocumentKind, ...] = ()
    rows: tuple[str, ...] = ()
    members: bool = False
    results: bool = False
    authority_score: bool = False


_K = DocumentKind
_F = SigningForm
DOCUMENTS: dict[DocumentKind, DocumentSpec] = {
    spec.kind: spec
    for spec in (
        DocumentSpec(
            kind=_K.PLAN,
            symbol="KH",
            word="Kế hoạch",
            title="Kế hoạch triển khai xác định Chỉ số CCHC",
            form=_F.COLLECTIVE,
        ),
        DocumentSpec(
            kind=_K.ESTIMATE,
            symbol="KH",
            word="Kế hoạch",
            title="Dự toán kinh phí xác định Chỉ số CCHC",
            form=_F.ANNEX,
            rows=("estimate",),
        ),
        DocumentSpec(
            kind=_K.COUNCIL_PROPOSAL,
            symbol="TTr",
            word="Tờ trình",
            title="Tờ trình thành lập Hội đồng thẩm định",
            form=_F.OFFICE,
            cites=(_K.PLAN,),
            members=True,
        ),
        DocumentSpec(
            kind=_K.COUNCIL_DECISION,
            symbol="QĐ",
            word="Quyết định",
            title="Quyết định thành lập Hội đồng thẩm định",
            form=_F.COLLECTIVE,
            cites=(_K.PLAN,),
            members=True,
        ),
        DocumentSpec(
            kind=_K.GUIDANCE,
            symbol="",
            word="Công văn",
            title="Công văn hướng dẫn tự đánh giá, chấm điểm",
            form=_F.OFFICE,
            cites=(_K.PLAN,),
        ),
        DocumentSpec(
            kind=_K.VISIT_SCHEDULE,
            symbol="TB",
            word="Thông báo",
            title="Thông báo lịch thẩm định tại đơn vị",
            form=_F.COUNCIL,
            cites=(_K.PLAN, _K.COUNCIL_DECISION),
            rows=("visits",),
        ),
        DocumentSpec(
            kind=_K.MINUTES,
            symbol="BB",
            word="Biên bản",
            title="Biên bản họp Hội đồng thẩm định",
            form=_F.MINUTES,
            cites=(_K.COUNCIL_DECISION,),
            rows=("votes", "meeting"),
            members=True,
            results=True,
        ),
        DocumentSpec(
            kind=_K.SUMMARY_REPORT,
            symbol="BC",
            word="Báo cáo",
            title="Báo cáo tổng hợp kết quả chấm điểm",
            form=_F.OFFICE,
            cites=(_K.PLAN, _K.COUNCIL_DECISION),
            results=True,
        ),
        DocumentSpec(
            kind=_K.RESULTS_PROPOSAL,
            symbol="TTr",
            word="Tờ trình",
            title="Tờ trình phê duyệt kết quả",
            form=_F.OFFICE,
            cites=(_K.PLAN, _K.COUNCIL_DECISION),
            results=True,
        ),
        DocumentSpec(
            kind=_K.RESULTS_DECISION,
            symbol="QĐ",
            word="Quyết định",
            title="Quyết định phê duyệt kết quả",
            form=_F.CHAIRMAN,
            cites=(_K.PLAN, _K.COUNCIL_DECISION),
            results=True,
        ),
        DocumentSpec(
            kind=_K.NOTICE,
            symbol="TB",
            word="Thông báo",
            title="Thông báo công bố kết quả",
            form=_F.COLLECTIVE,
            cites=(_K.RESULTS_DECISION,),
            results=True,
        ),
        DocumentSpec(
            kind=_K.AUTHORITY_REPORT,
            symbol="BC",
            word="Báo cáo",
            title="Báo cáo tự đánh giá Chỉ số CCHC của cơ quan chủ trì",
            form=_F.COLLECTIVE,
            cites=(_K.PLAN,),
            authority_score=True,
        ),
        DocumentSpec(
            kind=_K.PROVINCIAL_REPORT,
            symbol="BC",
            word="Báo cáo",
            title="Báo cáo kết quả xác định Chỉ số CCHC gửi cấp trên",
            form=_F.COLLECTIVE,
            cites=(_K.PLAN, _K.COUNCIL_DECISION, _K.RESULTS_DECISION),
            rows=("difficulties",),
            results=True,
            authority_score=True,
        ),
        DocumentSpec(
            kind=_K.COMMENDATION_PROPOSAL,
            symbol="TTr",
            word="Tờ trình",
            title="Tờ trình đề nghị khen thưởng",
            form=_F.OFFICE,
            cites=(_K.RESULTS_DECISION,),
            rows=("commendation",),
        ),
    )
}
