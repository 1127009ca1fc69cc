"""The glossary names things as the code does: every English name in it occurs in the code."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("models", "config", "tasks", "flows", "deployments")
CODE = "\n".join(
    path.read_text(encoding="utf-8") for layer in LAYERS for path in (ROOT / layer).rglob("*.py")
)
SPACED = re.sub(r"[\s_\-]+", " ", CODE).lower()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Vietnamese")
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row[1])})
PHRASES = sorted(
    {
        phrase.strip()
        for row in ROWS
        for phrase in re.split(r"[,;]", re.sub(r"`[^`]+`|[()]", "", row[1]))
        if phrase.strip()
    }
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_glossary_is_a_name_of_the_code(name):
    class_name, _, member = name.partition(".")
    if re.fullmatch(r"[A-Z][a-z]\w+", class_name):
        assert re.search(rf"^(class )?{class_name}\b", CODE, re.MULTILINE)
        assert not member or re.search(rf"^ +{member} = ", CODE, re.MULTILINE)
    else:
        assert re.search(rf"\b{re.escape(name)}\b", CODE)


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_in_the_glossary_is_a_phrase_of_the_code(phrase):
    assert re.sub(r"[\s_\-]+", " ", phrase).lower() in SPACED


def test_every_row_has_three_cells_and_no_term_stands_twice():
    terms = [row[0] for row in ROWS]
    assert all(len(row) == 3 and all(row) for row in ROWS)
    assert sorted(set(terms)) == sorted(terms)
