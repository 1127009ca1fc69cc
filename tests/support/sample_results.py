"""A small campaign with results made by plain arithmetic, for the tests of public outputs."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.domain.campaign import Authority, Campaign, CouncilRules, Form, StagePlan
from models.domain.criteria.criteria_set import (
    Area,
    CriteriaSet,
    Criterion,
    Satisfaction,
    ScoreSource,
    Split,
    SubCriterion,
    YesNo,
)
from models.domain.deadlines import Limit, LimitKind
from models.domain.scoring.ranking import RankingPolicy
from models.domain.scoring.results import UnitResult
from models.domain.stages import StageName
from models.domain.units import Contact, Level, Position, Unit, UnitKind

COMMUNES = (
    "Thị trấn Hương Khê", "Xã Điền Mỹ", "Xã Hà Linh", "Xã Hương Thủy", "Xã Hòa Hải",
    "Xã Phúc Đồng", "Xã Hương Giang", "Xã Lộc Yên", "Xã Hương Bình", "Xã Hương Long",
    "Xã Phú Gia", "Xã Gia Phố", "Xã Phú Phong", "Xã Hương Đô", "Xã Hương Vĩnh",
    "Xã Hương Xuân", "Xã Phúc Trạch", "Xã Hương Trà", "Xã Hương Trạch", "Xã Hương Lâm",
    "Xã Hương Liên",
)  # fmt: skip
AREAS = {
    "Công tác chỉ đạo, điều hành cải cách hành chính": (10, 0),
    "Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật": (6, 2),
    "Cải cách thủ tục hành chính": (12, 8),
    "Cải cách tổ chức bộ máy hành chính nhà nước": (7, 3),
    "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức": (9, 5),
    "Cải cách tài chính công": (7, 3),
    "Hiện đại hóa hành chính": (12, 4),
    "Thực hiện cơ chế một cửa, một cửa liên thông": (7, 3),
    "Tác động của cải cách hành chính đến phát triển kinh tế - xã hội": (0, 2),
}
OPENS = date(2021, 10, 11)
LAST = Limit(kind=LimitKind.BEFORE, day=date(2021, 11, 22))


def units() -> tuple[Unit, ...]:
    return tuple(
        Unit(code=str(18496 + 3 * n), name=name, kind=UnitKind.COMMUNE)
        for n, name in enumerate(COMMUNES)
    )


def campaign(ranking: RankingPolicy | None = None) -> Campaign:
    people = {
        "chu-tich": (Position.CHAIRMAN, "Chủ tịch UBND huyện"),
        "ct-hoi-dong": (Position.COUNCIL_CHAIRMAN, "Chủ tịch Hội đồng thẩm định"),
    }
    return Campaign(
        id="mau-2021",
        title="Xác định Chỉ số cải cách hành chính năm 2021",
        year=2021,
        basis="Quyết định số 3396/QĐ-UBND ngày 11/10/2021 của UBND tỉnh",
        authority=Authority(
            level=Level.DISTRICT,
            name="Ủy ban nhân dân huyện Hương Khê",
            chairman_office="Chủ tịch UBND huyện",
            superior="UBND tỉnh Hà Tĩnh",
            office="Phòng Nội vụ",
            office_code="PNV",
            place="Hương Khê",
        ),
        units=units(),
        contacts=tuple(
            Contact(id=key, position=position, title=title, email=f"{key}@huyen.example")
            for key, (position, title) in people.items()
        )
        + tuple(
            Contact(
                id=f"cb-{unit.code}",
                position=Position.OFFICER,
                title="Công chức Văn phòng - Thống kê",
                unit=unit.code,
                email=f"cb-{unit.code}@xa.example",
            )
            for unit in units()
        ),
        stages={name: StagePlan(opens=OPENS, limit=LAST) for name in StageName},
        criteria={Form.COMMUNE: "phu-luc-iii"},
        recipients=("Sở Nội vụ",),
        council=CouncilRules(quorum=1),
        ranking=ranking or RankingPolicy(),
    )


def criteria_set(*, illustrative: bool = True) -> CriteriaSet:
    return CriteriaSet(
        code="phu-luc-iii",
        title="Bộ tiêu chí xác định chỉ số cải cách hành chính của UBND cấp xã",
        annex="Phụ lục III",
        decision="Quyết định số 3396/QĐ-UBND ngày 11/10/2021 của UBND tỉnh",
        level=UnitKind.COMMUNE,
        year=2021,
        version=1,
        effective_from=date(2021, 10, 11),
        illustrative=illustrative,
        split=Split(scored=Decimal(70), survey=Decimal(30)),
        areas=tuple(_area(n, *each) for n, each in enumerate(AREAS.items(), start=1)),
    )


def _area(number: int, name: str, parts: tuple[int, int]) -> Area:
    scored, survey = parts
    rules = {ScoreSource.SELF: (scored, YesNo()), ScoreSource.SURVEY: (survey, Satisfaction())}
    items = [
        SubCriterion(code=f"{number}.1.{k}", name=name, max_points=Decimal(most), source=source, rule=rule)  # noqa: E501
        for k, (source, (most, rule)) in enumerate(rules.items(), start=1)
        if most
    ]  # fmt: skip
    most = Decimal(scored + survey)
    criterion = Criterion(code=f"{number}.1", name=name, max_points=most, items=tuple(items))
    return Area(code=str(number), name=name, max_points=most, body="PNV", criteria=(criterion,))


def results(number: int = 21) -> tuple[UnitResult, ...]:
    """``number`` units; two of them equal, one without a self-assessment."""
    cards = [_card(n) for n in range(number)]
    totals = [card["total"] for card in cards]
    rows = [
        UnitResult(
            **card,
            index_percent=card["total"],
            rank=1 + sum(other > card["total"] for other in totals),
            tied=totals.count(card["total"]) > 1,
            band=None,
            rank_low=max(1, 1 + sum(other > card["total"] + 1 for other in totals)),
            rank_high=sum(other >= card["total"] - 1 for other in totals),
        )
        for card in cards
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.unit)))


def _card(n: int) -> dict:
    submitted = n != 13
    spread = 5 if n == 6 else n
    areas, scored, survey = {}, Decimal(0), Decimal(0)
    for k, (most, asked) in enumerate(AREAS.values(), start=1):
        own = _part(most, 71 + (spread * 37 + k * 53) % 29) if submitted else Decimal(0)
        said = _part(asked, 74 + (spread * 17 + k * 31) % 23)
        areas[str(k)], scored, survey = own + said, scored + own, survey + said
    bonus, deduction = Decimal(n % 4 == 1), Decimal(n % 7 == 3) / 2
    if n in (5, 6):
        bonus, deduction = Decimal(0), Decimal(0)
    return {
        "unit": str(18496 + 3 * n),
        "name": COMMUNES[n % 21] if n < 21 else f"Xã số {n}",
        "self_points": scored + Decimal("1.50") if submitted else Decimal(0),
        "appraised_points": scored,
        "survey_points": survey,
        "bonus": bonus,
        "deduction": deduction,
        "total": scored + survey + bonus - deduction,
        "maximum": Decimal(100),
        "area_points": areas,
        "submitted": submitted,
    }


def _part(most: int, percent: int) -> Decimal:
    return (Decimal(most * percent) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def totals(rows: Sequence[UnitResult]) -> dict[str, Decimal]:
    return {row.unit: row.total for row in rows}
