"""A campaign of each level and data for every kind of document."""

from datetime import date
from decimal import Decimal

from models.domain.campaign import Authority, Campaign, CouncilRules, Form, StagePlan
from models.domain.criteria.answers import Awarded, Declared
from models.domain.criteria.criteria_set import (
    Area,
    CriteriaSet,
    Criterion,
    FreePoints,
    Satisfaction,
    ScoreSource,
    Split,
    SubCriterion,
    YesNo,
)
from models.domain.deadlines import Limit, LimitKind
from models.domain.documents.kinds import DOCUMENTS
from models.domain.documents.record import citation
from models.domain.scoring.engine import score
from models.domain.scoring.results import UnitResult
from models.domain.scoring.score_tree import ScoreTree
from models.domain.stages import StageName
from models.domain.units import Contact, Level, Position, Unit, UnitKind
from tasks.documents import facts
from tasks.documents.data import DocumentData

DISTRICT_COMMUNES = [
    *("Thị trấn Hương Khê", "Xã Điền Mỹ", "Xã Hà Linh", "Xã Hương Thủy", "Xã Hòa Hải"),
    *("Xã Phúc Đồng", "Xã Hương Giang", "Xã Lộc Yên", "Xã Hương Bình", "Xã Hương Long"),
    *("Xã Phú Gia", "Xã Gia Phố", "Xã Phú Phong", "Xã Hương Đô", "Xã Hương Vĩnh"),
    *("Xã Hương Xuân", "Xã Phúc Trạch", "Xã Hương Trà", "Xã Hương Trạch", "Xã Hương Lâm"),
    "Xã Hương Liên",
]
PROVINCE_COMMUNES = ("Phường Thành Sen", "Phường Trần Phú", "Xã Kỳ Lạc", "Xã Hương Khê")

DISTRICT = Authority(
    level=Level.DISTRICT,
    name="Ủy ban nhân dân huyện Hương Khê",
    chairman_office="Chủ tịch Ủy ban nhân dân huyện Hương Khê",
    superior="Ủy ban nhân dân tỉnh Hà Tĩnh",
    office="Phòng Nội vụ",
    office_code="noi-vu",
    place="Hương Khê",
)
PROVINCE = Authority(
    level=Level.PROVINCE,
    name="Ủy ban nhân dân tỉnh Hà Tĩnh",
    chairman_office="Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh",
    superior="Bộ Nội vụ",
    office="Sở Nội vụ",
    office_code="noi-vu",
    place="Hà Tĩnh",
    area_noun="tỉnh",
)
DISTRICT_OFFICES = {
    "noi-vu": "Phòng Nội vụ",
    "van-phong": "Văn phòng HĐND và UBND",
    "van-hoa": "Phòng Văn hóa - Thông tin",
    "tai-chinh": "Phòng Tài chính - Kế hoạch",
    "tu-phap": "Phòng Tư pháp",
}
PROVINCE_OFFICES = {
    "noi-vu": "Sở Nội vụ",
    "van-phong": "Văn phòng UBND tỉnh",
    "khoa-hoc": "Sở Khoa học và Công nghệ",
    "tai-chinh": "Sở Tài chính",
    "tu-phap": "Sở Tư pháp",
}


def limits(year: int) -> dict[StageName, StagePlan]:
    before, at_latest = LimitKind.BEFORE, LimitKind.AT_LATEST
    table = {
        StageName.PLAN: (10, 12, before, 10, 20),
        StageName.COUNCIL: (10, 20, before, 10, 25),
        StageName.SELF_ASSESSMENT: (10, 20, at_latest, 11, 5),
        StageName.APPRAISAL: (11, 8, before, 11, 20),
        StageName.SURVEY: (10, 25, before, 11, 20),
        StageName.RESULTS: (11, 17, before, 11, 22),
        StageName.PUBLICATION: (11, 19, before, 11, 22),
        StageName.DISTRICT_DOSSIER: (11, 8, before, 11, 22),
        StageName.PROVINCIAL_REPORT: (11, 22, at_latest, 11, 25),
        StageName.COMMENDATION: (11, 22, before, 12, 15),
    }
    return {
        name: StagePlan(
            opens=date(year, month, day), limit=Limit(kind=kind, day=date(year, last_month, last))
        )
        for name, (month, day, kind, last_month, last) in table.items()
    }


def build(
    authority: Authority, year: int, basis: str, offices: dict[str, str], communes: list[str]
) -> Campaign:
    units = [Unit(code=c, name=n, kind=UnitKind.DEPARTMENT) for c, n in offices.items()]
    units += [
        Unit(code=f"{18000 + n}", name=name, kind=UnitKind.COMMUNE)
        for n, name in enumerate(communes)
    ]
    area, mail = authority.area_noun, "nguoi@cchc.example"
    people = [
        Contact(id="ct", position=Position.CHAIRMAN, title=f"Chủ tịch UBND {area}", email=mail),
        Contact(
            id="hd",
            position=Position.COUNCIL_CHAIRMAN,
            title=f"Phó Chủ tịch UBND {area}",
            email=mail,
        ),
    ]
    people += [
        Contact(
            id=f"uv-{code}",
            position=Position.COUNCIL_MEMBER,
            title=f"Lãnh đạo {name}",
            unit=code,
            email=mail,
        )
        for code, name in offices.items()
    ]
    return Campaign(
        id=f"thu-{year}",
        title=f"Xác định Chỉ số CCHC năm {year}",
        year=year,
        basis=basis,
        authority=authority,
        units=tuple(units),
        contacts=tuple(people),
        stages=limits(year),
        criteria={Form.COMMUNE: "xa"},
        recipients=(
            "Sở Nội vụ",
            "TT Huyện ủy, TT HĐND huyện;",
            "Chủ tịch, các PCT UBND huyện",
            "Các phòng, ban, đơn vị",
            "Đảng ủy, HĐND, UBND các xã, thị trấn",
            "Lưu: VT, NV.",
        ),
        council=CouncilRules(quorum=4),
    )


def campaign_of(level: Level) -> Campaign:
    if level is Level.DISTRICT:
        basis = (
            "Quyết định số 3396/QĐ-UBND ngày 11/10/2021 của UBND tỉnh về việc ban hành Quy chế "
            "và bộ tiêu chí xác định Chỉ số cải cách hành chính tại các sở, ban, ngành cấp tỉnh; "
            "UBND cấp huyện; UBND cấp xã và các cơ quan Trung ương đóng trên địa bàn tỉnh"
        )
        return build(DISTRICT, 2021, basis, DISTRICT_OFFICES, DISTRICT_COMMUNES)
    basis = "Quyết định số 10/QĐ-UBND ngày 05/01/2026 của UBND tỉnh về bộ tiêu chí Chỉ số CCHC"
    return build(PROVINCE, 2026, basis, PROVINCE_OFFICES, list(PROVINCE_COMMUNES))


def criteria(areas: int = 3) -> CriteriaSet:
    return CriteriaSet(
        code="xa",
        title="Bộ tiêu chí Chỉ số CCHC của UBND cấp xã",
        annex="Phụ lục III",
        decision="Quyết định số 3396/QĐ-UBND",
        level=UnitKind.COMMUNE,
        year=2021,
        version=1,
        effective_from=date(2021, 10, 11),
        illustrative=True,
        split=Split(scored=Decimal(7 * areas), survey=Decimal(3 * areas)),
        areas=tuple(area(n) for n in range(1, areas + 1)),
    )


def area(n: int) -> Area:
    items = (
        SubCriterion(
            code=f"{n}.1.1", name="Ban hành kế hoạch", max_points=Decimal(2), rule=YesNo()
        ),
        SubCriterion(
            code=f"{n}.1.2",
            name="=Mức độ hoàn thành kế hoạch",
            max_points=Decimal(5),
            rule=FreePoints(step=Decimal("0.25")),
        ),
        SubCriterion(
            code=f"{n}.1.3",
            name="Mức độ hài lòng",
            max_points=Decimal(3),
            source=ScoreSource.SURVEY,
            rule=Satisfaction(),
        ),
    )
    return Area(
        code=str(n),
        name=("Công tác chỉ đạo, điều hành", "Cải cách thể chế", "Cải cách tài chính công")[n - 1],
        max_points=Decimal(10),
        body=("noi-vu", "tu-phap", "tai-chinh")[n - 1],
        criteria=(
            Criterion(code=f"{n}.1", name="Kế hoạch CCHC", max_points=Decimal(10), items=items),
        ),
    )


def tree_of(unit: str, points: str = "4.50", satisfied: str = "91.17") -> ScoreTree:
    answers = {f"{n}.1.1": Declared(value=True) for n in range(1, 4)}
    awarded = {f"{n}.1.2": Awarded(points=Decimal(points)) for n in range(1, 4)}
    survey = {f"{n}.1.3": Decimal(satisfied) for n in range(1, 4)}
    return score(criteria(), unit, answers | awarded, survey)


def results_of(campaign: Campaign) -> tuple[UnitResult, ...]:
    made = []
    for n, unit in enumerate(campaign.communes):
        tree = tree_of(unit.code, str(max(Decimal(0), Decimal(5) - Decimal("0.1") * n)))
        made.append(
            UnitResult(
                unit=unit.code,
                name=unit.name,
                self_points=Decimal("21.00"),
                appraised_points=tree.points_from(ScoreSource.SELF),
                survey_points=tree.points_from(ScoreSource.SURVEY),
                bonus=Decimal("0.00"),
                deduction=Decimal("0.50") if n == 1 else Decimal("0.00"),
                total=tree.points,
                maximum=tree.maximum,
                index_percent=tree.index_percent,
                rank=n + 1,
                tied=False,
                band=None,
                rank_low=n + 1,
                rank_high=n + 1,
                area_points={area.code: area.points for area in tree.areas},
                submitted=n != 3,
            )
        )
    return tuple(made)


def data_of(campaign: Campaign, kind: str, **changes: object) -> DocumentData:
    year = campaign.year
    results = results_of(campaign)
    members = facts.council_members(campaign, criteria())
    numbers = {"plan": (15, 18), "council_decision": (22, 22), "results_decision": (45, 24)}
    values: dict[str, object] = {
        "drafted_on": date(year, 10, 14),
        "results": results if DOCUMENTS[kind].results else (),
        "authority_score": tree_of("noi-vu") if DOCUMENTS[kind].authority_score else None,
        "members": members,
        "references": {
            name: citation(name, campaign.authority, n, date(year, 10, day))
            for name, (n, day) in numbers.items()
        },
        "rows": {
            "visits": facts.visit_rows(campaign),
            "estimate": facts.estimate_rows(campaign),
            "meeting": (
                (
                    "08 giờ 00 phút, ngày 17 tháng 11 năm 2021",
                    "09 giờ 30 phút, ngày 17 tháng 11 năm 2021",
                    "05",
                ),
            ),
            "votes": tuple((member.title, "Duyệt", "") for member in members),
            "difficulties": (),
            "commendation": facts.commendation_rows(campaign, results),
        },
    }
    return DocumentData.model_validate(values | changes)
