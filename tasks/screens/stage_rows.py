"""What a person wants to know of each stage: due, state, waiting for whom, late or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.domain.campaign import Campaign, StagePlan
from models.domain.deadlines import day_in_hanoi
from models.domain.gate.records import Decision, parse_wait
from models.domain.stages import STAGES, StageName, StageRecord, StageSpec, StageState
from models.domain.vietnamese.dates import moment_in_table
from tasks.screens.rendering import person_words

_WAIT_KEYS = ("returns", "explanations", "gate", "rework")


@dataclass(frozen=True)
class StageRow:
    """One stage in words; ``progress`` is state, wait and end in one; no ``lateness`` in time."""

    name: StageName
    section: str
    title: str
    due: str
    state: str
    waiting_for: str
    progress: str
    lateness: str
    done: str
    summary: str
    gates: tuple[str, ...]


def stage_rows(
    campaign: Campaign,
    records: Mapping[StageName, StageRecord],
    decisions: Sequence[Decision],
    now: datetime,
) -> tuple[StageRow, ...]:
    """All stages in the plan's order as they stand at ``now`` (aware)."""
    return tuple(
        _row(campaign, STAGES[name], records.get(name, StageRecord(stage=name)), decisions, now)
        for name in StageName
    )


def _row(
    campaign: Campaign,
    spec: StageSpec,
    record: StageRecord,
    decisions: Sequence[Decision],
    now: datetime,
) -> StageRow:
    plan = campaign.stages[spec.name]
    return StageRow(
        name=spec.name,
        section=spec.section,
        title=spec.title,
        due=_due(plan),
        state=record.state.heading,
        waiting_for=_waiting_for(record),
        progress=_progress(plan, record),
        lateness=_lateness(campaign, plan, record, now),
        done=moment_in_table(record.ended_at),
        summary=record.summary,
        gates=tuple(
            gate_words(campaign, each)
            for each in sorted(decisions, key=lambda decision: decision.signed_at)
            if each.key.stage is spec.name
        ),
    )


def gate_words(campaign: Campaign, decision: Decision) -> str:
    """A decision in one line: whose, what, which round, who signed and when."""
    signer = person_words(campaign, decision.signer)
    acting = ", ký thay" if decision.acting_for else ""
    return (
        f"{decision.key.body.words}, lần {decision.key.round}: {decision.verdict.words.lower()}"
        f" ({signer}{acting}, {moment_in_table(decision.signed_at)})"
    )


def _due(plan: StagePlan) -> str:
    limits = [plan.limit.in_words()]
    if plan.returns not in (None, plan.limit):
        limits.append(f"nộp về {plan.returns.in_words()}")
    if plan.explanations:
        limits.append(f"giải trình {plan.explanations.in_words()}")
    return "; ".join(limits)


def _waiting_for(record: StageRecord) -> str:
    """The stored key of a wait in words; other text as it is."""
    if record.state is not StageState.WAITING:
        return ""
    if record.waiting_for.partition(":")[0] not in _WAIT_KEYS:
        return record.waiting_for
    wait = parse_wait(record.waiting_for)
    return wait.in_words() if wait else ""


def _progress(plan: StagePlan, record: StageRecord) -> str:
    if record.state is StageState.PENDING:
        return f"Mở từ {plan.opens:%d/%m/%Y}"
    if record.state is StageState.ENDED:
        return f"{record.state.heading} {moment_in_table(record.ended_at)}"
    return _waiting_for(record) or record.state.heading


def _lateness(campaign: Campaign, plan: StagePlan, record: StageRecord, now: datetime) -> str:
    moment_that_counts = record.ended_at or now
    if plan.limit.met_by(moment_that_counts):
        return ""
    day = day_in_hanoi(moment_that_counts)
    days = campaign.calendar.between(plan.limit.last_day, day)
    late = f"{days} ngày làm việc" if days else "dưới 1 ngày làm việc"
    return f"xong muộn {late}" if record.ended_at else f"quá hạn {late}"
