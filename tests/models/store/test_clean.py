"""Signs that a database can not hold lose no text, and both databases keep the same."""

from decimal import Decimal

import pytest

from models.domain.campaign import Form
from models.domain.collection.submission_events import FileReceived
from models.domain.criteria.answers import Awarded
from models.domain.scoring.score_tree import ScoreRow
from models.domain.stages import StageName
from models.store.clean import clean
from models.store.verification import verify_campaign
from tests.models.store.examples import AT, BATCH, MESSAGE, REQUEST, VOTE, keep

BAD, GOOD = "sửa\0điểm\udce9", "sửa?điểm?"
ROW = ScoreRow(criterion="1.1.1", answer=Awarded(points=Decimal(1)), points=Decimal(1))


def _score(unit):
    unit.scores.replace(Form.COMMUNE, "18406", "self", [ROW.model_copy(update={"note": BAD})])
    return unit.scores.of(Form.COMMUNE, "self")["18406"][0].note


def _vote(unit):
    unit.gates.request(REQUEST)
    unit.gates.vote(VOTE.model_copy(update={"opinion": BAD}))
    return unit.gates.votes(VOTE.key)[0].opinion


def _rework(unit):
    unit.gates.note_rework(StageName.RESULTS, 1, note=BAD)
    return unit.gates.rework_notes(StageName.RESULTS)[1]


def _file_name(unit):
    return unit.files.name(unit.files.put(b"1", BAD))


def _received(unit):
    event = FileReceived(at=AT, file=keep(unit), name=BAD, door="drop", sender="18406")
    unit.submissions.append(Form.COMMUNE, "18406", event)
    return unit.submissions.history(Form.COMMUNE, "18406")[0].name


def _message(unit):
    unit.messages.queue([MESSAGE.model_copy(update={"params": {"title": BAD}})])
    return unit.messages.all()[0].params["title"]


def _batch(unit):
    unit.surveys.add_batch(BATCH.model_copy(update={"source": BAD}))
    return unit.surveys.batches()[0].source


def _event(unit):
    unit.audit.record("login", "x", after={"opinion": [BAD]}, reason=BAD)
    *_, event = unit.audit.events()
    assert event.after == {"opinion": [GOOD]}
    return event.reason


WAYS_IN = (_score, _vote, _rework, _file_name, _received, _message, _batch, _event)


@pytest.mark.parametrize("way_in", WAYS_IN, ids=lambda way_in: way_in.__name__)
def test_text_comes_in_clean_whichever_way(begin, read, way_in):
    with begin() as unit:
        assert way_in(unit) == GOOD
    with read() as unit:
        assert verify_campaign(unit).wrong == ()


@pytest.mark.parametrize(
    "value", ["Xã Một", ROW, [ROW], (1, None, b"\0"), {"a": ["b"]}, Form.COMMUNE]
)
def test_what_is_clean_stays_the_same_object(value):
    assert clean(value) is value


def test_every_depth_is_cleaned():
    dirty = {"a\0": [(BAD, 1)], "b": ROW.model_copy(update={"by": BAD})}
    assert clean(dirty) == {"a?": [(GOOD, 1)], "b": ROW.model_copy(update={"by": GOOD})}
