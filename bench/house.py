"""Measure the house: how many files, how long, how much of them imports, circles, shared names.

``python -m bench.house`` prints the figures; ``python -m bench.house names`` the public names that
stand in several files, ``... circles`` the circles between siblings, ``... small`` the files under
25 lines, ``... lonely`` the files with one importer. ``--root DIR`` measures another checkout.
"""

from __future__ import annotations

import argparse
import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median, quantiles

LAYERS = ("models", "config", "tasks", "flows", "deployments", "templates")
SHORT = 25
PROTOCOL = frozenset({"upgrade", "downgrade", "revision", "down_revision", "app", "router"})
"""What Alembic looks for in each migration, and what each file of commands or routes gives."""


@dataclass
class SourceFile:
    """One file of the product, parsed."""

    path: Path
    module: str
    text: str
    tree: ast.Module = field(init=False)

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.text)

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def is_marker(self) -> bool:
        """Whether it only marks a package."""
        return self.path.name == "__init__.py" and self.lines <= 10

    @cached_property
    def import_lines(self) -> int:
        return sum(
            (node.end_lineno or node.lineno) - node.lineno + 1
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        )

    @cached_property
    def function_lines(self) -> list[int]:
        return [
            (node.end_lineno or node.lineno) - node.lineno + 1
            for node in ast.walk(self.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]

    def imported(self) -> Iterator[str]:
        """Dotted names that it imports, symbols included."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)

    def public_names(self) -> Iterator[tuple[str, str]]:
        """Its public top-level names, each with what it is: class, function or value."""
        for node in self.tree.body:
            match node:
                case ast.ClassDef(name=name):
                    found = [("class", name)]
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    found = [("function", name)]
                case ast.Assign(targets=targets):
                    found = [("value", each.id) for each in targets if isinstance(each, ast.Name)]
                case ast.AnnAssign(target=ast.Name(id=name)):
                    found = [("value", name)]
                case _:
                    found = []
            yield from ((kind, name) for kind, name in found if not name.startswith("_"))


@dataclass
class House:
    """All files of the product below ``root``."""

    root: Path

    @cached_property
    def files(self) -> list[SourceFile]:
        paths = sorted(path for layer in LAYERS for path in (self.root / layer).rglob("*.py"))
        return [self._read(path) for path in paths]

    def _read(self, path: Path) -> SourceFile:
        parts = path.relative_to(self.root).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        return SourceFile(path.relative_to(self.root), module, path.read_text("utf-8"))

    @cached_property
    def importers(self) -> dict[str, set[str]]:
        """Who imports a module of ours, by module."""
        modules, found = {each.module for each in self.files}, defaultdict(set)
        for each in self.files:
            for name in each.imported():
                target = name if name in modules else name.rpartition(".")[0]
                if target in modules and target != each.module:
                    found[target].add(each.module)
        return found

    def small(self) -> list[SourceFile]:
        """Files under 25 lines, package markers left out."""
        return [each for each in self.files if not each.is_marker and each.lines < SHORT]

    def lonely(self) -> list[SourceFile]:
        """Files that exactly one other file imports."""
        return [each for each in self.files if len(self.importers.get(each.module, ())) == 1]

    def shared_names(self) -> dict[tuple[str, str], list[str]]:
        """Public top-level names that are defined in several files, with those files."""
        found = defaultdict(list)
        for each in self.files:
            for kind, name in each.public_names():
                if name not in PROTOCOL:
                    found[kind, name].append(str(each.path))
        return {name: files for name, files in found.items() if len(files) > 1}

    def circles(self) -> Iterator[list[str]]:
        """Circles between the files and folders that lie beside each other, one at a time."""
        folders = {each.module.rpartition(".")[0] for each in self.files}
        for folder in sorted({*folders, *(_up(each) for each in folders)} - {""}):
            yield from _circles(self._siblings(folder))

    def _siblings(self, folder: str) -> dict[str, set[str]]:
        graph: dict[str, set[str]] = defaultdict(set)
        inside = f"{folder}."
        for target, sources in self.importers.items():
            for source in sources:
                if target.startswith(inside) and source.startswith(inside):
                    one, other = (_child(folder, each) for each in (source, target))
                    if one != other:
                        graph[one].add(other)
        return graph


def _up(module: str) -> str:
    return module.rpartition(".")[0]


def _child(folder: str, module: str) -> str:
    return module.removeprefix(f"{folder}.").partition(".")[0]


def _circles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """One circle after another: each is broken at one arrow before the next is looked for."""
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            yield circle
            graph[circle[1]].discard(circle[0])
        else:
            return


def figures(house: House) -> Iterator[tuple[str, str]]:
    """What the house is measured by, in words and numbers."""
    files = [each for each in house.files if not each.is_marker]
    lines = sum(each.lines for each in house.files)
    functions = sorted(size for each in house.files for size in each.function_lines)
    shared = house.shared_names()
    yield "files", f"{len(house.files)} ({len(files)} without package markers)"
    yield "lines", str(lines)
    yield "file median", f"{median(each.lines for each in files):.0f} lines"
    yield "file longest", f"{max(each.lines for each in files)} lines"
    yield f"files under {SHORT} lines", str(len(house.small()))
    yield "files with one importer", str(len(house.lonely()))
    imports = sum(each.import_lines for each in house.files)
    yield "import lines", f"{imports} ({100 * imports / lines:.1f} %)"
    yield "functions", str(len(functions))
    ninety = quantiles(functions, n=10)[-1]
    yield (
        "function median, 90 %, longest",
        f"{median(functions):.0f}, {ninety:.0f}, {functions[-1]}",
    )
    yield "circles between siblings", str(sum(1 for _ in house.circles()))
    for kind in ("class", "function", "value"):
        count = sum(1 for each, _ in shared if each == kind)
        yield f"public names in several files: {kind}", str(count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    choices = ("figures", "names", "circles", "small", "lonely")
    parser.add_argument("what", nargs="?", default="figures", choices=choices)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    asked = parser.parse_args()
    house = House(asked.root)
    match asked.what:
        case "figures":
            for name, figure in figures(house):
                print(f"{name:45}{figure}")
        case "names":
            for (kind, name), paths in sorted(house.shared_names().items()):
                print(f"{kind:9} {name}: {', '.join(paths)}")
        case "circles":
            for circle in house.circles():
                print(" -> ".join(circle))
        case "small" | "lonely":
            for each in house.small() if asked.what == "small" else house.lonely():
                print(f"{each.lines:4} {each.path}")


if __name__ == "__main__":
    main()
