"""Names of files as the people who get them read them."""

from __future__ import annotations

from models.domain.campaign import Authority
from models.domain.documents.kinds import DocumentKind, series
from models.domain.documents.record import DocumentRecord
from models.domain.stages import STAGES, StageName


def issued_name(record: DocumentRecord, authority: Authority) -> str:
    """An issued document by number, symbol and title: "01-KH-UBND Kế hoạch triển khai….docx"."""
    if record.number is None:
        raise ValueError(f"not issued: {record.kind}")
    symbol = series(DocumentKind(record.kind), authority)
    return f"{record.number:02d}-{symbol} {record.title}.docx"


def draft_name(record: DocumentRecord) -> str:
    """A draft by its title and round: "Kế hoạch triển khai… (dự thảo lần 1).docx"."""
    return f"{record.title} (dự thảo lần {record.round}).docx"


def packed_name(stage: StageName) -> str:
    """A packed dossier in a mail: "Hồ sơ kèm theo - Báo cáo cấp trên.zip"."""
    return f"Hồ sơ kèm theo - {STAGES[stage].title}.zip"
