"""The glossary names things as the code does, and every public class of the domain is in it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("models", "config", "tasks", "flows", "deployments")
CODE = "\n".join(
    path.read_text(encoding="utf-8") for layer in LAYERS for path in (ROOT / layer).rglob("*.py")
)
SPACED = re.sub(r"[\s_\-]+", " ", CODE).lower()
TERMS, _, CLASSES = (
    (ROOT / "docs/glossary.md")
    .read_text(encoding="utf-8")
    .partition("## Every public class of the domain")
)


def rows(part):
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if line.startswith("| ") and not line.startswith("| Vietnamese")
    ]


ROWS = rows(TERMS)
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


def test_every_public_class_of_the_domain_has_its_row_and_every_row_its_class():
    assert {(folder, name): meaning for folder, name, meaning in listed()} == {
        (folder, name): meaning for folder, name, meaning in defined()
    }


def test_every_class_has_a_vietnamese_and_an_english_term():
    listed_rows = rows(CLASSES)
    assert all(len(row) == 4 and all(row) for row in listed_rows)
    names = [row[1] for row in listed_rows]
    assert sorted(set(names)) == sorted(names)


def listed():
    for section in re.split(r"^### ", CLASSES, flags=re.MULTILINE)[1:]:
        folder = re.match(r"`models/domain/(\w*)", section)[1]
        for _, name, _, meaning in rows(section):
            yield folder, name.strip("`"), in_letters(meaning)


def defined():
    domain = ROOT / "models/domain"
    for path in domain.rglob("*.py"):
        below = path.relative_to(domain).parts
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                first = ast.get_docstring(node).partition("\n")[0]
                yield below[0] if len(below) > 1 else "", node.name, in_letters(first)


def in_letters(text):
    """A sentence without marks and capitals."""
    return re.sub(r"[^\w ]", "", text).lower()
