"""What a returned workbook of any kind is held against, and the checks that all kinds share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from models.domain.checks.check import CheckPhase
from models.domain.collection.workbook import FileNote, Identity, Severity
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.values import UnitCode


@dataclass(frozen=True)
class CheckContext:
    """What a returned workbook is held against.

    ``criteria_set`` is the set the unit's workbook was made from (a department's part of it);
    ``unit_names`` is for sentences that name a unit.
    """

    expected: Identity
    criteria_set: CriteriaSet
    unit_names: Mapping[UnitCode, str] = field(default_factory=dict)

    def unit_name(self, code: UnitCode) -> str:
        """The name of a unit for a sentence, or its code when it is not of this campaign."""
        return self.unit_names.get(code, f"mã {code}")


class Returned(Protocol):
    """What every kind of returned workbook can tell about itself."""

    @property
    def identity(self) -> Identity | None:
        """Which workbook it says it is."""

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """Headers that were not found."""

    @property
    def notes(self) -> frozenset[FileNote]:
        """What the file holds beside its cells."""


class Identified(Protocol):
    """A review of any kind of returned workbook, as far as the checks of identity need it."""

    @property
    def returned(self) -> Returned:
        """The returned workbook."""

    @property
    def context(self) -> CheckContext:
        """What it is held against."""


IDENTITY = CheckPhase[Identified]("Nhận dạng tệp gửi lại", Severity.BLOCKS)
"""The first of these that finds something explains all the rest, so it is reported alone."""

FILE_NOTES = CheckPhase[Identified]("Nội dung khác trong tệp gửi lại", Severity.WARNS)
"""What a file should not carry; none of it is opened, so none of it blocks."""
