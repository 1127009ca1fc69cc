"""What was written without a file is a question of the unit, kept with its record."""

from __future__ import annotations

from config.workspace import Workspace
from models.domain.campaign import Form
from models.domain.delivery import Delivery
from models.domain.submission import QuestionAsked
from models.domain.units import UnitKind
from tasks.intake.ledger import Ledger
from tasks.intake.sent import NOBODY


def ask(workspace: Workspace, ledger: Ledger, delivery: Delivery) -> None:
    """Note the text of a delivery without files as a question (plan, IV: "khó khăn, vướng mắc").

    It stands in the history of the sender's own form, or of nobody's when the sender is not known.
    """
    if delivery.files or not delivery.text:
        return
    unit = workspace.campaign.find_unit(delivery.sender)
    form = Form.AUTHORITY if unit and unit.kind is UnitKind.DEPARTMENT else Form.COMMUNE
    event = QuestionAsked(
        at=delivery.at, text=delivery.text, sender=delivery.address, thread=delivery.thread
    )
    ledger.append(form, unit.code if unit else NOBODY, event)
