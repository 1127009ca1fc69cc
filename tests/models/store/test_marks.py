"""Nothing changes without an audit event, shown for every method there is."""

import inspect
from datetime import date, timedelta

import pytest

from models.domain.audit.chain import verify
from models.domain.campaign import Form
from models.domain.collection.submission_events import FileRefused, RoundExtended, RoundLocked
from models.domain.errors import UnauditedChange
from models.store.canonical import canonical_json
from models.store.marks import CHANGES, READS, changes, mark_of
from models.store.repository import Repository
from models.tables import StageTable, table_of
from tests.models.store.conftest import CAMPAIGN, NOW
from tests.models.store.examples import (
    AT,
    EXAMPLES,
    FIGURE,
    RESULT,
    ROWS,
    SECOND,
    UNLOCKED,
    Told,
    extent,
    keep,
    sha,
)

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
def test_a_change_tells_what_it_was_who_made_it_and_when(name, begin, read):
    with begin() as unit:
        EXAMPLES[name].given(unit)
    with read() as unit:
        before = len(list(unit.audit.events()))
    with begin() as unit:
        EXAMPLES[name].call(unit)
    with read() as unit:
        events = list(unit.audit.events())
    last = events[-1]
    told = Told(last.action, last.subject, last.before, last.after, last.reason)
    assert told == EXAMPLES[name].told
    assert (last.actor, last.at) == ("can-bo", NOW + timedelta(minutes=2))
    assert len(events) > before
    assert verify(events) == last.hash


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

    @changes
    def put(self, row, replaces):
        """Write a whole row and tell nobody."""
        self._put_one(row, replaces)

    @changes
    def set_on_copy(self):
        """Change nothing but a copy of a row."""
        self._one(StageTable, stage="plan").run = "x"


def test_a_method_that_leaves_the_audit_out_is_refused(store, read):
    with pytest.raises(UnauditedChange, match="stage"), store.begin(CAMPAIGN, "x", NOW) as unit:
        Careless(unit.files._work).rename()
    with read() as unit:
        assert unit.stages.all()["plan"].run == ""


@pytest.mark.parametrize("replaces", [False, True])
def test_an_object_written_without_audit_is_refused(replaces, store, begin, read):
    if replaces:
        with begin() as unit:
            unit.stages.start("plan", "r")
    row = StageTable(campaign_id=CAMPAIGN, stage="plan", state="running", started_at=NOW, run="x")
    with pytest.raises(UnauditedChange, match="stage"), store.begin(CAMPAIGN, "x", NOW) as unit:
        Careless(unit.files._work).put(row, replaces)
    with read() as unit:
        assert unit.stages.all()["plan"].run == ("r" if replaces else "")


def test_what_is_set_on_a_row_read_as_an_object_never_reaches_the_database(store, begin, read):
    with begin() as unit:
        unit.stages.start("plan", "r")
    with store.begin(CAMPAIGN, "x", NOW) as unit:
        Careless(unit.files._work).set_on_copy()
    with read() as unit:
        assert unit.stages.all()["plan"].run == "r"


def test_an_object_replaces_the_row_of_its_own_key_only(begin, read):
    with begin() as unit:
        unit.gates.note_rework("plan", 1, "một")
        unit.gates.note_rework("plan", 2, "hai")
        unit.gates.note_rework("plan", 2, "ba")
    with read() as unit:
        assert unit.gates.rework_notes("plan") == {1: "một", 2: "ba"}


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


def test_opening_a_campaign_is_the_first_event(read, campaign, criteria_set):
    with read() as unit:
        (event,) = unit.audit.events()
        assert unit.campaigns.criteria_set(Form.COMMUNE).code == "mau-xa"
    assert (event.action, event.subject, event.before) == ("campaign.open", campaign.id, None)
    assert event.after == {
        "mode": "rehearsal",
        "campaign": sha(canonical_json(campaign).encode()),
        "criteria": {"commune": sha(canonical_json(criteria_set).encode())},
    }


def test_what_was_replaced_is_told_as_it_was_told_when_it_came(begin, read):
    with begin() as unit:
        unit.scores.replace(Form.COMMUNE, "18406", "self", ROWS)
        unit.scores.replace(Form.COMMUNE, "18406", "self", ROWS[:1])
        unit.results.save(1, [SECOND, RESULT])
        unit.results.save(1, [RESULT])
        unit.surveys.replace_figures({"18409": [FIGURE], "18406": [FIGURE]})
        unit.surveys.replace_figures({})
    with read() as unit:
        told = [event for event in unit.audit.events() if event.action != "campaign.open"]
    for first, second in zip(told[::2], told[1::2], strict=True):
        assert second.before == first.after
        assert first.before == extent()


WHY = {
    RoundExtended(at=AT, until=date(2021, 11, 8), by="NV", reason="lũ lụt"): "lũ lụt",
    UNLOCKED: "mất mạng ba ngày",
    RoundLocked(at=AT): "",
}


@pytest.mark.parametrize("event", WHY, ids=lambda event: event.kind)
def test_an_event_that_has_a_reason_tells_it(begin, read, event):
    with begin() as unit:
        unit.submissions.append(Form.COMMUNE, "18406", event)
    with read() as unit:
        *_, told = unit.audit.events()
    assert told.reason == WHY[event]


def test_a_refused_file_is_told_with_the_sentence_that_went_out(begin, read):
    with begin() as unit:
        refused = FileRefused(at=AT, file=keep(unit), reason="wrong_unit", message="Sai đơn vị.")
        unit.submissions.append(Form.COMMUNE, "18406", refused)
    with read() as unit:
        *_, told = unit.audit.events()
    assert told.reason == "Sai đơn vị."
