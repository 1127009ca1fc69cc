"""Evidence is kept with its history, and the same bytes are found in other units' evidence."""

import pytest

from models.domain.campaign import Form
from models.domain.errors import NotFound
from models.domain.evidence.file import EvidenceFile, current
from tests.models.store.examples import EVIDENCE, keep

COMMUNE, OTHER = "18406", "18409"


def sent(unit, name, content, **values):
    """Evidence whose bytes are kept."""
    sha = keep(unit, content)
    given = {"name": name, "sha256": sha, "size": len(content), "folder": "", **values}
    return EVIDENCE.model_copy(update=given)


def add(unit, owner, name, content, **values):
    return unit.evidence.add(Form.COMMUNE, owner, sent(unit, name, content, **values))


def test_a_file_comes_back_as_it_was_sent(begin, read):
    with begin() as unit:
        keep(unit)
        assert unit.evidence.add(Form.COMMUNE, COMMUNE, EVIDENCE)
    with read() as unit:
        (found,) = unit.evidence.of(Form.COMMUNE, COMMUNE)
        assert unit.evidence.of(Form.AUTHORITY, COMMUNE) == ()
    assert found == EvidenceFile(
        **{**dict(EVIDENCE), "form": Form.COMMUNE, "unit": COMMUNE, "position": 1}
    )


def test_a_file_of_the_same_name_takes_the_place_and_both_are_kept(begin, read):
    with begin() as unit:
        assert add(unit, COMMUNE, "a.pdf", b"1")
        assert add(unit, COMMUNE, "A.PDF", b"2", reference="<2@xa.example>")
        assert not add(unit, COMMUNE, "a.pdf", b"1")
        assert add(unit, COMMUNE, "a.pdf", b"1", reference="<3@xa.example>")
    with read() as unit:
        history = unit.evidence.of(Form.COMMUNE, COMMUNE)
        contents = [unit.files.get(file.sha256) for file in history]
    assert contents == [b"1", b"2", b"1"]
    assert [file.position for file in current(history)] == [3]


def test_bytes_that_are_not_kept_are_not_found(begin):
    with begin() as unit, pytest.raises(NotFound):
        unit.evidence.add(Form.COMMUNE, COMMUNE, EVIDENCE)


def test_the_units_that_sent_the_same_bytes_are_found_whatever_they_call_them(begin, read):
    with begin() as unit:
        add(unit, OTHER, "b.pdf", b"1")
        add(unit, OTHER, "c.pdf", b"1")
        add(unit, COMMUNE, "a.pdf", b"1")
        unit.evidence.add(Form.AUTHORITY, "NV", sent(unit, "a.pdf", b"1"))
        sha = keep(unit, b"1")
    with read() as unit:
        assert unit.evidence.users_of(sha) == (
            (Form.AUTHORITY, "NV"),
            (Form.COMMUNE, COMMUNE),
            (Form.COMMUNE, OTHER),
        )


def test_files_that_stand_are_counted_by_unit(begin, read):
    with begin() as unit:
        add(unit, OTHER, "a.pdf", b"1")
        add(unit, COMMUNE, "a.pdf", b"1")
        add(unit, COMMUNE, "a.pdf", b"2", reference="<2@xa.example>")
        add(unit, COMMUNE, "b.pdf", b"2")
    with read() as unit:
        assert unit.evidence.counts(Form.COMMUNE) == {COMMUNE: 2, OTHER: 1}
        assert unit.evidence.counts(Form.AUTHORITY) == {}


def test_who_has_replaced_a_file_no_longer_uses_it(begin, read):
    with begin() as unit:
        add(unit, COMMUNE, "a.pdf", b"1")
        add(unit, OTHER, "a.pdf", b"1")
        add(unit, OTHER, "a.pdf", b"2")
        sha = keep(unit, b"1")
    with read() as unit:
        assert unit.evidence.users_of(sha) == ((Form.COMMUNE, COMMUNE),)


def test_all_evidence_comes_by_form_unit_and_order(begin, read):
    with begin() as unit:
        for number in range(11):
            add(unit, OTHER, f"{number}.pdf", b"%d" % number)
        add(unit, COMMUNE, "a.pdf", b"1")
    with read() as unit:
        found = [(file.unit, file.position) for file in unit.evidence.all()]
    assert found == [(COMMUNE, 1), *((OTHER, n) for n in range(1, 12))]


def test_criteria_are_set_for_the_files_named_and_told_once(begin, read):
    with begin() as unit:
        add(unit, COMMUNE, "a.pdf", b"1")
        add(unit, COMMUNE, "b.pdf", b"2", criteria=("1.1.1",))
        wanted = {1: ("1.1.1", "C.1"), 2: ("1.1.1",), 3: ("1.1.1",)}
        assert unit.evidence.assign(Form.COMMUNE, COMMUNE, wanted) == (1,)
    with read() as unit:
        found = [file.criteria for file in unit.evidence.of(Form.COMMUNE, COMMUNE)]
    assert found == [("1.1.1", "C.1"), ("1.1.1",)]
