"""The packages of the house, from what each says of itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

RINGS = ("deployments", "flows", "tasks", "config", "models")
"""From the outermost to the innermost; each may import those that follow it."""


def packages_table(root: Path) -> str:
    """One row a package below ``root``: where it lies, and the first line of its docstring."""
    rows = [
        f"| [`{path}`](../{path}) | {line} |" for ring in RINGS for path, line in _of(root, ring)
    ]
    return "\n".join(["| Package | What it is |", "|---|---|", *rows])


def _of(root: Path, ring: str) -> Iterator[tuple[str, str]]:
    for marker in sorted((root / ring).rglob("__init__.py")):
        docstring = ast.get_docstring(ast.parse(marker.read_text("utf-8"))) or ""
        yield marker.parent.relative_to(root).as_posix(), docstring.partition("\n")[0]
