"""The gates of a stage: wait for each signed decision, and come again after a return.

The decision is a row of our database, not the click on Resume. A suspended run starts again from
the top, reads the decision, and waits again with the reason when there is none.
"""

from collections.abc import Callable
from itertools import count

from flows.engine import engine
from flows.forms import BallotForm, ReworkForm, ballot_key
from models.domain.gate.records import GateKey, Verdict, Wait
from models.domain.stages import STAGES, StageName
from tasks.documents.draft import changed_drafts
from tasks.gates.decisions import decide_by_ballot, note_rework, read_rework, read_verdict
from tasks.gates.requests import is_unchanged, open_gate, void_round
from tasks.stages.due import note_going_on, note_waiting


def approve(campaign: str, stage: StageName, prepare: Callable[[str, int], None]) -> int:
    """Prepare the dossier and pass every gate of the stage; return the round that was approved.

    ``prepare(campaign, round)`` makes the documents of a round and finds them made when called
    again. A return, or a change after signing, leads to a rework and to the next round.
    """
    for round_ in count(1):
        prepare(campaign, round_)
        if all(
            pass_gate(campaign, GateKey(stage=stage, body=body, round=round_))
            for body in STAGES[stage].gates
        ) and is_as_signed(campaign, stage, round_):
            return round_
        wait_for_rework(campaign, stage, round_)
    raise AssertionError("count() does not end")


def pass_gate(campaign: str, gate: GateKey) -> bool:
    """Wait for the decision at ``gate``; True when it approves the dossier as it now stands."""
    text = open_gate(campaign, gate, engine().run_id())
    while (verdict := read_verdict(campaign, gate)) is None:
        note_waiting(campaign, gate.stage, str(Wait(kind="gate", gate=gate)), engine().run_id())
        key = ballot_key(gate, str(text.attempt))
        answer = engine().ask(BallotForm, key, text.markdown)
        note_going_on(campaign, gate.stage, engine().run_id())
        decide_by_ballot(campaign, gate, answer.verdict, answer.opinion, answer.code)
        text = open_gate(campaign, gate, engine().run_id())
    return verdict is Verdict.APPROVE and is_unchanged(campaign, gate)


def is_as_signed(campaign: str, stage: StageName, round_: int) -> bool:
    """Whether the signed drafts can be issued as they are; otherwise the round is void."""
    reason = changed_drafts(campaign, stage, round_)
    if reason:
        void_round(
            campaign, GateKey(stage=stage, body=STAGES[stage].gates[-1], round=round_), reason
        )
    return not reason


def wait_for_rework(campaign: str, stage: StageName, round_: int) -> None:
    """Wait until an operator says what was mended after the return of ``round_``."""
    gate = GateKey(stage=stage, body=STAGES[stage].gates[-1], round=round_)
    while (text := read_rework(campaign, stage, round_)) is not None:
        note_waiting(campaign, stage, str(Wait(kind="rework", gate=gate)), engine().run_id())
        answer = engine().ask(ReworkForm, f"rework-{round_}", text)
        note_going_on(campaign, stage, engine().run_id())
        note_rework(campaign, stage, round_, answer.note)
