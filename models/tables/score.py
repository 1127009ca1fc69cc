"""Answers and points of the units, by form and round."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow


class ScoreTable(CampaignRow, table=True):
    """One sub-criterion of one unit; points are whole hundredths, ``answer`` is JSON.

    ``round`` says whose sheet it is: ``self``, ``appraised`` or the code of a department.
    """

    __tablename__ = "score"
    __table_args__ = (CheckConstraint("points >= 0", name="points_positive"),)

    form: str = Field(primary_key=True)
    round: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    position: int
    answer: str = Field(sa_type=Text)
    points: int
    note: str = Field(sa_type=Text)
    by: str
