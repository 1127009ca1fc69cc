"""Write the packages of the house into docs/architecture.md, from what each says of itself.

``python -m deployments.architecture_docs`` rewrites the text between the markers; with ``--check``
it changes nothing and its exit status says whether the page is what it would write.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

RINGS = {
    "deployments": "Everything that starts a process",
    "flows": "Orchestration that reads as the plan",
    "tasks": "One side effect a function",
    "config": "Settings, clock, campaign data",
    "models": "What is true",
}
"""The rings from the outermost to the innermost; each may import those below it."""


def packages_table(root: Path) -> str:
    """One row a package: where it lies, and the first sentence of its docstring."""
    rows = [
        f"| [`{path}`](../{path}) | {sentence} |"
        for ring in RINGS
        for path, sentence in _packages(root, ring)
    ]
    return "\n".join(["| Package | What it is |", "|---|---|", *rows])


def _packages(root: Path, ring: str) -> Iterator[tuple[str, str]]:
    for marker in sorted((root / ring).rglob("__init__.py")):
        told = ast.get_docstring(ast.parse(marker.read_text("utf-8"))) or ""
        yield marker.parent.relative_to(root).as_posix(), told.partition("\n")[0]
