"""One survey source that was loaded and cleaned."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from models.domain.values import Sha256, Value


class SurveyBatch(Value):
    """Counts of one source: rows read, kept, and what was taken out and why."""

    source: str = Field(min_length=1)
    sha256: Sha256
    rows_read: int = Field(ge=0)
    rows_kept: int = Field(ge=0)
    duplicates: int = Field(default=0, ge=0)
    bad_values: int = Field(default=0, ge=0)
    unknown_units: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _keeps_no_more_than_it_read(self) -> Self:
        if self.rows_kept > self.rows_read:
            raise ValueError("số phiếu giữ lại nhiều hơn số phiếu đã đọc")
        return self
