"""Proposals for the tables of documents, which the clerk completes or changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.domain.campaign import Campaign
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.scoring.results import UnitResult
from models.domain.stages import StageName
from models.domain.units import Level, Position
from tasks.documents.data import Member, Rows
from tasks.documents.wording import number

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
HALVES = ("Sáng", "Chiều")
AHEAD = 2
"""Working days between the notice of the visits and the first of them."""


def visit_rows(campaign: Campaign, told: date | None = None) -> Rows:
    """Visits to the communes: (day, half of the day, commune).

    They begin ``AHEAD`` working days after ``told``, the day of the notice, by default the day on
    which the appraisal opens; when less time is left, on the last day. They are spread evenly over
    the half days of the working days until score sheets are due; when there are more communes than
    half days, several teams go out at once.
    """
    stage = campaign.stages[StageName.APPRAISAL]
    last = (stage.returns or stage.limit).last_day
    told = told or stage.opens
    first = max(told, min(campaign.calendar.shift(told, AHEAD), last))
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
            f"Chỉ số CCHC đạt {number(result.index_percent)}%, xếp hạng {result.rank}",
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
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def _areas_of(unit: str | None, criteria_set: CriteriaSet) -> str:
    names = [area.name for area in criteria_set.areas if area.body == unit]
    return "; ".join(names) or "Chỉ đạo chung"
