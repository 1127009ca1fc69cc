"""What departments do with their score sheets: one forgets the reasons and mends it."""

from collections.abc import Mapping
from datetime import date

from config.workspace import Workspace
from deployments.rehearsal import officials
from deployments.rehearsal.world import World
from models.domain.campaign import Form
from models.domain.criteria.parts import appraised_by
from models.domain.stages import StageName

SHEET_NAME = "phieu-tham-dinh.xlsx"
Line = tuple[str, str]
"""A commune and the code of an item."""


class DepartmentPart:
    """Plays the departments as appraisers."""

    def __init__(self, workspace: Workspace, world: World) -> None:
        self._workspace, self._world = workspace, world
        campaign = workspace.campaign
        plan = campaign.stages[StageName.APPRAISAL]
        last = campaign.calendar.on_or_before((plan.returns or plan.limit).last_day)
        self._first = campaign.calendar.shift(campaign.can_begin(StageName.APPRAISAL), 1)
        self._last = max(self._first, last)
        self.days = {self._first, self._last}
        self._departments = [
            unit.code
            for unit in campaign.departments
            if appraised_by(workspace.sets[Form.COMMUNE], unit.code)
        ]

    def act(self, day: date) -> int:
        """Drop the score sheets that are dropped on ``day``; how many."""
        if day == self._first:
            self._send(self._departments[0], reasons=self._first == self._last)
            for code in self._departments[1:]:
                self._send(code)
            return len(self._departments)
        if day == self._last:
            self._send(self._departments[0])
            return 1
        return 0

    def correct(self) -> str:
        """Give one commune back the points of one item, as the chairman asked; what was done."""
        department, unit, code = self._first_cut()
        worth = self._world.declared[unit][code].worth
        assert worth is not None
        del self._world.appraised[unit][code]
        self._send(department, restored={(unit, code): worth})
        name = self._workspace.campaign.unit(unit).name
        return f"Đã thẩm định lại tiêu chí {code} của {name}: công nhận điểm tự chấm"

    def _first_cut(self) -> tuple[str, str, str]:
        """The first points taken off a self score; bonuses and deductions are none."""
        for department in self._departments:
            for unit, code in self._changes(department):
                if code in self._world.declared[unit]:
                    return department, unit, code
        raise LookupError("the appraisers changed nothing in this rehearsal")

    def _send(
        self, department: str, reasons: bool = True, restored: Mapping[Line, int] | None = None
    ) -> None:
        """Fill in the newest sheet, which may be one that came back marked.

        ``restored`` are lines whose points become the self score again.
        """
        changes = self._changes(department) | dict(restored or {})
        content = officials.filled_appraisal(self._workspace, department, changes, reasons)
        officials.drop(self._workspace, department, SHEET_NAME, content)

    def _changes(self, department: str) -> dict[Line, int]:
        codes = {item.code for item in appraised_by(self._workspace.sets[Form.COMMUNE], department)}
        return {
            (unit, code): points
            for unit, changed in self._world.appraised.items()
            for code, points in changed.items()
            if code in codes
        }
