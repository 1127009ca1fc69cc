"""What people typed and what their files are called, as plain text that can do no harm."""

from __future__ import annotations

from models.domain.vietnamese.text import readable

LONGEST_NAME = 120


def shown_name(name: str) -> str:
    """A file's name as text for people: no folders, no control or direction marks, not endless."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    return readable(last)[-LONGEST_NAME:] or "khong-ten"


def shown_text(text: str) -> str:
    """Lines of text without control and direction marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(readable, lines)).strip()
