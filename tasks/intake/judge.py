"""Judge what came in: accepted, returned with findings, or refused; in every case kept and told.

A delivery is settled in the transaction of its verdicts, their scores and their messages, so it is
judged once however often the step runs. The file that was judged last, sent again, is answered
again and stays one submission; any other file is judged anew, whether or not it was sent before.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.collection.round_changes import is_closed
from models.domain.collection.submission import fold_events
from models.domain.collection.submission_events import QuestionAsked
from models.domain.collection.text_intent import TextIntent, intent_of
from models.domain.delivery import Delivery
from models.domain.units import UnitKind
from tasks.files.limits import MOST_IN_CHUNK, in_chunks
from tasks.intake.answers import UNKNOWN_UNIT
from tasks.intake.cases import JudgedReturn, cases_of, is_resent, with_marks
from tasks.intake.evidence import advice_on, keep_evidence, tell_of_evidence
from tasks.intake.ledger import ChangeBuffer
from tasks.intake.opening import OpenedDelivery
from tasks.intake.verdicts import accept, receive, refuse, repeat, send_back
from tasks.intake.workers import workers
from tasks.prefect_steps.step import step, tracked
from tasks.workbook.opinion import CLOSED

CHUNKS_AHEAD = 2
"""Chunks that the workers are busy with while one is judged."""


@step("Kiểm tra hồ sơ đã nhận")
def judge_deliveries(campaign: str) -> None:
    """Judge every delivery that waits, and queue the answers to whoever sent it."""
    workspace = open_workspace(campaign)
    with workspace.read() as uow:
        waiting = uow.deliveries.waiting()
        sizes = uow.files.sizes(sent.file for delivery in waiting for sent in delivery.files)
    key = f"{campaign}-8-dang-kiem-tra-tep"
    chunks = in_chunks(waiting, lambda one: sum(sizes[sent.file] for sent in one.files))
    opened = _looked_into(workspace, chunks)
    for chunk in tracked(opened, len(chunks), key, f"Số đợt {MOST_IN_CHUNK} lần gửi đã kiểm tra"):
        _judge_chunk(workspace, chunk)


def judge_at_once(workspace: Workspace, deliveries: Sequence[Delivery]) -> None:
    """Judge and settle deliveries in one transaction; those that somebody has judged are left."""
    _judge_chunk(workspace, workers().look_into(workspace, deliveries))


def _looked_into(
    workspace: Workspace, chunks: Sequence[Sequence[Delivery]]
) -> Iterator[Sequence[OpenedDelivery]]:
    """Each chunk with what is in it; the workers are busy with the next while one is judged."""
    with ThreadPoolExecutor(1, "look-ahead") as ahead:
        coming = deque[Future[list[OpenedDelivery]]]()
        for chunk in chunks:
            coming.append(ahead.submit(workers().look_into, workspace, chunk))
            if len(coming) > CHUNKS_AHEAD:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


def _judge_chunk(workspace: Workspace, looked_into: Sequence[OpenedDelivery]) -> None:
    keep_evidence(workspace, looked_into)
    with workspace.read() as uow:
        cases = cases_of(workspace, uow, looked_into)
    marked = with_marks(workspace, cases)
    advice = [advice_on(workspace, opened) for opened in looked_into]
    with workspace.change("flow:collection") as uow:
        new = uow.deliveries.settle_all([opened.delivery for opened in looked_into])
        references = {(delivery.door, delivery.reference) for delivery in new}
        owners = {(case.sent.form, case.sent.code) for own in marked for case in own}
        ledger = ChangeBuffer(uow, owners)
        for opened, own, odd in zip(looked_into, marked, advice, strict=True):
            if (opened.delivery.door, opened.delivery.reference) in references:
                for case in own:
                    _judge(workspace, ledger, case)
                tell_of_evidence(workspace, ledger, opened, odd)
                note_text(workspace, ledger, opened)
        ledger.write()


def _judge(workspace: Workspace, ledger: ChangeBuffer, case: JudgedReturn) -> None:
    sent = case.sent
    history = ledger.history(sent.form, sent.code)
    if is_resent(history, sent.file.file):
        repeat(workspace, ledger, case, history)
        return
    if sent.file not in sent.delivery.files:
        ledger.keep(case.content, sent.file.name)
    receive(ledger, sent)
    state = fold_events(history)
    if case.refusal:
        refuse(workspace, ledger, sent, case.refusal)
    elif is_closed(workspace.campaign.closing_of(sent.form), state, sent.delivery.at):
        refuse(workspace, ledger, sent, CLOSED)
    elif case.goes_back:
        send_back(workspace, ledger, case)
    else:
        accept(workspace, ledger, case, state)


def note_text(workspace: Workspace, ledger: ChangeBuffer, opened: OpenedDelivery) -> None:
    """Note the text of a delivery as a question (plan, IV: "khó khăn, vướng mắc").

    Along with files it is one only if it asks; else it is a note to which no answer is owed, or
    nothing if it merely says that the files are sent; an explanation always waits for an answer,
    that is for an operator who has seen to it. It stands in the history of the sender's own
    form, or of the unit whose return came along, or of nobody's when neither is known.
    """
    delivery = opened.delivery
    is_note = delivery.files and not delivery.explains
    intent = intent_of(delivery.text) if is_note else TextIntent.QUESTION
    if not delivery.text or intent is TextIntent.COURTESY:
        return
    unit = workspace.campaign.find_unit(delivery.sender) or opened.unit
    form = Form.AUTHORITY if unit and unit.kind is UnitKind.DEPARTMENT else Form.COMMUNE
    event = QuestionAsked(
        at=delivery.at,
        text=delivery.text,
        sender=delivery.address,
        thread=delivery.thread,
        owed=intent is TextIntent.QUESTION,
        explains=delivery.explains,
    )
    ledger.append(form, unit.code if unit else UNKNOWN_UNIT, event)
