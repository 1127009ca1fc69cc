"""What a unit wrote is a question or a note of the unit, kept with its record."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.collection.submission_events import QuestionAsked
from models.domain.collection.text_intent import Meaning, meaning_of
from models.domain.units import UnitKind
from tasks.intake.ledger import Ledger
from tasks.intake.opened import Opened
from tasks.intake.sent import NOBODY


def ask(workspace: Workspace, ledger: Ledger, opened: Opened) -> None:
    """Note the text of a delivery as a question (plan, IV: "khó khăn, vướng mắc").

    Along with files it is one only if it asks; else it is a note to which no answer is owed, or
    nothing if it merely says that the files are sent; an explanation always waits for an answer,
    that is for an operator who has seen to it. It stands in the history of the sender's own
    form, or of the unit whose return came along, or of nobody's when neither is known.
    """
    delivery = opened.delivery
    is_note = delivery.files and not delivery.explains
    meaning = meaning_of(delivery.text) if is_note else Meaning.QUESTION
    if not delivery.text or meaning is Meaning.NOTHING:
        return
    unit = workspace.campaign.find_unit(delivery.sender) or opened.unit
    form = Form.AUTHORITY if unit and unit.kind is UnitKind.DEPARTMENT else Form.COMMUNE
    event = QuestionAsked(
        at=delivery.at,
        text=delivery.text,
        sender=delivery.address,
        thread=delivery.thread,
        owed=meaning is Meaning.QUESTION,
        explains=delivery.explains,
    )
    ledger.append(form, unit.code if unit else NOBODY, event)
