"""Annotated files go through LibreOffice, as officials' files do, and come back."""

import shutil
import subprocess

import pytest

from models.domain.checks.self_assessment.review import assess
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.annotate.remarks import LIST_SHEET
from tests.support.annotated import book_of, given_back, marks_of, rest_of
from tests.support.sent_workbooks import filled, parsed
from tests.support.workbooks import SHEET, context

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="needs LibreOffice: apt-get install -y libreoffice-calc",
    ),
]
FAULTY = filled(declared={"1.1.2": "khoảng 95", "2.1.1": "hú"}, self_score={"1.1.1": 9})
CELLS = {(SHEET, "G8"), (SHEET, "D9"), (SHEET, "D15")}


@pytest.fixture(scope="module")
def saved_by_office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")

    def save(content):
        (folder / "sent.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "back")]
        command = ["soffice", profile, "--headless", *target, str(folder / "sent.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "back" / "sent.xlsx").read_bytes()

    return save


def test_marks_on_an_office_file_survive_the_office_and_are_found_again(saved_by_office):
    content = saved_by_office(FAULTY)
    made = given_back(content).content
    saved = saved_by_office(made)

    assert rest_of(made) == rest_of(content)
    for marked in (made, saved):
        marks = marks_of(marked)
        assert marks.coloured == marks.commented == set(marks.linked) == CELLS
        assert parsed(marked).rows == parsed(content).rows
        assert book_of(marked).active.title == LIST_SHEET
    fresh = filled(declared={"2.1.2": None})
    again = annotate(saved, "a.xlsx", assess(parsed(fresh), context()).findings)
    assert again.own
    marks = marks_of(again.content)
    assert marks.coloured == marks.commented == set(marks.linked) == {(SHEET, "D16")}
    assert book_of(again.content).sheetnames.count(LIST_SHEET) == 1
    assert rest_of(again.content) == rest_of(saved)
