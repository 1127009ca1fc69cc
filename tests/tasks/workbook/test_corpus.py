"""Every workbook under tests/workbooks is a test: the folder says what must be found in it."""

from zipfile import is_zipfile

import pytest

from deployments.docs.checks import PHASES
from models.domain.checks.appraisal.review import check_appraisal
from models.domain.checks.findings import blocks
from models.domain.checks.self_assessment.review import assess
from models.domain.errors import UnreadableFile
from tasks.workbook.read.parse import parse_appraisal, parse_self_assessment
from tasks.workbook.read.read import read_workbook
from tests.support.corpus import FOLDER, files
from tests.support.corpus_appraisal import appraisal_context, lines_sent
from tests.support.corpus_cases import EVIDENCE, WARNINGS, cases, ids
from tests.support.corpus_form import context
from tests.support.declared import assert_declared
from tests.support.zips import unzipped

ALL = cases()
RIGHT = [case for case in ALL if not case.check]
UNREADABLE = [case for case in ALL if case.check == "unreadable"]
WRONG = [case for case in ALL if case.check not in {"", "unreadable", *EVIDENCE}]
"""Evidence is looked into with its store: ``tests/deployments/preflight/test_as_the_server.py``."""
NEVER_ALONE = {"refused_by_rule"}
"""Finds what no other check knows of, which no workbook of today's rules can hold."""


def found(case):
    findings = _found(case)
    assert_declared(findings)
    return findings


def _found(case):
    workbook = read_workbook(case.workbook.read_bytes(), case.workbook.name)
    if case.is_appraisal:
        return check_appraisal(parse_appraisal(workbook), appraisal_context(), lines_sent())
    return assess(parse_self_assessment(workbook), context()).findings


def named(case):
    return case.name


@pytest.mark.parametrize("case", RIGHT, ids=named)
def test_a_right_workbook_is_accepted_without_a_word(case):
    assert found(case) == ()


@pytest.mark.parametrize("case", WRONG, ids=named)
def test_what_the_folder_says_is_found_and_nothing_else(case):
    assert [finding.check for finding in found(case)] == [case.check]


@pytest.mark.parametrize("case", UNREADABLE, ids=named)
def test_what_is_no_workbook_is_refused_with_what_to_do(case):
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(case.path.read_bytes(), case.path.name)

    assert case.path.name in refused.value.message
    assert "Đề nghị" in refused.value.message


def test_every_check_has_a_folder_and_every_folder_a_check():
    folders = {path.name for path in (FOLDER / "should_fail").iterdir()}

    assert folders == ids(*PHASES) - NEVER_ALONE | {"unreadable"}


def test_only_a_warning_lets_a_wrong_workbook_pass():
    for case in WRONG:
        assert blocks(found(case)) == (case.check not in WARNINGS), case.name


def test_the_files_are_those_that_the_script_makes():
    """Else: ``python -m tests.support.corpus``."""
    for path, content in files():
        kept = (FOLDER / path).read_bytes()
        if path.startswith("should_fail/unreadable"):
            assert kept == content or len(kept) == pytest.approx(len(content), rel=0.1)
        elif is_zipfile(FOLDER / path):
            assert unzipped(kept) == unzipped(content), path
        else:
            assert kept == content, path
