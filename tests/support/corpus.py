"""The workbooks under tests/workbooks: what officials send, right and wrong, each file a test.

Run ``python -m tests.support.corpus`` after a change of the form: it writes all of them anew, those
of LibreOffice too where it is installed. The folder of a wrong one is the id that must be found. A
return with evidence is a folder of the files that come together. ``config`` is the campaign that
all of them are of.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.corpus_appraisal import RIGHT_SHEETS, WRONG_SHEETS
from tests.support.corpus_broken import BROKEN, BROKEN_OFFICE
from tests.support.corpus_config import config_files
from tests.support.corpus_evidence import RIGHT_FOLDERS, WRONG_FOLDERS
from tests.support.corpus_right import RIGHT_FILES
from tests.support.corpus_wrong import WRONG_FILES

FOLDER = Path(__file__).parent.parent / "workbooks"
CONFIG = FOLDER / "config"
OFFICE = {"xls": "xls:MS Excel 97", "ods": "ods:calc8", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
BY_OFFICE = {
    "should_pass/filled.xlsx": ("xls", "ods", "xlsx"),
    "should_pass/formulas_without_results.xlsx": ("xls", "ods"),
    "should_pass/percent_cells.xlsx": ("xls", "ods"),
    "should_pass/commas.xlsx": ("xls", "ods"),
    "should_pass/merged_cells.xlsx": ("xls", "ods"),
    "should_pass/renamed_sheets.xlsx": ("xls", "ods"),
    "should_pass/appraisal_agreed.xlsx": ("xls", "ods"),
    "should_fail/formula_without_result/divided_by_nothing.xlsx": ("xls", "ods"),
    "should_fail/wrong_total/typed_over.xlsx": ("xls", "ods"),
    "should_fail/note_beside_number/explained.xlsx": ("xls", "ods"),
    "should_fail/number_became_date/may.xlsx": ("xls", "ods"),
    "should_fail/missing_answer/one.xlsx": ("xls", "ods"),
    "should_fail/over_maximum/points.xlsx": ("xls", "ods"),
    "should_fail/nothing_filled/blank.xlsx": ("xls", "ods"),
}
"""Which files are also kept as LibreOffice saves them, with ``_office`` in the name."""
CALCULATED = ("formula_without_result/divided", "cell_error/divided")
"""LibreOffice calculates, and then the cell shows an error."""


def files() -> Iterator[tuple[str, bytes]]:
    """Path and content of every file that needs no other program."""
    for path, make in _makers():
        yield path, make()
    for folder, folders in (("should_pass", RIGHT_FOLDERS), ("should_fail", WRONG_FOLDERS)):
        for path, make_all in folders.items():
            for name, content in make_all().items():
                yield f"{folder}/{path}/{name}", content
    for path, content in config_files():
        yield f"config/{path}", content


def _makers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for name, make in (RIGHT_FILES | RIGHT_SHEETS).items():
        yield f"should_pass/{name}", make
    for name, make in (WRONG_FILES | WRONG_SHEETS).items():
        yield f"should_fail/{name}", make
    for name, make in BROKEN.items():
        yield f"should_fail/unreadable/{name}", make


def main() -> None:
    """Write the folder anew."""
    if shutil.which("soffice"):
        shutil.rmtree(FOLDER, ignore_errors=True)
    for path, content in files():
        _write(path, content)
    if shutil.which("soffice"):
        for path, endings in BY_OFFICE.items():
            for ending in endings:
                kept = f"{path.removesuffix('.xlsx')}_office.{ending}".replace(*CALCULATED)
                _write(kept, saved_by_office((FOLDER / path).read_bytes(), ending))
        for name, (source, spoil) in BROKEN_OFFICE.items():
            _write(f"should_fail/unreadable/{name}", spoil((FOLDER / source).read_bytes()))


def saved_by_office(content: bytes, ending: str) -> bytes:
    """What LibreOffice saves when it has opened an xlsx."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "in.xlsx")
        source.write_bytes(content)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        out = Path(folder, "out")
        command = ["soffice", profile, "--headless", "--convert-to", OFFICE[ending]]
        command += ["--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (out / f"in.{ending}").read_bytes()


def _write(path: str, content: bytes) -> None:
    target = FOLDER / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


if __name__ == "__main__":
    main()
