"""What a document says beyond the campaign itself."""

from datetime import date
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from models.domain.scoring.results import UnitResult
from models.domain.scoring.score_tree import ScoreTree
from models.domain.values import Value

Rows = tuple[tuple[str, ...], ...]


class Member(NamedTuple):
    """A member of the council: post in the authority, role in the council, areas in charge."""

    title: str
    role: str
    areas: str


class DocumentData(Value):
    """Facts of one document.

    ``number`` and ``issued_on`` are both given when it is issued and both None in a draft;
    ``round`` counts drafts from 1. ``signature`` is the Chairman's or deputy's block.
    ``references`` are citations by document kind ("results_decision": "Quyết định số ..."),
    ``rows`` the tables named in the kind's DocumentSpec. ``illustrative`` prints the mark of a
    criteria set that is not the annex of the decision; it is on unless switched off.
    """

    number: int | None = Field(default=None, ge=1)
    issued_on: date | None = None
    drafted_on: date
    round: int = Field(default=1, ge=1)
    signature: tuple[str, ...] = ()
    results: tuple[UnitResult, ...] = ()
    authority_score: ScoreTree | None = None
    references: dict[str, str] = Field(default_factory=dict)
    members: tuple[Member, ...] = ()
    rows: dict[str, Rows] = Field(default_factory=dict)
    returned_reasons: tuple[str, ...] = ()
    illustrative: bool = True
    authority_annex: str = "Phụ lục II"
    commune_annex: str = "Phụ lục III"

    @model_validator(mode="after")
    def _number_goes_with_date(self) -> Self:
        if (self.number is None) != (self.issued_on is None):
            raise ValueError("số và ngày ban hành phải được ghi cùng nhau")
        return self

    @property
    def issued(self) -> bool:
        """Whether the document has its number and date and is no longer a draft."""
        return self.number is not None and self.issued_on is not None
