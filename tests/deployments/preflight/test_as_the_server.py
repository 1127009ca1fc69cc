"""On the whole corpus the offline check says what the server says.

The real command is run over all files and each case is taken through the real intake into a real
database. The same are: the verdict, every sentence, the number of cells to mend, the marked file
byte by byte, and the points. What only the server can know, and this leaves out:

- advice on the files sent along: the offline check looks at the workbook alone and says what needs
  only its evidence sheet. No advice changes a verdict.
- the standing of the round (a file after the closing is refused as ``closed``) and what was sent
  before (the file judged last, sent again, is answered with the verdict it has).
- who sent it, unless ``--unit`` says so, as a door of the server does.
- the communes' self scores: the offline check goes by those that an appraisal sheet shows, which
  are locked there, and does not know which communes sent nothing.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from config.workspace import forget_databases
from deployments.preflight.checking import checker
from models.domain.checks.evidence.review import EVIDENCE_ROWS
from models.domain.collection.submission_events import (
    FileRefused,
    FindingsReturned,
    SubmissionAccepted,
)
from tasks.evidence.receive import advise
from tasks.workbook.opinion import form_opinion
from tests.support.corpus import CONFIG
from tests.support.corpus_cases import EVIDENCE, cases
from tests.support.corpus_config import CAMPAIGN
from tests.support.corpus_server import new_server, server_at
from tests.support.house import copy_of

ALL = cases()
WITH_FILES = [case for case in ALL if case.path.is_dir()]
ALONE = [case for case in ALL if not case.path.is_dir()]
ABOUT_THE_UNIT = [case for case in ALONE if case.is_appraisal or case.check.startswith("wrong_")]
NEEDS_FILES = EVIDENCE - {check.id for check in EVIDENCE_ROWS.checks}
KINDS = {
    SubmissionAccepted: "accepted",
    FindingsReturned: "findings",
    FileRefused: "refused",
}


def check(out, some, *arguments):
    """What the real command says of the workbooks of ``some`` cases, by case."""
    files = [str(case.workbook) for case in some]
    command = [str(Path(sys.executable).with_name("cchc")), "workbook", "check", *files, "--json"]
    command += ["--config-dir", str(CONFIG), "--annotate", str(out), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (max(case.status for case in some), "")
    return dict(zip(some, json.loads(done.stdout), strict=True))


@pytest.fixture(scope="module")
def as_their_unit(tmp_path_factory):
    """What the command says when it is told who sends."""
    out = tmp_path_factory.mktemp("marked")
    said = {}
    for unit in sorted({case.unit for case in ALL}):
        own = [case for case in ALL if case.unit == unit]
        said |= check(out / unit, own, "--campaign", CAMPAIGN, "--unit", unit)
    return said


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An installation that has taken nothing of the corpus in."""
    home = tmp_path_factory.mktemp("server") / "home"
    new_server(home).workspace.store.dispose()
    yield home
    forget_databases()


def test_every_file_has_the_exit_status_that_its_folder_asks_for():
    """``python -m bench.workbook_check`` runs each as people do; evidence alone is no workbook."""
    for unit in sorted({case.unit for case in ALL}):
        look = checker(CAMPAIGN, unit, CONFIG)
        for case in ALL:
            if case.unit == unit:
                assert look(case.workbook).status == case.status, case.name
                assert {look(path).status for path in case.beside} <= {2}, case.name


def sentences(said):
    return tuple(finding["message"] for finding in said["findings"])


def assert_same(said, told, case):
    verdict = told.verdict
    assert said["verdict"] == KINDS[type(verdict)], case.name
    match verdict:
        case FileRefused():
            assert (said["reason"], said["message"]) == (verdict.reason, verdict.message)
        case FindingsReturned():
            blocking = [one["cells"] for one in said["findings"] if one["severity"] == "blocks"]
            assert sum(max(1, len(cells)) for cells in blocking) == verdict.findings, case.name
            assert sentences(said) == verdict.sentences, case.name
            assert Path(said["annotated"]).read_bytes() == told.marked, case.name
        case SubmissionAccepted():
            assert sentences(said) == verdict.advice, case.name
            assert said["points"] == told.points, case.name


def named(case):
    return case.name


@pytest.fixture(scope="module")
def server(home, tmp_path_factory):
    """A server that takes one case after the other."""
    with server_at(copy_of(home, tmp_path_factory.mktemp("one") / "home")) as server:
        yield server


@pytest.mark.parametrize("case", ALONE, ids=named)
def test_a_file_of_a_known_sender_is_judged_alike(case, server, as_their_unit):
    assert_same(as_their_unit[case], server.take(case, case.unit), case)


def test_files_of_nobody_known_are_judged_alike(home, tmp_path):
    said = check(tmp_path / "marked", ABOUT_THE_UNIT)
    with server_at(copy_of(home, tmp_path / "home")) as server:
        for case in ABOUT_THE_UNIT:
            told = server.take(case)
            assert_same(said[case], told, case)
            assert said[case]["unit"] in (told.unit, None), case.name


@pytest.mark.parametrize("case", WITH_FILES, ids=named)
def test_evidence_that_comes_along_changes_the_advice_alone(case, home, tmp_path, as_their_unit):
    said = as_their_unit[case]
    with server_at(copy_of(home, tmp_path / "home")) as server:
        told = server.take(case, case.unit)
        found = advice(server.workspace, case)

    assert [finding.check for finding in found] == ([case.check] if case.check else [])
    assert told.verdict.advice == tuple(finding.message for finding in found)
    assert (said["verdict"], said["points"]) == ("accepted", told.points)
    of_the_sheet = [finding.message for finding in found if finding.check not in NEEDS_FILES]
    assert sentences(said) == tuple(of_the_sheet)


def advice(workspace, case):
    """The server's advice once more, with its ids."""
    forms = workspace.forms
    opinion = form_opinion(forms, case.workbook.read_bytes(), case.workbook.name, case.unit)
    with workspace.read() as uow:
        sent = uow.evidence.of(opinion.form, opinion.unit.code)
        about = (opinion.unit, opinion.form, sent, opinion.declared)
        return advise(uow, forms, *about, date(2021, 11, 4), opinion.explained)
