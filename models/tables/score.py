"""Answers and points of the units, by form and who scored, and the results of a round."""

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow


class ScoreTable(CampaignRow, table=True):
    """One sub-criterion of one unit; points are whole hundredths, ``answer`` is JSON.

    ``scored_by`` is ``self``, the unit's own points, or the code of a department that appraised.
    """

    __tablename__ = "score"
    __table_args__ = (CheckConstraint("points >= 0", name="points_positive"),)

    form: str = Field(primary_key=True)
    scored_by: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    position: int
    answer: str = Field(sa_type=Text)
    points: int
    note: str = Field(sa_type=Text)
    by: str


class ResultTable(CampaignRow, table=True):
    """The result of one unit in one round; ``body`` is the whole result as JSON."""

    __tablename__ = "result"
    __table_args__ = (CheckConstraint("rank >= 1", name="rank_from_one"),)

    round: int = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    rank: int
    position: int
    body: str = Field(sa_type=Text)
