import re

from deployments.docs.submissions import WORDS, event_table, lock_diagram, status_diagram
from models.domain.collection.submission import SUBMISSION_EVENTS
from models.domain.collection.submission_state import SubmissionStatus


def drawn(diagram):
    return set(re.findall(r"^    (\w+) --> (\w+): ", diagram, re.MULTILINE))


def test_the_status_diagram_draws_every_change_and_no_other():
    assert drawn(status_diagram()) == {
        (before, after)
        for spec in SUBMISSION_EVENTS.values()
        for before, after in spec.status.items()
    }


def test_the_lock_diagram_draws_what_opens_and_what_locks():
    assert drawn(lock_diagram()) == {("open", "locked"), ("locked", "open")}


def test_every_status_has_words():
    assert list(WORDS) == list(SubmissionStatus)


def test_every_event_has_a_row_with_its_audit_action():
    rows = event_table().splitlines()[2:]

    assert len(rows) == len(SUBMISSION_EVENTS)
    assert all(
        spec.audit in row for spec, row in zip(SUBMISSION_EVENTS.values(), rows, strict=True)
    )
