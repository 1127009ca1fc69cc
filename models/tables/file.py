"""Files as they came or were made, kept by what is in them."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.tables.base import CampaignRow, UtcDateTime


class FileTable(CampaignRow, table=True):
    """The bytes of a file, its size in bytes and the name it first came with."""

    __tablename__ = "file"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("size >= 0", name="size_counted"),
    )

    sha256: str = Field(primary_key=True)
    name: str
    size: int
    stored_at: datetime = Field(sa_type=UtcDateTime)
    content: bytes
