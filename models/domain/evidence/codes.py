"""Codes of criteria that people put in front of the names of files and folders."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.domain.vietnamese.text import tidy

_CODE = r"(?:\d{1,2}(?:\.\d{1,2}){1,2}|[CT]\.\d{1,2})(?!\d)(?!\.\d)"
_LEADING = re.compile(
    rf"(?:tiêu chí|tieu chi|tc|mục|muc)?[\s._:-]*({_CODE}(?:\s*[,;+&]\s*{_CODE})*)", re.IGNORECASE
)
_ONE = re.compile(_CODE, re.IGNORECASE)


def leading_codes(name: str) -> tuple[str, ...]:
    """The codes that ``name`` begins with: ``"1.1.1, 1.1.2 - Kế hoạch.pdf"`` names two.

    ``"Tiêu chí 1.1.1"`` and ``"01.01.01_"`` count as well; ``"12.05.2021"`` is a day and no code.
    """
    found = _LEADING.match(tidy(name))
    return tuple(_plain(code) for code in _ONE.findall(found[1])) if found else ()


def folder_code(parts: Iterable[str]) -> str:
    """The code of the innermost folder that begins with one; "" when none does."""
    for part in reversed(tuple(parts)):
        if codes := leading_codes(part):
            return codes[0]
    return ""


def is_under(code: str, group: str) -> bool:
    """Whether ``code`` is ``group`` or a part of it: 1.1.2 is under 1.1, and not under 1.1.1."""
    return code == group or code.startswith(f"{group}.")


def _plain(code: str) -> str:
    return ".".join(part.lstrip("0") or "0" for part in code.upper().split("."))
