"""The map leads to what is there: every file and function that it names exists."""

import re
from ast import AsyncFunctionDef, ClassDef, FunctionDef, parse
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(\w[\w.]*/[\w/.]+?\.py)(?::(\w+))?`", PAGE)))
TYPES = sorted(set(re.findall(r"`([A-Z]\w+)`\s*\(`([\w/.]+\.py)`\)", PAGE)))


@pytest.mark.parametrize(("path", "function"), NAMED)
def test_every_file_and_function_of_the_map_exists(path, function):
    assert (ROOT / path).is_file()
    if function:
        assert function in defined_in(path)


@pytest.mark.parametrize(("name", "path"), TYPES)
def test_every_type_of_the_map_lives_where_it_says(name, path):
    assert name in defined_in(path)


@pytest.mark.parametrize("folder", sorted(set(re.findall(r"`([\w/]+/)`", PAGE))))
def test_every_folder_of_the_map_exists(folder):
    assert (ROOT / folder).is_dir()


def test_both_ways_name_their_files_step_by_step():
    _, *ways = re.split(r"^## .*, from .*$", PAGE, flags=re.MULTILINE)

    assert len(ways) == 2
    for way in ways:
        steps = re.findall(r"^\d\. .*?(?=^\d\. |\Z)", way, re.MULTILINE | re.DOTALL)
        assert len(steps) >= 8
        assert all(re.search(r"`[\w/]+\.py", step) for step in steps)


def defined_in(path):
    tree = parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (FunctionDef, AsyncFunctionDef, ClassDef)
    return {node.name for node in tree.body if isinstance(node, kinds)}
