"""The commands that the documents tell people to type exist."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from deployments.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = "\n".join(
    path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)
CODE = re.findall(r"```\w*\n.*?```|`[^`\n]+`", PAGES, re.DOTALL)
COMMANDS = get_command(app).commands
GROUPS = "|".join(name for name, command in COMMANDS.items() if hasattr(command, "commands"))
CCHC = sorted(
    {words for code in CODE for words in re.findall(rf"cchc ((?:{GROUPS}) \w+|[a-z]+)\b", code)}
)
MAKE = sorted({word for code in CODE for word in re.findall(r"(?<![\w-])make ([a-z]+)", code)})


@pytest.mark.parametrize("command", CCHC)
def test_a_command_of_cchc_in_the_documents_exists(command):
    found = get_command(app)
    for word in command.split():
        found = found.commands[word]
    assert found.help


@pytest.mark.parametrize("target", MAKE)
def test_a_target_of_make_in_the_documents_exists(target):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_command_of_cchc_is_told_of():
    every = {
        f"{name} {part}" if part else name
        for name, command in COMMANDS.items()
        for part in getattr(command, "commands", [""])
    }
    assert every <= set(CCHC)
