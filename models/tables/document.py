"""Documents of the campaign and the numbers they are issued under."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class DocumentTable(CampaignRow, table=True):
    """A document by kind, what it is about and round; numbered when it is issued.

    ``draft`` is the file that was decided on, ``sha256`` the one that counts now.
    """

    __tablename__ = "document"
    __table_args__ = (
        ForeignKeyConstraint(["campaign_id", "sha256"], ["file.campaign_id", "file.sha256"]),
        ForeignKeyConstraint(["campaign_id", "draft"], ["file.campaign_id", "file.sha256"]),
        CheckConstraint("(number IS NULL) = (issued_on IS NULL)", name="issued_whole"),
    )

    kind: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    title: str
    draft: str
    sha256: str
    saved_at: datetime = Field(sa_type=UtcDateTime)
    number: int | None = None
    issued_on: date | None = None


class DocumentNumberTable(CampaignRow, table=True):
    """A number taken in a series (``KH-UBND``) of a year, and the document that it is for.

    Numbers that were taken before revision 0003 name no document.
    """

    __tablename__ = "document_number"
    __table_args__ = (
        ForeignKeyConstraint(
            ["campaign_id", "kind", "ref", "round"],
            ["document.campaign_id", "document.kind", "document.ref", "document.round"],
        ),
        UniqueConstraint("campaign_id", "kind", "ref", "round"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    symbol: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    taken_at: datetime = Field(sa_type=UtcDateTime)
    kind: str | None = None
    ref: str | None = None
    round: int | None = None
