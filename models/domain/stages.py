"""The stages of a campaign and the table that says what may follow what.

The source is the plan (II.1 to IV). ``STAGES`` is the single table: flows, reconciler, screens,
docs and tests read it, and a test fails when a stage lacks a row.
"""

from enum import StrEnum

from pydantic import AwareDatetime

from models.domain.errors import TransitionRefused
from models.domain.values import Value


class StageName(StrEnum):
    """The ten stages, in the order of the screens; what may follow what is in ``STAGES``."""

    PLAN = "plan"
    COUNCIL = "council"
    SELF_ASSESSMENT = "self_assessment"
    APPRAISAL = "appraisal"
    SURVEY = "survey"
    RESULTS = "results"
    PUBLICATION = "publication"
    DISTRICT_DOSSIER = "district_dossier"
    PROVINCIAL_REPORT = "provincial_report"
    COMMENDATION = "commendation"


class StageState(StrEnum):
    """State of a stage of a campaign."""

    PENDING = "pending"
    RUNNING = "running"
    WAITING = "waiting"
    ENDED = "ended"

    @property
    def words(self) -> str:
        """The state as people read it inside a sentence."""
        return STATE_WORDS[self]

    @property
    def heading(self) -> str:
        """The state as people read it in a cell of its own."""
        return f"{self.words[:1].upper()}{self.words[1:]}"


STATE_WORDS: dict[StageState, str] = {
    StageState.PENDING: "chưa bắt đầu",
    StageState.RUNNING: "đang thực hiện",
    StageState.WAITING: "đang chờ",
    StageState.ENDED: "đã kết thúc",
}


class Body(StrEnum):
    """Whose decision a gate waits for."""

    CHAIRMAN = "chairman"
    COUNCIL = "council"

    @property
    def words(self) -> str:
        """The body as people read it."""
        return "Hội đồng thẩm định" if self is Body.COUNCIL else "Chủ tịch"


class StageSpec(Value):
    """What the plan fixes for a stage: section, Vietnamese title, what must have ended, gates."""

    name: StageName
    section: str
    title: str
    after: tuple[StageName, ...] = ()
    gates: tuple[Body, ...] = ()


class StageRecord(Value):
    """State of one stage; ``waiting_for`` and ``wake_at`` say what it waits for and until when.

    ``run`` is the id of the run that carries it; ``summary`` is one Vietnamese line on its end.
    """

    stage: StageName
    state: StageState = StageState.PENDING
    started_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    waiting_for: str = ""
    wake_at: AwareDatetime | None = None
    run: str = ""
    summary: str = ""


_S = StageName
STAGES: dict[StageName, StageSpec] = {
    spec.name: spec
    for spec in (
        StageSpec(
            name=_S.PLAN,
            section="II.1, III",
            title="Xây dựng kế hoạch và dự toán",
            gates=(Body.CHAIRMAN,),
        ),
        StageSpec(
            name=_S.COUNCIL,
            section="II.2, IV.2.1a",
            title="Thành lập Hội đồng thẩm định",
            after=(_S.PLAN,),
            gates=(Body.CHAIRMAN,),
        ),
        StageSpec(
            name=_S.SELF_ASSESSMENT,
            section="II.3.3 bước 1, II.4",
            title="Tự đánh giá, chấm điểm",
            after=(_S.PLAN,),
        ),
        StageSpec(
            name=_S.APPRAISAL,
            section="II.3.1, II.3.3 bước 2",
            title="Thẩm định kết quả tự đánh giá",
            after=(_S.COUNCIL, _S.SELF_ASSESSMENT),
            gates=(Body.COUNCIL,),
        ),
        StageSpec(
            name=_S.SURVEY,
            section="II.3.3 bước 3",
            title="Khảo sát sự hài lòng",
            after=(_S.PLAN,),
        ),
        StageSpec(
            name=_S.RESULTS,
            section="II.3.3 bước 4",
            title="Tổng hợp, phê duyệt kết quả",
            after=(_S.APPRAISAL, _S.SURVEY),
            gates=(Body.COUNCIL, Body.CHAIRMAN),
        ),
        StageSpec(
            name=_S.PUBLICATION,
            section="II.3.3 bước 5",
            title="Công bố kết quả",
            after=(_S.RESULTS,),
        ),
        StageSpec(
            name=_S.DISTRICT_DOSSIER,
            section="II.3.2, IV.2.2c",
            title="Hồ sơ tự đánh giá của cơ quan chủ trì",
            after=(_S.COUNCIL, _S.SELF_ASSESSMENT),
            gates=(Body.COUNCIL, Body.CHAIRMAN),
        ),
        StageSpec(
            name=_S.PROVINCIAL_REPORT,
            section="II.4",
            title="Báo cáo cấp trên",
            after=(_S.PUBLICATION, _S.DISTRICT_DOSSIER),
            gates=(Body.CHAIRMAN,),
        ),
        StageSpec(
            name=_S.COMMENDATION,
            section="IV.2.1d",
            title="Đề nghị khen thưởng",
            after=(_S.PUBLICATION,),
            gates=(Body.CHAIRMAN,),
        ),
    )
}

TRANSITIONS: dict[StageState, frozenset[StageState]] = {
    StageState.PENDING: frozenset({StageState.RUNNING}),
    StageState.RUNNING: frozenset({StageState.RUNNING, StageState.WAITING, StageState.ENDED}),
    StageState.WAITING: frozenset({StageState.RUNNING, StageState.WAITING}),
    StageState.ENDED: frozenset(),
}


def check_transition(stage: StageName, state: StageState, target: StageState) -> None:
    """Raise TransitionRefused unless ``stage`` may go from ``state`` to ``target``."""
    if target not in TRANSITIONS[state]:
        raise TransitionRefused(
            f"Bước “{STAGES[stage].title}” {state.words}, không chuyển được sang “{target.words}”. "
            "Đề nghị tải lại bảng tiến độ và xem bước này đang chờ việc gì.",
            subject=stage,
        )


def missing_before(stage: StageName, ended: frozenset[StageName]) -> tuple[StageName, ...]:
    """The stages that must still end before ``stage`` may start."""
    return tuple(name for name in STAGES[stage].after if name not in ended)
