"""Every workbook under tests/workbooks is a test: the folder says what must be found in it."""

from pathlib import Path

import pytest

from models.domain.checks import run
from models.domain.checks.run import blocks, run_all
from models.domain.errors import UnreadableFile
from tasks.workbook.parse import parse
from tasks.workbook.read import read
from tests.support.corpus import FOLDER, files
from tests.support.corpus_form import context
from tests.support.zips import unzipped

RIGHT = sorted((FOLDER / "should_pass").iterdir())
UNREADABLE = sorted((FOLDER / "should_fail" / "unreadable").iterdir())
WRONG = sorted(set((FOLDER / "should_fail").glob("*/*")) - set(UNREADABLE))
IDS = {
    check.__name__
    for check in (*run.IDENTITY, *run.UNTOUCHED, *run.BLOCKING, *run.WARNING, *run.FILE)
}
NEVER_ALONE = {"refused_by_rule"}
"""Finds what no other check knows of, which no workbook of today's rules can hold."""


def found(path: Path):
    return run_all(parse(read(path.read_bytes(), path.name)), context())


def named(path: Path):
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", RIGHT, ids=named)
def test_a_right_workbook_is_accepted_without_a_word(path):
    assert found(path) == ()


@pytest.mark.parametrize("path", WRONG, ids=named)
def test_what_the_folder_says_is_found_and_nothing_else(path):
    assert [finding.check for finding in found(path)] == [path.parent.name]


@pytest.mark.parametrize("path", UNREADABLE, ids=named)
def test_what_is_no_workbook_is_refused_with_what_to_do(path):
    with pytest.raises(UnreadableFile) as refused:
        read(path.read_bytes(), path.name)

    assert path.name in refused.value.message
    assert "Đề nghị" in refused.value.message


def test_every_check_has_a_folder_and_every_folder_a_check():
    folders = {path.name for path in (FOLDER / "should_fail").iterdir()}

    assert folders == IDS - NEVER_ALONE | {"unreadable"}


def test_only_a_warning_lets_a_wrong_workbook_pass():
    warnings = {check.__name__ for check in (*run.WARNING, *run.FILE)}

    for path in WRONG:
        assert blocks(found(path)) == (path.parent.name not in warnings), path


def test_the_files_are_those_that_the_script_makes():
    """Else: ``python -m tests.support.corpus``."""
    for path, content in files():
        kept = (FOLDER / path).read_bytes()
        if path.startswith("should_fail/unreadable"):
            assert kept == content or len(kept) == pytest.approx(len(content), rel=0.1)
        else:
            assert unzipped(kept) == unzipped(content), path
