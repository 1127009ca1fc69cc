"""The campaign that the workbooks of the corpus are of, as files that ``load_campaign`` reads.

It is the shipped one with two communes, which answer the small set that uses every rule. The
real command can so be run over the corpus:
``cchc workbook check --config-dir tests/workbooks/config``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from config.loaders import load_campaign, load_criteria_set
from config.loading.files import SHIPPED
from models.domain.checks.forms import Forms
from tasks.criteria.yaml_text import dump_yaml
from tests.support.corpus_form import form
from tests.support.workbooks import UNIT

CAMPAIGN = "huong-khe-2021"
NEIGHBOUR = "18500"
DEPARTMENT = "noi-vu"
_SHIPPED = SHIPPED / "campaigns" / CAMPAIGN
_NEIGHBOUR_SHIPPED = "18499"
_KEPT = frozenset({UNIT, _NEIGHBOUR_SHIPPED})


def config_files() -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of the configuration."""
    folder, set_ = f"campaigns/{CAMPAIGN}", form()
    campaign = (_SHIPPED / "campaign.yaml").read_text()
    yield f"{folder}/campaign.yaml", campaign.replace("phu-luc-iii-2021", set_.code).encode()
    yield f"{folder}/units.csv", _table("units.csv", "code")
    yield f"{folder}/contacts.csv", _table("contacts.csv", "unit")
    yield f"criteria/{set_.code}.yaml", dump_yaml(set_).encode()


def forms_in(config: Path) -> Forms:
    """The forms of the campaign of the corpus, read as everybody reads them."""
    campaign = load_campaign(CAMPAIGN, config)
    sets = {form: load_criteria_set(code, config) for form, code in campaign.criteria.items()}
    return Forms(campaign, sets)


def _table(name: str, column: str) -> bytes:
    """A shipped table without the communes that are not needed, under the codes of the corpus."""
    with (_SHIPPED / name).open(newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(column)
    kept = [row for row in rows if not row[place].isdigit() or row[place] in _KEPT]
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerows(kept)
    return target.getvalue().replace(_NEIGHBOUR_SHIPPED, NEIGHBOUR).encode()
