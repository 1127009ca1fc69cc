from datetime import date, datetime

import pytest

from models.domain.campaign import StagePlan
from models.domain.deadlines import HANOI, Limit, LimitKind
from models.domain.documents.record import DocumentRecord
from models.domain.gate.records import Decision, GateKey, Verdict
from models.domain.stages import Body, StageName, StageRecord, StageState
from tests.support import sample_results

S = StageName
DATES = {
    S.PLAN: ("2021-10-11", "2021-10-20", LimitKind.BEFORE),
    S.COUNCIL: ("2021-10-19", "2021-10-25", LimitKind.BEFORE),
    S.SELF_ASSESSMENT: ("2021-10-20", "2021-11-05", LimitKind.AT_LATEST),
    S.APPRAISAL: ("2021-11-06", "2021-11-18", LimitKind.AT_LATEST),
    S.SURVEY: ("2021-10-25", "2021-11-15", LimitKind.AT_LATEST),
    S.RESULTS: ("2021-11-16", "2021-11-22", LimitKind.BEFORE),
    S.PUBLICATION: ("2021-11-18", "2021-11-22", LimitKind.BEFORE),
    S.DISTRICT_DOSSIER: ("2021-11-08", "2021-11-24", LimitKind.AT_LATEST),
    S.PROVINCIAL_REPORT: ("2021-11-22", "2021-11-25", LimitKind.AT_LATEST),
    S.COMMENDATION: ("2021-11-22", "2021-12-10", LimitKind.AT_LATEST),
}

RETURNS = {
    S.SELF_ASSESSMENT: Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5)),
    S.APPRAISAL: Limit(kind=LimitKind.BEFORE, day=date(2021, 11, 15)),
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


NOW = at("2021-11-23 08:00")


def table_rows(markdown: str) -> list[list[str]]:
    """The cells of every table row, and a check that all rows of a table are equally wide."""
    rows, width = [], 0
    for line in markdown.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = [each.strip() for each in line.replace("\\|", "¦").strip("|").split("|")]
        width = width or len(cells)
        assert len(cells) == width, line
        rows.append(cells)
    return rows


@pytest.fixture
def campaign():
    plans = {
        name: StagePlan(
            opens=at(opens).date(),
            limit=Limit(kind=kind, day=at(day).date()),
            returns=RETURNS.get(name),
        )
        for name, (opens, day, kind) in DATES.items()
    }
    return sample_results.campaign().model_copy(update={"stages": plans})


@pytest.fixture
def records() -> dict[StageName, StageRecord]:
    ended = {
        S.PLAN: ("2021-10-11 08:00", "2021-10-18 16:00"),
        S.COUNCIL: ("2021-10-19 08:00", "2021-10-25 09:30"),
        S.SELF_ASSESSMENT: ("2021-10-20 08:00", "2021-11-06 00:05"),
        S.SURVEY: ("2021-10-25 08:00", "2021-11-15 17:00"),
        S.APPRAISAL: ("2021-11-06 08:00", "2021-11-18 15:20"),
    }
    done = {
        name: StageRecord(
            stage=name, state=StageState.ENDED, started_at=at(start), ended_at=at(end)
        )
        for name, (start, end) in ended.items()
    }
    waiting = StageRecord(
        stage=S.RESULTS,
        state=StageState.WAITING,
        started_at=at("2021-11-18 16:00"),
        waiting_for="gate:results/chairman/2",
    )
    return {**done, S.RESULTS: waiting}


def decided(stage: StageName, round_: int, verdict: Verdict, when: str) -> Decision:
    return Decision(
        key=GateKey(stage=stage, body=Body.CHAIRMAN, round=round_),
        verdict=verdict,
        opinion="",
        signer="chu-tich",
        signed_at=at(when),
        fingerprint="0" * 64,
    )


@pytest.fixture
def decisions() -> tuple[Decision, ...]:
    return (
        decided(S.PLAN, 1, Verdict.APPROVE, "2021-10-18 15:00"),
        decided(S.RESULTS, 1, Verdict.RETURN, "2021-11-19 10:00"),
        decided(S.COUNCIL, 1, Verdict.APPROVE, "2021-10-25 09:00"),
    )


@pytest.fixture
def documents() -> dict[StageName, tuple[DocumentRecord, ...]]:
    made = {"kind": "plan", "ref": "plan", "round": 1, "sha256": "0" * 64}
    return {
        S.PLAN: (
            DocumentRecord(**made, title="Kế hoạch xác định Chỉ số CCHC năm 2021", number=5,
                           issued_on=at("2021-10-18").date()),
            DocumentRecord(**made, title="Dự toán kinh phí"),
        )
    }  # fmt: skip
