"""Loaded survey sources and the figures they give."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class SurveyBatchTable(CampaignRow, table=True):
    """One loaded source and what was kept or left out of it."""

    __tablename__ = "survey_batch"

    source: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    rows_read: int
    rows_kept: int
    duplicates: int
    bad_values: int
    unknown_units: int


class SurveyFigureTable(CampaignRow, table=True):
    """Satisfaction of a unit with a survey item; percentages are whole hundredths."""

    __tablename__ = "survey_figure"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 10000", name="percent_in_range"),
        CheckConstraint("forms >= 0", name="forms_counted"),
    )

    unit: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    forms: int
    percent: int
    standard_error: int
    small_sample: bool
