"""What communes do on the days of the reminder ladder, and departments with their own part."""

from datetime import date

from config.workspace import Workspace
from deployments.rehearsal import officials
from deployments.rehearsal.officials import Habit
from deployments.rehearsal.world import World
from models.domain.campaign import Form
from models.domain.criteria.parts import part_of
from models.domain.stages import StageName

FIRST, SECOND, THIRD, LAST, AFTER = range(5)
"""The steps of the reminder ladder: two early ones, the eve, the day itself, the day after."""

WORKBOOK_NAME = "bang-tu-cham.xlsx"


class CommunePart:
    """Plays the communes and, for the authority's own sheet, the departments."""

    def __init__(self, workspace: Workspace, world: World) -> None:
        self._workspace, self._world = workspace, world
        self._habits = officials.habits(workspace.campaign.communes, world.draws)
        campaign = workspace.campaign
        plan = campaign.stages[StageName.SELF_ASSESSMENT]
        last = campaign.calendar.on_or_before((plan.returns or plan.limit).last_day)
        ready = campaign.calendar.shift(campaign.can_begin(StageName.SELF_ASSESSMENT), 1)
        ladder = (campaign.calendar.shift(last, step) for step in campaign.reminders.ladder)
        self._steps = [max(day, ready) for day in ladder]
        self.days = set(self._steps)

    def act(self, day: date) -> int:
        """Drop the files that are dropped on ``day``; how many."""
        return sum(self._step(number) for number, when in enumerate(self._steps) if when == day)

    def _step(self, number: int) -> int:
        sent = sum(self._commune(code, number) for code in self._habits)
        if number == SECOND:
            sent += sum(self._department(d.code) for d in self._workspace.campaign.departments)
        return sent

    def _commune(self, code: str, number: int) -> int:
        match self._habits[code], number:
            case Habit.PUNCTUAL, _ if number == self._day_of(code):
                return self._send(code)
            case (Habit.COMMAS, 1) | (Habit.LATE, 4):
                return self._send(code)
            case Habit.BROKEN_CELLS, 1:
                cells = officials.typed_answers(self._world.declared[code])
                return self._drop(code, "ban-nhap.xlsx", officials.broken(cells))
            case Habit.WRONG_FILE, 1:
                return self._drop_wrong_file(code)
            case (Habit.BROKEN_CELLS | Habit.WRONG_FILE, 2):
                return self._send(code)
            case Habit.THIRD_REMINDER, _ if number >= THIRD and self._reminders(code) == 3:
                return self._send(code)
            case Habit.THIRD_REMINDER, _ if number == LAST:
                return self._send(code)
        return 0

    def _day_of(self, code: str) -> int:
        return self._world.draws.below(2, "day", code)

    def _reminders(self, code: str) -> int:
        return officials.mailbox_of(self._workspace, code).count("Nhắc gửi")

    def _send(self, code: str) -> int:
        commas = self._habits[code] is Habit.COMMAS
        return self._drop(
            code, WORKBOOK_NAME, officials.typed_answers(self._world.declared[code], commas)
        )

    def _drop(self, code: str, name: str, cells: officials.Cells) -> int:
        content = officials.filled_self_assessment(self._workspace, code, cells)
        officials.drop(self._workspace, code, name, content)
        return 1

    def _drop_wrong_file(self, code: str) -> int:
        """A text with the name of a workbook, and the workbook of a neighbour."""
        officials.drop(self._workspace, code, "bao-cao.xlsx", "Báo cáo tự chấm".encode())
        other = next(c for c in self._habits if c != code)
        neighbour = officials.mailbox_of(self._workspace, other).newest_workbook()
        officials.drop(self._workspace, code, "cua-xa-ban.xlsx", neighbour)
        return 2

    def _department(self, code: str) -> int:
        part = part_of(self._workspace.sets[Form.AUTHORITY], code)
        if part is None:
            return 0
        answers = {
            leaf.code: self._world.own[leaf.code]
            for _, _, leaf in part.leaves()
            if leaf.code in self._world.own
        }
        return self._drop(code, WORKBOOK_NAME, officials.typed_answers(answers))
