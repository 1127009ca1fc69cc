"""The script of a rehearsal: what happens on which day of the campaign's own calendar."""

from collections.abc import Callable
from datetime import date, datetime, time

from config.workspace import Workspace
from deployments.rehearsal.commune_part import CommunePart
from deployments.rehearsal.conductor import Conductor, SimulatedTime
from deployments.rehearsal.deciders import Deciders
from deployments.rehearsal.department_part import DepartmentPart
from deployments.rehearsal.survey_part import drop_survey
from deployments.rehearsal.world import World
from flows.ticks import campaign_tick, collection_tick, reminders_tick
from models.domain.stages import STAGES, StageName, StageState
from tasks.stages.due import active_runs, due_stages

Tell = Callable[[datetime, str], None]


class Script:
    """Plays a whole campaign on a conductor; ``tell`` is told what happens, in Vietnamese."""

    def __init__(
        self, workspace: Workspace, world: World, conductor: Conductor, tell: Tell
    ) -> None:
        self._workspace, self._world, self._conductor = workspace, world, conductor
        self._time = SimulatedTime(workspace)
        self._tell = tell
        self._ended: set[StageName] = set()
        self._surveyed = False
        self._communes = CommunePart(workspace, world)
        self._departments = DepartmentPart(workspace, world)
        self._deciders = Deciders(
            workspace, conductor, self._departments.correct, self._time, self._say
        )

    def play(self) -> None:
        """Walk the calendar from the first day of the plan to the end of the last stage."""
        for day in self._days():
            self._remind(day)
            self._people_act(day)
            self._reconcile(day)
            if self._ended == set(StageName):
                break
        self._time.go_to(self._time.today(), time(20))
        self._conductor.tick(reminders_tick)

    def _days(self) -> list[date]:
        plans = self._workspace.campaign.stages.values()
        opening = {plan.opens for plan in plans}
        closing = {(plan.waits_until or plan.limit).closes.date() for plan in plans}
        acting = self._communes.days | self._departments.days
        calendar = self._workspace.campaign.calendar
        return sorted({calendar.on_or_after(day) for day in opening | closing | acting})

    def _remind(self, day: date) -> None:
        if day in self._communes.days:
            self._time.go_to(day, time(7, 40))
            self._conductor.tick(reminders_tick)
            self._say("Gửi thư nhắc các đơn vị chưa nộp")

    def _people_act(self, day: date) -> None:
        self._time.go_to(day, time(15))
        survey = self._workspace.campaign.stages[StageName.SURVEY]
        closes = (survey.returns or survey.limit).closes.date()
        if not self._surveyed and day >= closes:
            self._surveyed = True
            drop_survey(self._workspace, self._world)
            self._conductor.tick(collection_tick)
        if sent := self._communes.act(day) + self._departments.act(day):
            self._conductor.tick(collection_tick)
            self._say(f"Tiếp nhận và trả lời {sent} tệp của các đơn vị")

    def _reconcile(self, day: date) -> None:
        """Tick until nothing is due and nobody's decision is waited for, then send the letters."""
        self._time.go_to(day, time(16))
        acted = False
        while self._something_is_due():
            acted = True
            self._conductor.tick(campaign_tick)
            self._tell_what_ended()
            self._deciders.decide_all()
            self._tell_what_ended()
        if acted:
            self._conductor.tick(collection_tick)

    def _something_is_due(self) -> bool:
        campaign_id = self._workspace.campaign.id
        waking = any(active.wake for active in active_runs(campaign_id))
        return waking or bool(due_stages(campaign_id, ()))

    def _tell_what_ended(self) -> None:
        with self._workspace.read() as uow:
            records = uow.stages.all()
        for name, record in records.items():
            if record.state is StageState.ENDED and name not in self._ended:
                self._ended.add(name)
                self._say(f"Xong bước “{STAGES[name].title}”: {record.summary}")

    def _say(self, text: str) -> None:
        self._tell(self._workspace.now(), text)
