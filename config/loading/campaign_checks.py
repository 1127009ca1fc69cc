"""What must fit between the parts of a campaign before it may open."""

from collections.abc import Iterator, Mapping

from models.domain.campaign import STAGE_OF, Campaign, Form, StagePlan
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.errors import ConfigurationError
from models.domain.people.contact_rules import voters
from models.domain.scoring.ranking import TieRule
from models.domain.stages import STAGES, StageName
from models.domain.units import Position, UnitKind
from models.domain.values import UnitCode

_LEVELS = {
    Form.COMMUNE: UnitKind.COMMUNE,
    Form.AUTHORITY: UnitKind.DEPARTMENT,
    Form.APPRAISAL: UnitKind.COMMUNE,
}


def set_faults(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    """The faults of a set as used by ``campaign``, each a Vietnamese sentence with its code."""
    yield from _validity(campaign, criteria_set)
    yield from _bodies(campaign, criteria_set)
    yield from _excused(campaign, criteria_set)


def tie_break_faults(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    """The faults of the areas that break ties between units scored by ``criteria_set``."""
    policy, known = campaign.ranking, [area.code for area in criteria_set.areas]
    if policy.tie is TieRule.TIE_BREAK and not policy.tie_break_areas:
        yield (
            "ranking chọn quy tắc tie_break nhưng chưa ghi lĩnh vực nào; đề nghị ghi "
            "tie_break_areas, ví dụ ['3', '1'], hoặc chọn quy tắc standard, dense."
        )
    for code in policy.tie_break_areas:
        if code not in known:
            yield (
                f"ranking ghi tie_break_areas có lĩnh vực “{code}”, bộ {criteria_set.code} không "
                f"có; đề nghị chọn trong các mã: {', '.join(known)}."
            )


def _validity(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    code, year = criteria_set.code, campaign.year
    start, end = criteria_set.effective_from, criteria_set.effective_to
    if criteria_set.year != year:
        yield (
            f"bộ tiêu chí {code} là của năm {criteria_set.year}, đợt đánh giá là năm {year}; "
            "đề nghị chọn bộ của đúng năm hoặc sửa mục year."
        )
    if start.year > year or (end is not None and end.year < year):
        until = f" đến {end:%d/%m/%Y}" if end else ""
        yield (
            f"bộ tiêu chí {code} có hiệu lực từ {start:%d/%m/%Y}{until}, không gồm năm {year}; "
            "đề nghị chọn bộ còn hiệu lực hoặc sửa effective_from, effective_to."
        )


def _bodies(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    known = {unit.code for unit in campaign.departments}
    for what, code, body in _in_charge(criteria_set):
        if body is not None and body not in known:
            yield (
                f"{what} {code} của bộ {criteria_set.code} do “{body}” phụ trách, "
                "không có trong units.csv; đề nghị bổ sung phòng, ban này hoặc sửa mã."
            )


def _in_charge(criteria_set: CriteriaSet) -> Iterator[tuple[str, str, UnitCode | None]]:
    """Everything that may name a body: what it is in Vietnamese, its code, and the body."""
    for area in criteria_set.areas:
        yield "lĩnh vực", area.code, area.body
        for criterion in area.criteria:
            yield "tiêu chí", criterion.code, criterion.body
            for item in criterion.items:
                yield "tiêu chí thành phần", item.code, item.body
    for item in criteria_set.adjustments:
        yield "điểm thưởng, điểm trừ", item.code, item.body


def _excused(campaign: Campaign, criteria_set: CriteriaSet) -> Iterator[str]:
    known = {unit.code for unit in campaign.units}
    items = [item for _, _, item in criteria_set.leaves()] + list(criteria_set.adjustments)
    for item in items:
        if strangers := sorted(item.excused - known):
            yield (
                f"tiêu chí {item.code} của bộ {criteria_set.code} miễn áp dụng cho đơn vị không "
                f"có trong units.csv: {', '.join(strangers)}; đề nghị sửa mã ở mục excused."
            )


def check_campaign(campaign: Campaign, sets: Mapping[Form, CriteriaSet]) -> None:
    """Raise one ConfigurationError that lists everything that does not fit together."""
    faults = [
        *_forms(sets),
        *_sets(campaign, sets),
        *_dates(campaign),
        *_order(campaign),
        *_time_to_answer(campaign),
        *_office(campaign),
        *_people(campaign),
    ]
    if faults:
        lines = "\n".join(f"Đợt {campaign.id}: {fault}" for fault in faults)
        raise ConfigurationError(lines, subject=campaign.id)


def _forms(sets: Mapping[Form, CriteriaSet]) -> Iterator[str]:
    for form, level in _LEVELS.items():
        if form not in sets:
            yield f"mục criteria thiếu bộ tiêu chí cho “{form}”; đề nghị bổ sung."
        elif sets[form].level is not level:
            yield (
                f"bộ tiêu chí {sets[form].code} thuộc cấp {sets[form].level}, "
                f"không dùng được cho “{form}”; đề nghị chọn bộ cấp {level}."
            )


def _sets(campaign: Campaign, sets: Mapping[Form, CriteriaSet]) -> Iterator[str]:
    for criteria_set in {one.code: one for one in sets.values()}.values():
        yield from set_faults(campaign, criteria_set)
    if Form.COMMUNE in sets:
        yield from tie_break_faults(campaign, sets[Form.COMMUNE])


def _dates(campaign: Campaign) -> Iterator[str]:
    for stage, plan in campaign.stages.items():
        title = STAGES[stage].title
        if plan.opens > plan.limit.last_day:
            yield f"bước “{title}” mở ngày {plan.opens:%d/%m/%Y} là sau hạn; đề nghị sửa lịch."
        if plan.returns is not None and plan.returns.closes > plan.limit.closes:
            yield (
                f"bước “{title}”: hạn nộp ({plan.returns.in_words()}) "
                f"sau hạn của bước ({plan.limit.in_words()}); đề nghị sửa lịch."
            )
        if plan.locks is not None and plan.locks.closes < (plan.returns or plan.limit).closes:
            yield f"bước “{title}” khóa trước hạn nộp ({plan.locks.in_words()}); đề nghị sửa lịch."
        yield from _explanations(stage, plan)


def _explanations(stage: StageName, plan: StagePlan) -> Iterator[str]:
    """Units explain what the appraisal took off: after its sheets are in, before it must end."""
    limit, title = plan.explanations, STAGES[stage].title
    if limit is None:
        return
    if stage is not StageName.APPRAISAL:
        yield f"bước “{title}” có hạn giải trình (explanations) nhưng chỉ bước thẩm định mới có."
    elif limit.closes <= (plan.returns or plan.limit).closes:
        yield f"bước “{title}”: hạn giải trình ({limit.in_words()}) phải sau hạn nộp; đề nghị sửa."
    elif limit.closes > plan.limit.closes:
        yield (
            f"bước “{title}”: hạn giải trình ({limit.in_words()}) sau hạn của bước "
            f"({plan.limit.in_words()}); đề nghị sửa lịch."
        )


def _order(campaign: Campaign) -> Iterator[str]:
    """Stages that open or are due before one that they wait for."""
    for stage, plan in campaign.stages.items():
        for before in STAGES[stage].after:
            first, waited = campaign.stages[before], f"bước “{STAGES[before].title}”"
            if plan.opens < first.opens:
                yield (
                    f"bước “{STAGES[stage].title}” mở ngày {plan.opens:%d/%m/%Y}, trước khi "
                    f"{waited} mở ({first.opens:%d/%m/%Y}) mà bước này phải chờ; đề nghị sửa lịch."
                )
            if plan.limit.closes < first.limit.closes:
                yield (
                    f"bước “{STAGES[stage].title}” có hạn {plan.limit.in_words()}, trước hạn của "
                    f"{waited} ({first.limit.in_words()}) mà bước này phải chờ; đề nghị sửa lịch."
                )


def _time_to_answer(campaign: Campaign) -> Iterator[str]:
    """Stages that leave units no working day between the sending of a form and its limit."""
    for stage in sorted(set(STAGE_OF.values())):
        plan, begins = campaign.stages[stage], campaign.can_begin(stage)
        limit = plan.returns or plan.limit
        if campaign.calendar.shift(begins, 1) > limit.last_day:
            yield (
                f"bước “{STAGES[stage].title}” sớm nhất bắt đầu ngày {begins:%d/%m/%Y}, sau ngày "
                f"đó không còn ngày làm việc nào đến hạn nộp ({limit.in_words()}); "
                "đề nghị sửa lịch."
            )


def _office(campaign: Campaign) -> Iterator[str]:
    code = campaign.authority.office_code
    if code not in {unit.code for unit in campaign.departments}:
        yield (
            f"cơ quan thường trực “{code}” (authority › office_code) không phải phòng, ban nào "
            "trong units.csv; đề nghị sửa mã hoặc bổ sung phòng, ban này."
        )


def _people(campaign: Campaign) -> Iterator[str]:
    if not campaign.people(Position.OPERATOR):
        yield (
            "chưa có người vận hành (operator) để nhận việc và là đầu mối ghi trên biểu mẫu; "
            "đề nghị bổ sung trong contacts.csv."
        )
    voting = voters(campaign)
    if campaign.council.quorum > len(voting):
        yield (
            f"Hội đồng có {len(voting)} người được bỏ phiếu về kết quả (không kể thành viên thuộc "
            f"đơn vị được xếp hạng), ít hơn số phiếu cần có ({campaign.council.quorum}); "
            "đề nghị bổ sung thành viên hoặc giảm quorum."
        )
    for unit in campaign.units:
        positions = {contact.position for contact in campaign.contacts_of(unit.code)}
        if missing := {Position.OFFICER, Position.HEAD} - positions:
            yield (
                f"{unit.name} ({unit.code}) chưa có người ở vị trí {', '.join(sorted(missing))}; "
                "đề nghị bổ sung trong contacts.csv."
            )
