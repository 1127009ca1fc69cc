"""One survey source that was loaded and cleaned."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from models.domain.values import Sha256, Value


class SurveyBatch(Value):
    """Counts of one source: rows read, kept, and what was taken out and why.

    ``bad_values`` counts answers, not rows: a row with one bad answer keeps its others.
    """

    source: str = Field(min_length=1)
    sha256: Sha256
    rows_read: int = Field(ge=0)
    rows_kept: int = Field(ge=0)
    duplicates: int = Field(default=0, ge=0)
    bad_values: int = Field(default=0, ge=0)
    unknown_units: int = Field(default=0, ge=0)

    @property
    def unusable(self) -> int:
        """Forms without a number or any valid answer, and lines that could not be split."""
        return self.rows_read - self.rows_kept - self.duplicates - self.unknown_units

    @model_validator(mode="after")
    def _accounts_for_no_more_than_it_read(self) -> Self:
        if self.unusable < 0:
            raise ValueError("số phiếu giữ lại và loại bỏ nhiều hơn số phiếu đã đọc")
        return self
