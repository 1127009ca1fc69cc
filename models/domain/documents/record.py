"""A document of the campaign as it is kept: a draft until it has its number and day."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from models.domain.values import Sha256, Value


class DocumentRecord(Value):
    """A document by kind, reference and round; ``sha256`` is the draft, then the issued file."""

    kind: str = Field(min_length=1)
    ref: str
    round: int = Field(ge=1)
    title: str
    sha256: Sha256
    number: int | None = Field(default=None, ge=1)
    issued_on: date | None = None

    @model_validator(mode="after")
    def _has_number_and_day_together(self) -> Self:
        if (self.number is None) != (self.issued_on is None):
            raise ValueError("số và ngày văn bản phải được ghi cùng nhau")
        return self

    @property
    def issued(self) -> bool:
        """Whether the document has its number and day."""
        return self.number is not None
