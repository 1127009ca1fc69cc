"""Nothing changes without an audit event, shown for every method there is."""

import inspect

import pytest

from models.domain.audit import verify
from models.domain.campaign import Form
from models.domain.errors import UnauditedChange
from models.store.marks import CHANGES, READS, changes, mark_of
from models.store.repository import Repository
from models.tables import StageTable, table_of
from tests.models.store.conftest import CAMPAIGN, NOW
from tests.models.store.examples import EXAMPLES

STAGE = table_of(StageTable)


def repositories(unit):
    return {name: item for name, item in vars(unit).items() if isinstance(item, Repository)}


def public_methods(unit):
    return {
        f"{name}.{method}": function
        for name, repository in repositories(unit).items()
        for method, function in inspect.getmembers(type(repository), inspect.isfunction)
        if not method.startswith("_")
    }


def test_every_public_method_of_every_repository_is_marked(read):
    with read() as unit:
        methods = public_methods(unit)
    assert len(methods) > 50
    assert {name for name, method in methods.items() if mark_of(method) is None} == set()


def test_every_method_that_changes_data_has_an_example(read):
    with read() as unit:
        methods = public_methods(unit)
    changing = {name for name, method in methods.items() if mark_of(method) == CHANGES}
    assert changing == {*EXAMPLES, "campaigns.open"}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_change_extends_the_chain_and_names_author_and_moment(name, begin, read):
    with begin() as unit:
        EXAMPLES[name].given(unit)
    with read() as unit:
        before = len(list(unit.audit.events()))
    with begin() as unit:
        EXAMPLES[name].call(unit)
    with read() as unit:
        events = list(unit.audit.events())
    assert len(events) > before
    assert events[-1].actor == "can-bo"
    assert events[-1].at > NOW
    assert verify(events) == events[-1].hash


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_unit_of_work_for_reading_refuses_the_change(name, begin, read):
    with begin() as unit:
        EXAMPLES[name].given(unit)
    with read() as unit, pytest.raises(UnauditedChange, match="chỉ để đọc"):
        EXAMPLES[name].call(unit)


def test_readers_leave_the_chain_as_it_is(begin, read):
    with begin() as unit:
        for example in EXAMPLES.values():
            example.given(unit)
    with begin() as unit:
        head = unit.audit.head()
        for name, method in public_methods(unit).items():
            if mark_of(method) == READS and len(inspect.signature(method).parameters) == 1:
                repository, reader = name.split(".")
                getattr(getattr(unit, repository), reader)()
        assert unit.audit.head() == head


class Careless(Repository):
    @changes
    def rename(self):
        """Change a row and tell nobody."""
        self._add(STAGE, stage="plan", state="running", started_at=NOW, run="r")


def test_a_method_that_leaves_the_audit_out_is_refused(store, read):
    with pytest.raises(UnauditedChange, match="stage"), store.begin(CAMPAIGN, "x", NOW) as unit:
        Careless(unit.files._work).rename()
    with read() as unit:
        assert unit.stages.all()["plan"].run == ""


def test_a_change_past_the_marks_is_refused_at_commit(store, read):
    def change_last(unit):
        unit.files.put(b"1", "a")
        unit.files._add(STAGE, stage="plan", state="running", started_at=NOW, run="r")

    with pytest.raises(UnauditedChange), store.begin(CAMPAIGN, "x", NOW) as unit:
        change_last(unit)
    with read() as unit:
        assert unit.stages.all()["plan"].run == ""
        assert len(list(unit.audit.events())) == 1


def test_a_later_audit_event_does_not_cover_an_unaudited_change(store):
    def change_first(unit):
        unit.files._add(STAGE, stage="plan", state="running", started_at=NOW, run="r")
        unit.audit.record("login", "x")

    with pytest.raises(UnauditedChange), store.begin(CAMPAIGN, "x", NOW) as unit:
        change_first(unit)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stage SET run = 'x'",
        "DELETE FROM audit_event",
        "  insert into simulated_clock (campaign_id, now) values ('x', '2021-01-01')",
        "WITH gone AS (SELECT 1) DELETE FROM file",
    ],
)
def test_raw_sql_is_refused_when_reading(read, statement):
    with read() as unit, pytest.raises(UnauditedChange):
        unit.files._work.connection.exec_driver_sql(statement)


def test_changing_the_chain_itself_counts_as_an_unaudited_change(store, read):
    with pytest.raises(UnauditedChange), store.begin(CAMPAIGN, "x", NOW) as unit:
        unit.files._work.connection.exec_driver_sql("UPDATE audit_event SET actor = 'ai khác'")
    with read() as unit:
        assert [event.actor for event in unit.audit.events()] == ["he-thong"]


def test_opening_a_campaign_is_the_first_event(read, campaign):
    with read() as unit:
        (event,) = unit.audit.events()
        assert unit.campaigns.criteria_set(Form.COMMUNE).code == "mau-xa"
    assert (event.action, event.subject) == ("campaign.open", campaign.id)
