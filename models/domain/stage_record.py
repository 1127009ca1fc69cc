"""Where a stage of a campaign stands."""

from __future__ import annotations

from pydantic import AwareDatetime

from models.domain.stages import StageName, StageState
from models.domain.values import Value


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
