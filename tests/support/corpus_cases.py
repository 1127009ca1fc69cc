"""What is sent at once in each case of the corpus, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.domain.checks.appraisal.review import APPRAISAL
from models.domain.checks.check import CheckPhase
from models.domain.checks.context import FILE_NOTES
from models.domain.checks.evidence.review import EVIDENCE_PHASES
from models.domain.checks.self_assessment.review import WARNING
from tests.support.corpus import FOLDER
from tests.support.corpus_appraisal import DEPARTMENT
from tests.support.corpus_evidence import WORKBOOK
from tests.support.workbooks import UNIT


def ids(*phases: CheckPhase[Any]) -> frozenset[str]:
    """The ids of all checks of ``phases``."""
    return frozenset(check.id for phase in phases for check in phase.checks)


EVIDENCE = ids(*EVIDENCE_PHASES)
WARNINGS = ids(*EVIDENCE_PHASES, FILE_NOTES, WARNING)
"""What lets a workbook be accepted all the same."""


@dataclass(frozen=True)
class Case:
    """A file of the corpus, or a folder of files that come together."""

    path: Path

    @property
    def name(self) -> str:
        """Where it lies, from ``should_pass`` or ``should_fail`` on."""
        return self.path.relative_to(FOLDER).as_posix()

    @property
    def check(self) -> str:
        """The id that must be found in it; "" when nothing must."""
        return "" if self.path.parent.name == "should_pass" else self.path.parent.name

    @property
    def workbook(self) -> Path:
        """The return itself."""
        return self.path / WORKBOOK if self.path.is_dir() else self.path

    @property
    def beside(self) -> tuple[Path, ...]:
        """The other files that come with it."""
        return tuple(each for each in _files(self.path) if each != self.workbook)

    @property
    def before(self) -> tuple[Path, ...]:
        """The folders, named by unit, of what others sent before."""
        return tuple(each for each in sorted(self.path.glob("*/")) if self.path.is_dir())

    @property
    def is_appraisal(self) -> bool:
        """Whether it is a department's score sheet."""
        return self.check in ids(APPRAISAL) or self.path.name.startswith("appraisal_")

    @property
    def unit(self) -> str:
        """Who sends it."""
        return DEPARTMENT if self.is_appraisal else UNIT

    @property
    def status(self) -> int:
        """What the exit status of the offline check must be."""
        if self.check == "unreadable":
            return 2
        return 1 if self.check and self.check not in WARNINGS else 0


def cases() -> list[Case]:
    """All of them in order."""
    found = [*FOLDER.glob("should_pass/*"), *FOLDER.glob("should_fail/*/*")]
    return [Case(path) for path in sorted(found)]


def _files(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.glob("*")) if each.is_file()]
