"""Where the stages of the campaign stand."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from models.domain.errors import TransitionRefused
from models.domain.stages import STAGES, StageName, StageRecord, StageState, check_transition
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import StageTable, table_of

_STAGE = table_of(StageTable)


class Stages(Repository):
    """The stages; every step is checked against the transition table (TransitionRefused)."""

    @reads
    def all(self) -> dict[StageName, StageRecord]:
        """Every stage in the plan's order; pending if it has not started."""
        found = {
            row.stage: _record(row) for row in self._all(select(_STAGE).where(self._mine(_STAGE)))
        }
        return {name: found.get(name, StageRecord(stage=name)) for name in StageName}

    @changes
    def start(self, stage: StageName, run: str) -> None:
        """Start a stage, or take it up again in ``run``; nothing happens if ``run`` has it."""
        self._move(stage, StageState.RUNNING, run=run)

    @changes
    def wait(self, stage: StageName, reason: str, until: datetime | None, run: str) -> None:
        """Let a stage wait for ``reason`` (Vietnamese), to be woken at ``until`` at the latest.

        TransitionRefused when another run than ``run`` has the stage: that one goes on with it.
        """
        self._check_holder(stage, run)
        self._move(stage, StageState.WAITING, waiting_for=reason, wake_at=until, run=run)

    @changes
    def resume(self, stage: StageName, run: str) -> None:
        """Let a waiting stage run on; nothing happens if it runs. Refused like ``wait``."""
        self._check_holder(stage, run)
        self._move(stage, StageState.RUNNING)

    @changes
    def end(self, stage: StageName, summary: str) -> None:
        """End a running stage with one Vietnamese line on what came of it."""
        self._move(stage, StageState.ENDED, ended_at=self._work.now, summary=summary)

    def _check_holder(self, stage: StageName, run: str) -> None:
        row = self._one(StageTable, stage=stage)
        if row is not None and row.run != run:
            raise TransitionRefused(
                f"Bước “{STAGES[stage].title}” đã chuyển sang một lượt chạy mới hơn; lượt chạy này "
                "dừng tại đây. Đề nghị hủy lượt chạy cũ và theo dõi lượt chạy mới.",
                subject=stage,
            )

    def _move(self, stage: StageName, target: StageState, **fields: str | datetime | None) -> None:
        row = self._one(StageTable, stage=stage)
        before = StageRecord(stage=stage) if row is None else _record(row)
        check_transition(stage, before.state, target)
        kept = {"started_at": before.started_at or self._work.now, "run": before.run}
        after = StageRecord.model_validate({"stage": stage, "state": target, **kept, **fields})
        if after == before:
            return
        moved = StageTable(campaign_id=self._campaign_id, **after.model_dump())
        self._put_one(moved, replaces=row is not None)
        was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
        self._record(f"stage.{target}", stage, was, now, after.waiting_for)


def _record(row: StageTable | Row[Any]) -> StageRecord:
    return StageRecord.model_validate(row, from_attributes=True)
