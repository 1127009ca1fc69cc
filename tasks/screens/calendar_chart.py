"""The year as bars over the calendar, in percent of its width, and as a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI, day_in_hanoi
from models.domain.documents.record import DocumentRecord
from models.domain.gate.records import Decision, Verdict
from models.domain.stages import STAGES, StageName, StageRecord
from models.domain.vietnamese.dates import moment_in_table
from tasks.screens.rendering import render_html
from tasks.screens.stage_rows import stage_rows

_TOP = 30
_ROW_HEIGHT = 46
_WEEKS_SHOWN = 13
_NEAR = 4.0
"""Percent of the width that a mark takes on a phone."""
_MARK_WIDTH = 13


@dataclass(frozen=True)
class Span:
    """A stretch of the calendar: start and width in percent."""

    start: float
    width: float


@dataclass(frozen=True)
class Mark:
    """A decision at a gate: where it lies, and whether the dossier was sent back.

    ``shift`` moves it aside, in pixels, when others of the same stage lie too near to be seen.
    """

    at: float
    returned: bool
    shift: float = 0


@dataclass(frozen=True)
class Lane:
    """One stage: ``planned`` from opening to limit, ``real`` from start to end or now."""

    title: str
    y: int
    planned: Span
    real: Span | None
    ended: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Tick:
    """A line of the calendar with its day in words."""

    at: float
    words: str


@dataclass(frozen=True)
class CalendarChart:
    """The whole picture; ``now`` is None when the moment lies after everything shown."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    now: float | None
    height: int


def calendar_chart(
    campaign: Campaign,
    records: Mapping[StageName, StageRecord],
    decisions: Sequence[Decision],
    now: datetime,
) -> CalendarChart:
    """The bars of all stages in the plan's order, as they stand at ``now`` (aware)."""
    scale = _Scale.over(campaign, records)
    lanes = tuple(
        _lane(campaign, records.get(name, StageRecord(stage=name)), decisions, n, scale, now)
        for n, name in enumerate(StageName)
    )
    at = scale.percent(now)
    return CalendarChart(
        lanes=lanes,
        ticks=scale.ticks(),
        now=at if 0 <= at <= 100 else None,
        height=_TOP + len(lanes) * _ROW_HEIGHT,
    )


@dataclass(frozen=True)
class _Scale:
    """From the first opening to the last limit or end, in whole days."""

    first: date
    last: date

    @classmethod
    def over(cls, campaign: Campaign, records: Mapping[StageName, StageRecord]) -> _Scale:
        ends = [day_in_hanoi(r.ended_at) for r in records.values() if r.ended_at]
        starts = [day_in_hanoi(r.started_at) for r in records.values() if r.started_at]
        plans = campaign.stages.values()
        return cls(
            first=min([plan.opens for plan in plans] + starts),
            last=max([plan.limit.last_day for plan in plans] + ends) + timedelta(days=1),
        )

    def percent(self, at: datetime) -> float:
        start = datetime.combine(self.first, time(0), HANOI)
        return round((at - start) / timedelta(days=(self.last - self.first).days) * 100, 2)

    def span(self, start: datetime, end: datetime) -> Span:
        left = self.percent(start)
        return Span(left, max(0.4, round(self.percent(end) - left, 2)))

    def ticks(self) -> tuple[Tick, ...]:
        """Mondays of a short campaign, the first days of months of a long one."""
        days = (self.last - self.first).days
        weekly = days <= _WEEKS_SHOWN * 7
        shown = (self.first + timedelta(days=n) for n in range(days))
        return tuple(
            Tick(self.percent(datetime.combine(day, time(0), HANOI)), f"{day:%d/%m}")
            for day in shown
            if (day.weekday() == 0 if weekly else day.day == 1)
        )


def _lane(
    campaign: Campaign,
    record: StageRecord,
    decisions: Sequence[Decision],
    number: int,
    scale: _Scale,
    now: datetime,
) -> Lane:
    plan = campaign.stages[record.stage]
    opens = datetime.combine(plan.opens, time(0), HANOI)
    started = record.started_at
    return Lane(
        title=STAGES[record.stage].title,
        y=_TOP + number * _ROW_HEIGHT,
        planned=scale.span(opens, plan.limit.closes),
        real=scale.span(started, record.ended_at or now) if started else None,
        ended=record.ended_at is not None,
        marks=_side_by_side(
            [
                Mark(scale.percent(each.signed_at), each.verdict is Verdict.RETURN)
                for each in sorted(decisions, key=lambda decision: decision.signed_at)
                if each.key.stage is record.stage
            ]
        ),
    )


def _side_by_side(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of time; those that would cover each other stand in a row."""
    rows: list[list[Mark]] = []
    for mark in marks:
        if rows and mark.at - rows[-1][-1].at < _NEAR:
            rows[-1].append(mark)
        else:
            rows.append([mark])
    return tuple(
        replace(mark, shift=(place - (len(row) - 1) / 2) * _MARK_WIDTH)
        for row in rows
        for place, mark in enumerate(row)
    )


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
