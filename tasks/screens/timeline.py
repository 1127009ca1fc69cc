"""The timeline of a campaign as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from models.domain.campaign import Campaign
from models.domain.documents.record import DocumentRecord
from models.domain.gate.records import Decision
from models.domain.stages import StageName, StageRecord
from models.domain.vietnamese.dates import moment_in_table
from tasks.screens.calendar_chart import calendar_chart
from tasks.screens.rendering import render_html
from tasks.screens.stage_rows import stage_rows


def timeline_html(
    campaign: Campaign,
    records: Mapping[StageName, StageRecord],
    decisions: Sequence[Decision],
    documents: Mapping[StageName, Sequence[DocumentRecord]],
    now: datetime,
) -> bytes:
    """Stage bars over the calendar and a table of stage, due, done, gates and documents.

    ``documents`` are grouped by the stage that made them; ``now`` (aware) is the moment shown.
    """
    return render_html(
        "timeline.html.j2",
        campaign=campaign,
        rows=stage_rows(campaign, records, decisions, now),
        chart=calendar_chart(campaign, records, decisions, now),
        documents={
            stage: [_document_words(each) for each in made] for stage, made in documents.items()
        },
        now=moment_in_table(now),
    )


def _document_words(document: DocumentRecord) -> str:
    """Title with number and day; a draft says that it is one."""
    if document.number is None or document.issued_on is None:
        return f"{document.title} (dự thảo)"
    return f"{document.title}, số {document.number:02d} ngày {document.issued_on:%d/%m/%Y}"
