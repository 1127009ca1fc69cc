"""The council, the chairman and the operator of a rehearsal."""

from collections.abc import Callable

from prefect.input import RunInput

from config.workspace import Workspace
from deployments.rehearsal.conductor import Conductor, SimulatedTime
from flows.forms import BallotForm, ReworkForm
from flows.ticks import collection_tick
from models.domain.gate.records import GateKey, Verdict, Wait, parse_wait
from models.domain.stages import STAGES, Body, StageName, StageState
from models.domain.units import Position
from tasks.gates.codes import current_code
from tasks.gates.votes import cast_vote
from tasks.notify.dispatch.send_due import send_due_messages

RETURNED = GateKey(stage=StageName.RESULTS, body=Body.CHAIRMAN, round=1)
"""The one dossier that the chairman of every rehearsal sends back."""

OPINION = "Đề nghị rà soát lại điểm thẩm định của đơn vị có ý kiến giải trình, sau đó trình lại."


class Deciders:
    """Decides whatever is waited for; each person once at a time, as one code serves once."""

    def __init__(
        self,
        workspace: Workspace,
        conductor: Conductor,
        correct: Callable[[], str],
        clock: SimulatedTime,
        say: Callable[[str], None],
    ) -> None:
        self._workspace, self._conductor = workspace, conductor
        self._correct, self._time, self._say = correct, clock, say
        self._mistyped = False

    def decide_all(self) -> None:
        """Decide, wave by wave, until no stage waits for a person; each is asked by mail first."""
        while waits := self._waits():
            self._time.pass_minutes(5)
            send_due_messages(self._workspace.campaign.id)
            gates = self._one_for_each_person(waits)
            if gates.get(StageName.RESULTS) == RETURNED and not self._mistyped:
                self._mistype()
                self._time.pass_minutes(5)
            if answers := {stage: self._ballot(gate) for stage, gate in gates.items()}:
                self._conductor.answer(answers)
            for stage, wait in waits.items():
                if wait.kind == "rework":
                    self._rework(stage)

    def _waits(self) -> dict[StageName, Wait]:
        with self._workspace.read() as uow:
            records = uow.stages.all().values()
        return {
            record.stage: wait
            for record in records
            if record.state is StageState.WAITING
            and (wait := parse_wait(record.waiting_for)) is not None
            and wait.gate is not None
        }

    def _one_for_each_person(self, waits: dict[StageName, Wait]) -> dict[StageName, GateKey]:
        by_body: dict[Body, tuple[StageName, GateKey]] = {}
        for stage, wait in waits.items():
            if wait.kind == "gate" and wait.gate is not None:
                by_body.setdefault(wait.gate.body, (stage, wait.gate))
        return dict(by_body.values())

    def _ballot(self, gate: GateKey) -> RunInput:
        if gate.body is Body.COUNCIL:
            self._vote(gate)
        verdict = Verdict.RETURN if gate == RETURNED else Verdict.APPROVE
        position = Position.COUNCIL_CHAIRMAN if gate.body is Body.COUNCIL else Position.CHAIRMAN
        signer = self._workspace.campaign.people(position)[0]
        self._say(f"{signer.title}: {verdict.words.lower()} “{STAGES[gate.stage].title}”")
        return BallotForm(
            verdict=verdict.words,
            code=self._code(signer.id),
            opinion=OPINION if verdict is Verdict.RETURN else "",
        )

    def _vote(self, gate: GateKey) -> None:
        for member in self._workspace.campaign.people(Position.COUNCIL_MEMBER):
            code = self._code(member.id)
            cast_vote(self._workspace.campaign.id, gate, Verdict.APPROVE, "", code)

    def _mistype(self) -> None:
        """The chairman types a code that is wrong; the gate waits again and says why."""
        chairman = self._workspace.campaign.people(Position.CHAIRMAN)[0]
        wrong = f"{(int(self._code(chairman.id)) + 1) % 1_000_000:06d}"
        self._mistyped = True
        self._say("Chủ tịch nhập sai mã xác nhận; hồ sơ vẫn chờ quyết định")
        form = BallotForm(verdict=Verdict.APPROVE.words, code=wrong)
        self._conductor.answer({StageName.RESULTS: form})

    def _rework(self, stage: StageName) -> None:
        note = self._correct()
        self._say(note)
        self._conductor.tick(collection_tick)
        self._conductor.answer({stage: ReworkForm(note=note)})

    def _code(self, person: str) -> str:
        workspace = self._workspace
        return current_code(workspace.settings, workspace.campaign, person, workspace.now())
