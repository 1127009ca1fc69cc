"""Pack the offline check as a wheel of its own: ``python -m deployments.preflight.pack``.

The wheel holds the modules that the command and the checks need, found by following imports, and
the configuration of the campaigns. Installed with pip on any machine with Python, Windows too, it
gives the command ``cchc-check``. Addresses of people stay in the office.
"""

import csv
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

import grimp
from packaging.requirements import Requirement

OWN = ("config", "deployments", "flows", "models", "tasks")
ENTRY = "deployments.preflight.command"
CHECKS = "models.domain.checks"
"""Its modules are found by looking into the package, not by import."""
DATA = ("campaigns", "criteria", "holidays")
NO_ADDRESS = "khong-cong-bo@cchc.example"
_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "cchc-check"
version = "{version}"
description = "Checks a unit's self-assessment workbook before it is sent, offline."
requires-python = ">=3.11"
dependencies = {needs}

[project.scripts]
cchc-check = "{entry}:main"

[tool.hatch.build.targets.wheel]
packages = {packages}
"""


def pack(out: Path, root: Path | None = None) -> Path:
    """Write the wheel into ``out`` and give its path.

    ``root`` is a folder laid out as ``config/`` with the campaigns to take; without it those that
    come with the program are taken.
    """
    with TemporaryDirectory() as folder:
        tree = Path(folder)
        own, needed = _imports()
        for module in own:
            _copy_module(tree, module)
        _copy_configuration(tree / "config", root)
        (tree / "pyproject.toml").write_text(_project(own, needed), encoding="utf-8")
        build = [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            "wheel",
            "-d",
            str(out.resolve()),
        ]
        subprocess.run(build, cwd=tree, check=True, capture_output=True)
    return max(out.glob("cchc_check-*.whl"), key=lambda wheel: wheel.stat().st_mtime_ns)


def _imports() -> tuple[list[str], list[str]]:
    """Our modules that the check imports, at once or later, and the others' top packages."""
    graph = grimp.build_graph(
        *OWN, include_external_packages=True, exclude_type_checking_imports=True
    )
    starts = {ENTRY} | graph.find_descendants(CHECKS)
    found = starts.union(*map(graph.find_upstream_modules, starts))
    own = {module for module in found if module.split(".")[0] in OWN}
    parents = {module.rsplit(".", depth)[0] for module in own for depth in (1, 2, 3)}
    others = {module for module in found - own if module not in sys.stdlib_module_names}
    return sorted(own | parents), sorted(others)


def _copy_module(tree: Path, module: str) -> None:
    source = Path(str(import_module(module).__file__))
    place = Path(*module.split("."))
    target = tree / (place / "__init__.py" if source.name == "__init__.py" else f"{place}.py")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def _copy_configuration(target: Path, root: Path | None) -> None:
    shipped = Path(str(import_module("config").__file__)).parent
    for name in DATA:
        own = root / name if root else None
        for source in (shipped / name if own is None or name == "holidays" else None, own):
            if source and source.is_dir():
                ignored = ignore_patterns("__pycache__", "*.py")
                copytree(source, target / name, dirs_exist_ok=True, ignore=ignored)
    for contacts in target.glob("campaigns/*/contacts.csv"):
        _without_addresses(contacts)


def _without_addresses(contacts: Path) -> None:
    with contacts.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        names, rows = reader.fieldnames or [], list(reader)
    with contacts.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows({**row, "email": NO_ADDRESS, "zalo": ""} for row in rows)


def _project(own: Iterable[str], needed: Iterable[str]) -> str:
    packages = sorted({module.split(".")[0] for module in own})
    return _PROJECT.format(
        version=version("cchc"), needs=_requirements(needed), entry=ENTRY, packages=packages
    )


def _requirements(needed: Iterable[str]) -> list[str]:
    """What the wheel asks pip for: the project's own bounds where it has some."""
    ours = {Requirement(line).name.lower(): line for line in requires("cchc") or ()}
    distributions = packages_distributions()
    names = {distributions[package][0] for package in set(needed) if package in distributions}
    wanted = [ours.get(name.lower(), name) for name in sorted(names)]
    return [*wanted, "tzdata; sys_platform == 'win32'"]


def main() -> None:
    """Pack into the folder that the command line names."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist"))
    parser.add_argument("--config-dir", type=Path, default=None)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    print(pack(arguments.out, arguments.config_dir))


if __name__ == "__main__":
    main()
