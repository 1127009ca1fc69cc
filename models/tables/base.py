"""What all tables share: names of constraints, UTC datetimes, the campaign they belong to."""

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Dialect, MetaData, Table
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: refuses naive datetimes, stores UTC, returns aware datetimes in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Convert to UTC; ValueError when the datetime is naive."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value}")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Give the moment in UTC (SQLite returns it without its zone)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(SQLModel):
    """Base of all tables of cchc; they share one metadata."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class CampaignRow(Row):
    """Base of the tables whose rows belong to one campaign; it opens every primary key."""

    campaign_id: str = Field(primary_key=True, foreign_key="campaign.id")


def table_of(model: type[Row]) -> Table:
    """The Core table of a table class; all statements of the store are made for these."""
    table: Table = model.metadata.tables[str(model.__tablename__)]
    return table
