"""Rows come in the order of their bytes, whatever collation a database sorts text by."""

import inspect
from contextlib import suppress

import pytest
from sqlalchemy import Select, String, event

from models.domain.campaign import Form
from models.domain.delivery import Door
from models.domain.errors import NotFound
from models.domain.messages.provider_events import EventOutcome
from models.domain.messages.transmission import MessageState
from models.store.marks import READS, mark_of
from tests.models.store.examples import AT, BATCH, FIGURE, KEY, REQUEST, ROWS, VOTE
from tests.models.store.test_marks import public_methods

NAMES = ("Ba", "a", "ba", "Ă", "ă")
ARGUMENTS = {
    "actions": "file.put",
    "before": AT,
    "body": KEY.body,
    "contact": "chu-tich",
    "door": Door.MAIL,
    "event": "zalo/received/m1",
    "form": Form.COMMUNE,
    "id": "A" * 22,
    "key": KEY,
    "kind": "plan",
    "mailbox": "cchc@thu.example/INBOX",
    "channel": "email",
    "channels": {"email"},
    "message": "nhac-1",
    "messages": ("nhac-1",),
    "most": 9,
    "name": "email",
    "now": AT,
    "keys": ("a" * 64,),
    "outcome": EventOutcome.UNMATCHED,
    "owners": [(Form.COMMUNE, "18406")],
    "people": ("can-bo",),
    "person": "can-bo-18406",
    "position": 1,
    "ref": "plan",
    "reference": "lan-1",
    "references": ("lan-1",),
    "round": 1,
    "scored_by": "self",
    "seq": 1,
    "sha": "a" * 64,
    "since": AT,
    "stage": KEY.stage,
    "states": {MessageState.UNKNOWN},
    "uids": (1, 2),
    "uidvalidity": 1,
    "track": "t1",
    "unit": "18406",
    "units": ("18406",),
}


def test_no_reader_leaves_the_order_of_texts_to_the_database(read):
    sorted_by = []

    def watch(_connection, statement, *_rest):
        if isinstance(statement, Select):
            clauses = statement._order_by_clauses
            sorted_by.extend(str(c) for c in clauses if isinstance(c.type, String))

    with read() as unit:
        event.listen(unit.files._work.connection, "before_execute", watch)
        for name, method in public_methods(unit).items():
            if mark_of(method) == READS:
                _, *wanted = inspect.signature(method).parameters
                repository, reader = name.split(".")
                with suppress(NotFound):
                    getattr(getattr(unit, repository), reader)(*(ARGUMENTS[n] for n in wanted))
    assert sorted_by == []


@pytest.fixture
def filled(begin, read):
    """Rows that came in the wrong order."""
    with begin() as unit:
        for name in reversed(NAMES):
            unit.surveys.add_batch(BATCH.model_copy(update={"source": name}))
            unit.scores.replace(Form.COMMUNE, name, "self", ROWS)
        unit.surveys.replace_figures({name: [FIGURE] for name in reversed(NAMES)})
    with read() as unit:
        yield unit


def test_rows_of_one_moment_come_in_the_order_of_their_bytes(filled):
    assert tuple(batch.source for batch in filled.surveys.batches()) == NAMES
    assert tuple(filled.surveys.figures()) == NAMES
    sheets = filled.scores.of(Form.COMMUNE, "self")
    assert tuple(sheets) == tuple(filled.scores.answers(Form.COMMUNE, "self")) == NAMES
    assert sheets["a"] == ROWS


def test_votes_of_one_moment_come_in_the_order_of_their_members(begin, read):
    with begin() as unit:
        unit.gates.request(REQUEST)
        for name in reversed(NAMES):
            unit.gates.vote(VOTE.model_copy(update={"member": name}))
    with read() as unit:
        assert tuple(vote.member for vote in unit.gates.votes(KEY)) == NAMES
