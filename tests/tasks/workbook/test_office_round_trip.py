"""A workbook that LibreOffice opened and saved says the same, and its formulas the same points."""

import shutil
import subprocess
from decimal import Decimal

import pytest

from models.domain.checks.run import assess, run_all
from models.domain.rules import points_for
from tests.support.criteria_sets import every_rule_set
from tests.support.sent_workbooks import filled, parsed
from tests.support.workbooks import context

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="needs LibreOffice: apt-get install -y libreoffice-calc",
    ),
]


@pytest.fixture(scope="module")
def round_trip(tmp_path_factory):
    def convert(content):
        folder = tmp_path_factory.mktemp("office")
        (folder / "sent.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "back")]
        command = ["soffice", profile, "--headless", *target, str(folder / "sent.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "back" / "sent.xlsx").read_bytes()

    return convert


def test_a_filled_workbook_keeps_its_answers_and_its_formulas_agree_with_the_rules(round_trip):
    before = parsed(filled())
    after = parsed(round_trip(filled()))

    assert after.identity == before.identity
    assert run_all(after, context()) == ()
    assert assess(after, context()) == assess(before, context())
    answers = assess(before, context()).answers
    computed = {row.code: row.self_score for row in after.rows if row.code in answers}
    for code in set(answers) - {"2.1.3"}:
        item = every_rule_set().item(code)
        assert Decimal(computed[code]) == points_for(item, answers[code])
