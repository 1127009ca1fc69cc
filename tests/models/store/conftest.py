"""The store's tests: every one that asks for ``store`` runs on both databases."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count

import pytest

from models.domain.campaign import Authority, Campaign, CouncilRules, Form, StagePlan
from models.domain.criteria.criteria_set import (
    Area,
    CriteriaSet,
    Criterion,
    Split,
    SubCriterion,
    YesNo,
)
from models.domain.deadlines import Limit, LimitKind
from models.domain.stages import StageName
from models.domain.units import Contact, Level, Position, Unit, UnitKind
from models.store import Store
from tests.support.databases import (
    emptied,
    empty_url,
    postgresql_database,
    postgresql_server,
    raw,
    sqlite_template,
    url,
)

__all__ = [
    "emptied",
    "empty_url",
    "postgresql_database",
    "postgresql_server",
    "raw",
    "sqlite_template",
    "url",
]

CAMPAIGN = "huyen-mau-2021"
NOW = datetime(2021, 11, 5, 1, 30, tzinfo=UTC)


@pytest.fixture
def blank_store(url):
    """A store without a campaign."""
    store = Store.open(url)
    yield store
    store.dispose()


@pytest.fixture
def store(blank_store, campaign, criteria_set):
    """A store in which the campaign is open."""
    with blank_store.begin(CAMPAIGN, "he-thong", NOW) as unit:
        unit.campaigns.open(campaign, {Form.COMMUNE: criteria_set}, "rehearsal")
    return blank_store


@pytest.fixture
def begin(store):
    """Opens writing units of work, each a minute after the one before."""
    moments = count(1)
    return lambda: store.begin(CAMPAIGN, "can-bo", NOW + timedelta(minutes=next(moments)))


@pytest.fixture
def read(store):
    return lambda: store.read(CAMPAIGN)


@pytest.fixture(scope="session")
def criteria_set():
    item = SubCriterion(
        code="1.1.1",
        name="Ban hành kế hoạch cải cách hành chính đúng thời hạn",
        max_points=Decimal("1.50"),
        rule=YesNo(),
        excused=frozenset({"18409", "18406", "18403"}),
    )
    points = item.max_points
    criterion = Criterion(code="1.1", name="Kế hoạch", max_points=points, items=(item,))
    area = Area(code="1", name="Chỉ đạo", max_points=points, body="NV", criteria=(criterion,))
    return CriteriaSet(
        code="mau-xa",
        title="Bộ tiêu chí mẫu (minh họa, thay bằng phụ lục của Quyết định)",
        annex="Phụ lục III",
        decision="Quyết định mẫu",
        level=UnitKind.COMMUNE,
        year=2021,
        version=1,
        effective_from=date(2021, 1, 1),
        illustrative=True,
        split=Split(scored=points, survey=Decimal(0)),
        areas=(area,),
    )


@pytest.fixture(scope="session")
def campaign():
    opens = date(2021, 10, 1)
    limit = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 25))
    chairman = Contact(
        id="chu-tich", position=Position.CHAIRMAN, title="Chủ tịch", email="ct@huyen.example"
    )
    council = chairman.model_copy(
        update={"id": "chu-tich-hd", "position": Position.COUNCIL_CHAIRMAN}
    )
    return Campaign(
        id=CAMPAIGN,
        title="Đợt đánh giá mẫu",
        year=2021,
        basis="Kế hoạch mẫu",
        authority=Authority(
            level=Level.DISTRICT,
            name="UBND huyện Mẫu",
            chairman_office="Chủ tịch UBND huyện",
            superior="UBND tỉnh",
            office="Phòng Nội vụ",
            office_code="NV",
            place="Mẫu",
        ),
        units=(
            Unit(code="18406", name="Xã Một", kind=UnitKind.COMMUNE),
            Unit(code="18409", name="Xã Hai", kind=UnitKind.COMMUNE),
            Unit(code="NV", name="Phòng Nội vụ", kind=UnitKind.DEPARTMENT),
        ),
        contacts=(chairman, council),
        stages={name: StagePlan(opens=opens, limit=limit) for name in StageName},
        criteria={Form.COMMUNE: "mau-xa"},
        recipients=("UBND tỉnh",),
        council=CouncilRules(quorum=1),
    )


def sha(content):
    return sha256(content).hexdigest()
