"""Results of the units, as compiled in each round of approval."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from models.tables.base import CampaignRow


class ResultTable(CampaignRow, table=True):
    """The result of one unit in one round; ``body`` is the whole result as JSON."""

    __tablename__ = "result"
    __table_args__ = (CheckConstraint("rank >= 1", name="rank_from_one"),)

    round: int = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    rank: int
    position: int
    body: str = Field(sa_type=Text)
