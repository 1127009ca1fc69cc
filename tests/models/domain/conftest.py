"""A district of two communes and one department, with the calendar of the 2021 plan."""

from datetime import date

import pytest

from models.domain.campaign import Authority, Campaign, CouncilRules, Form, StagePlan
from models.domain.deadlines import Limit, LimitKind, WorkingCalendar
from models.domain.stages import StageName
from models.domain.units import Contact, Level, Position, Unit, UnitKind

P = Position


def person(contact_id: str, position: Position, unit: str | None = None) -> Contact:
    return Contact(
        id=contact_id,
        position=position,
        title=f"Chức danh {contact_id}",
        unit=unit,
        email=f"{contact_id}@huyen.example",
    )


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    stage = StagePlan(
        opens=date(2021, 10, 12), limit=Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5))
    )
    open_long = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 12, 31))
    return Campaign(
        id="thu-2021",
        title="Chỉ số cải cách hành chính năm 2021",
        year=2021,
        basis="Quyết định số 3396/QĐ-UBND",
        authority=Authority(
            level=Level.DISTRICT,
            name="Ủy ban nhân dân huyện Thử",
            chairman_office="Chủ tịch Ủy ban nhân dân huyện",
            superior="Ủy ban nhân dân tỉnh",
            office="Phòng Nội vụ",
            office_code="noi-vu",
            place="Thử",
        ),
        units=(
            Unit(code="18496", name="Thị trấn Một", kind=UnitKind.COMMUNE),
            Unit(code="18499", name="Xã Hai", kind=UnitKind.COMMUNE),
            Unit(code="noi-vu", name="Phòng Nội vụ", kind=UnitKind.DEPARTMENT),
        ),
        contacts=(
            person("chu-tich", P.CHAIRMAN),
            person("pho-chu-tich", P.DEPUTY_CHAIRMAN),
            person("chu-tich-hd", P.COUNCIL_CHAIRMAN),
            person("thanh-vien-1", P.COUNCIL_MEMBER, "noi-vu"),
            person("truong-phong", P.HEAD, "noi-vu"),
            person("can-bo-2", P.OFFICER, "18499"),
            person("can-bo-1", P.OFFICER, "18496"),
            person("lanh-dao-1", P.HEAD, "18496"),
            person("lanh-dao-2", P.HEAD, "18499"),
        ),
        stages=dict.fromkeys(StageName, stage)
        | {StageName.SELF_ASSESSMENT: stage.model_copy(update={"locks": open_long})},
        criteria={Form.COMMUNE: "xa-2021"},
        recipients=("Sở Nội vụ",),
        council=CouncilRules(quorum=2),
        calendar=WorkingCalendar(holidays=frozenset({date(2021, 11, 3)})),
    )
