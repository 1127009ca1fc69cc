"""The facts of a document, gathered from the campaign and what is stored."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from config.workspace import Workspace
from models.domain.campaign import Campaign, Form
from models.domain.collection.submission_events import QuestionAsked
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.documents.kinds import DOCUMENTS
from models.domain.documents.record import DocumentRecord, citation, numbered
from models.domain.gate.records import GateKey, Verdict
from models.domain.scoring.results import UnitResult
from models.domain.stages import Body, StageName
from models.domain.units import Level, Position
from models.domain.vietnamese.numbers import format_points
from models.store import UnitOfWork
from models.store.tally import authority_score
from tasks.documents.data import DocumentData, Member, Rows
from tasks.documents.wording import hour, long_date

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
HALVES = ("Sáng", "Chiều")
_AHEAD = 2
"""Working days between the notice of the visits and the first of them."""


def facts(
    workspace: Workspace,
    uow: UnitOfWork,
    kind: str,
    stage: StageName,
    round_: int,
    day: date,
) -> DocumentData:
    """What the draft of ``kind`` made on ``day`` says, as far as ``DOCUMENTS`` asks for it."""
    spec, now = DOCUMENTS[kind], _Now(workspace, uow, stage, round_, day)
    criteria_set = workspace.sets[Form.COMMUNE]
    own_set = workspace.sets[Form.AUTHORITY]
    return DocumentData(
        drafted_on=day,
        round=round_,
        results=_results(uow) if spec.results else (),
        authority_score=authority_score(uow, workspace.campaign, own_set)
        if spec.authority_score
        else None,
        references=_references(workspace, uow),
        members=council_members(workspace.campaign, criteria_set) if spec.members else (),
        rows={name: TABLES[name](now) for name in spec.rows},
        returned_reasons=_reasons(uow, stage, round_),
        illustrative=any(each.illustrative for each in workspace.sets.values()),
        authority_annex=own_set.annex,
        commune_annex=criteria_set.annex,
    )


def cite(workspace: Workspace, record: DocumentRecord) -> str:
    """How lists and letters cite an issued document."""
    if record.number is None or record.issued_on is None:
        raise ValueError(f"not issued: {record.kind}")
    return citation(record.kind, workspace.campaign.authority, record.number, record.issued_on)


def _results(uow: UnitOfWork) -> tuple[UnitResult, ...]:
    stored = uow.results.latest()
    return stored[1] if stored else ()


def _references(workspace: Workspace, uow: UnitOfWork) -> dict[str, str]:
    """Citations as documents print them, the day in words (NĐ 30/2020, Phụ lục I, II.6.b)."""
    authority = workspace.campaign.authority
    return {
        r.kind: f"{numbered(r.kind, authority, f'{r.number:02d}')} {long_date(day)}"
        for r in uow.documents.all()
        if (day := r.issued_on) is not None
    }


def _reasons(uow: UnitOfWork, stage: StageName, round_: int) -> tuple[str, ...]:
    """Why earlier rounds were returned, each with what was mended."""
    notes = uow.gates.rework_notes(stage)
    return tuple(
        f"Ý kiến: {_closed(decision.opinion)} Đã thực hiện: {_closed(notes[decision.key.round])}"
        if decision.key.round in notes
        else f"Ý kiến: {_closed(decision.opinion)}"
        for decision in uow.gates.decisions()
        if decision.key.stage is stage
        and decision.key.round < round_
        and decision.verdict is Verdict.RETURN
    )


def _closed(text: str) -> str:
    """A text of people as a sentence of its own."""
    return f"{text.rstrip(' .;')}."


class _Now(NamedTuple):
    """What is known when a document is drafted for a round of ``stage`` on ``day``."""

    workspace: Workspace
    uow: UnitOfWork
    stage: StageName
    round: int
    day: date

    @property
    def campaign(self) -> Campaign:
        return self.workspace.campaign

    @property
    def council_gate(self) -> GateKey:
        return GateKey(stage=self.stage, body=Body.COUNCIL, round=self.round)


def _votes(now: _Now) -> Rows:
    return tuple(
        (now.campaign.contact(vote.member).title, vote.verdict.words, vote.opinion)
        for vote in now.uow.gates.votes(now.council_gate)
    )


def _meeting(now: _Now) -> Rows:
    """When the dossier was laid before the council, when it decided, and how many took part."""
    gates, gate = now.uow.gates, now.council_gate
    request, decision = gates.get(gate), gates.decision(gate)
    if request is None or decision is None:
        return ()
    taking_part = {vote.member for vote in gates.votes(gate)} | {decision.signer}
    begun, ended = request.requested_at, decision.signed_at
    return ((hour(begun), hour(ended), f"{len(taking_part):02d}"),)


def _difficulties(now: _Now) -> Rows:
    return tuple(
        (now.campaign.unit(unit).name, event.text)
        for unit, history in now.uow.submissions.all_histories(Form.COMMUNE).items()
        for event in history
        if isinstance(event, QuestionAsked) and event.owed and not event.explains
    )


def visit_rows(campaign: Campaign, notified: date | None = None) -> Rows:
    """Visits to the communes: (day, half of the day, commune).

    They begin ``AHEAD`` working days after ``notified``, the day of the notice, by default the day
    on which the appraisal opens; when less time is left, on the last day. They are spread evenly
    over the half days of the working days until score sheets are due; when there are more communes
    than half days, several teams go out at once.
    """
    stage = campaign.stages[StageName.APPRAISAL]
    last = (stage.returns or stage.limit).last_day
    notified = notified or stage.opens
    first = max(notified, min(campaign.calendar.shift(notified, _AHEAD), last))
    days = _working_days(campaign, first, last)
    slots = [(day, half) for day in days for half in HALVES]
    count = len(campaign.communes)
    when = [slots[n * len(slots) // count] for n in range(count)]
    return tuple(
        (_day_words(day), half, unit.name)
        for (day, half), unit in zip(when, campaign.communes, strict=True)
    )


def estimate_rows(campaign: Campaign) -> Rows:
    """Lines of the budget estimate: (content, unit, quantity); prices are left to the clerk."""
    count = str(len(campaign.communes))
    members = str(len(campaign.people(Position.COUNCIL_CHAIRMAN, Position.COUNCIL_MEMBER)))
    return (
        ("Chi họp Hội đồng thẩm định", "người/buổi", members),
        ("Chi công tác phí, phương tiện đoàn thẩm định thực tế tại đơn vị", "đơn vị", count),
        ("Chi điều tra xã hội học, khảo sát sự hài lòng của người dân, tổ chức", "đơn vị", count),
        ("Chi nhập, làm sạch, tổng hợp phiếu khảo sát", "đơn vị", count),
        ("Chi tổng hợp kết quả, xây dựng báo cáo", "báo cáo", "2"),
        ("Chi in ấn, văn phòng phẩm", "đợt", "1"),
        ("Chi thông tin, tuyên truyền, công bố kết quả", "đợt", "1"),
    )


def council_members(campaign: Campaign, criteria_set: CriteriaSet) -> tuple[Member, ...]:
    """Members of the council by position, with the areas their department is in charge of."""
    roles = {
        Position.COUNCIL_CHAIRMAN: "Chủ tịch Hội đồng",
        Position.COUNCIL_MEMBER: "Ủy viên",
    }
    people = sorted(campaign.people(*roles), key=lambda person: list(roles).index(person.position))
    return tuple(
        Member(person.title, roles[person.position], _areas_of(person.unit, criteria_set))
        for person in people
    )


def commendation_rows(campaign: Campaign, results: Sequence[UnitResult], places: int = 3) -> Rows:
    """Units in the first ``places`` places: (unit, achievement, proposed form of praise)."""
    district = campaign.authority.level is Level.DISTRICT
    praise = f"{'Giấy khen' if district else 'Bằng khen'} của Chủ tịch UBND"
    return tuple(
        (
            f"Tập thể cán bộ, công chức UBND {result.name[:1].lower()}{result.name[1:]}",
            f"Chỉ số CCHC đạt {format_points(result.index_percent)}%, xếp hạng {result.rank}",
            f"{praise} {campaign.authority.area_noun}",
        )
        for result in sorted(results, key=lambda result: (result.rank, result.unit))
        if result.rank <= places
    )


def _working_days(campaign: Campaign, first: date, last: date) -> list[date]:
    calendar = campaign.calendar
    days = [first] if calendar.is_working(first) else [calendar.shift(first, 1)]
    while (following := calendar.shift(days[-1], 1)) <= last:
        days.append(following)
    return days


def _day_words(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def _areas_of(unit: str | None, criteria_set: CriteriaSet) -> str:
    names = [area.name for area in criteria_set.areas if area.body == unit]
    return "; ".join(names) or "Chỉ đạo chung"


TABLES: dict[str, Callable[[_Now], Rows]] = {
    "estimate": lambda now: estimate_rows(now.campaign),
    "visits": lambda now: visit_rows(now.campaign, now.day),
    "votes": _votes,
    "meeting": _meeting,
    "difficulties": _difficulties,
    "commendation": lambda now: commendation_rows(now.campaign, _results(now.uow)),
}
"""The tables that a row of DOCUMENTS may ask for, by the name that its template uses."""
