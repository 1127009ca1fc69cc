"""Mutants that the tests must turn red: ``make mutants``, or ``python -m tests.mutants [WORD]``.

Each breaks one promise in a copy of the tree. It is found by its text wherever that stands, so that
moving code does not disarm it; text that is not found once is an error.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PACKAGES = ("models", "config", "tasks", "flows", "deployments")
LEFT_OUT = (".*", "out", "build", "dist", "node_modules")
AT_ONCE = 2


class MutantNotFound(Exception):
    """The text to change does not stand exactly once, or it has no tests."""


@dataclass(frozen=True)
class Mutant:
    """Text of the product and what it is changed into.

    ``tests`` is a pattern of names of test files; "" takes the test of the file that is changed.
    """

    name: str
    before: str
    after: str
    tests: str = ""

    @property
    def file(self) -> Path:
        """The file, relative to the tree, in which the text stands; MutantNotFound."""
        texts = ((path, path.read_text(encoding="utf-8")) for path in product_files())
        found = [path for path, text in texts for _ in range(text.count(self.before))]
        if len(found) != 1:
            raise MutantNotFound(f"{self.name}: {self.before!r} stands {len(found)} times")
        return found[0].relative_to(ROOT)

    @property
    def test_files(self) -> list[str]:
        """The test files, relative to the tree, one of which must turn red; MutantNotFound."""
        own = self.file.with_name(f"test_{self.file.name}")
        pattern = f"**/{self.tests}" if self.tests else str(own)
        found = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").glob(pattern))
        if not found:
            raise MutantNotFound(f"{self.name}: no tests {pattern}")
        return [str(path) for path in found]


MUTANTS = (
    Mutant(
        "half-even rounding of points",
        "value.quantize(step, rounding=ROUND_HALF_UP)",
        'value.quantize(step, rounding="ROUND_HALF_EVEN")',
    ),
    Mutant(
        "half-even rounding in the published script",
        '.quantize(Decimal("0.01"), ROUND_HALF_UP)',
        '.quantize(Decimal("0.01"), "ROUND_HALF_EVEN")',
    ),
    Mutant(
        "fingerprint not compared when signing",
        "if signed.fingerprint != current.fingerprint:",
        "if False:",
    ),
    Mutant(
        "fingerprint not compared after signing",
        "if decision.fingerprint == current.fingerprint or",
        "if True or",
        "flows/test_gate*.py",
    ),
    Mutant(
        "allow-list off for all channels",
        "return self.listed is None or comparable(address) in self.listed",
        "return True",
    ),
    Mutant(
        "allow-list off for mail",
        "permits(prepared.address):\n            return NOT_LISTED\n        try:",
        "permits(prepared.address):\n            pass\n        try:",
    ),
    Mutant(
        "allow-list off for Apprise",
        "permits(prepared.address):\n            return NOT_LISTED\n        return",
        "permits(prepared.address):\n            pass\n        return",
    ),
    Mutant(
        "allow-list off for Zalo",
        'if not self._allowed.permits(call.to or ""):',
        "if False:",
        "zalo/test_channels.py",
    ),
    Mutant("day not in the message key", "|{day.isoformat()}", "", "reminders/test_plan.py"),
    Mutant(
        "deadline includes its end", "return moment < self.closes", "return moment <= self.closes"
    ),
    Mutant("code replay not noticed", "self.step <= last_step", "False"),
    Mutant("code replay not refused", "if check.reused:", "if False:"),
    Mutant(
        "code replay not refused by the store",
        "if self._has(_CODE, contact=contact, step=step):",
        "if False:",
    ),
    Mutant("lock after 50 wrong codes", "MAX_WRONG_CODES = 5\n", "MAX_WRONG_CODES = 50\n"),
)


def product_files() -> Iterator[Path]:
    """Every module of the product."""
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def main(word: str = "") -> int:
    """Run those whose name holds ``word``, print a table; 1 if one survives or none is left."""
    mutants = [mutant for mutant in MUTANTS if word in mutant.name]
    every = sorted({test for mutant in mutants for test in mutant.test_files})
    jobs = [(None, every), *((mutant, mutant.test_files) for mutant in mutants)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(lambda job: _status(*job), jobs))
    wanted = [0] + [1] * len(mutants)
    for (mutant, tests), status, right in zip(jobs, statuses, wanted, strict=True):
        name = mutant.name if mutant else "(nothing changed)"
        fate = {0: "green", 1: "red"}.get(status, f"broken ({status})")
        print(f"{'ok  ' if status == right else 'FAIL'} {fate:12} {name:45} {' '.join(tests)}")
    return 0 if mutants and statuses == wanted else 1


def _status(mutant: Mutant | None, tests: list[str]) -> int:
    """How pytest ends in a copy of the tree: 0 all green, 1 a test red, else it was not run."""
    with TemporaryDirectory(prefix="cchc-mutant-") as folder:
        tree = Path(folder, "tree")
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
        if mutant:
            path = tree / mutant.file
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(mutant.before, mutant.after), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
        stop_early = ["-x", "--timeout=120"] if mutant else []
        done = subprocess.run([*command, *stop_early], cwd=tree, capture_output=True, check=False)
        if done.returncode not in (0, 1) or (done.returncode and not mutant):
            sys.stderr.buffer.write(done.stdout[-4000:] + done.stderr[-4000:])
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
