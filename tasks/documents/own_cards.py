"""Each commune's own score card as a workbook, for the mail that tells it its result."""

from __future__ import annotations

from config.workspace import open_workspace
from models.domain.campaign import Form
from models.domain.messages.message import Attachment
from models.domain.values import UnitCode
from tasks.documents.annex import score_card_workbook
from tasks.documents.bundles import score_cards
from tasks.prefect_steps.step import step


@step("Lập phiếu điểm của từng đơn vị")
def own_score_cards(campaign: str) -> dict[UnitCode, Attachment]:
    """Store the score card of every commune; equal scores are one stored file."""
    workspace = open_workspace(campaign)
    criteria_set, cards = workspace.sets[Form.COMMUNE], {}
    with workspace.change("flow:publication") as uow:
        for card in score_cards(workspace, uow):
            name = f"PhieuDiem-{card.unit}-{campaign}.xlsx"
            content = score_card_workbook(workspace.campaign, criteria_set, card)
            cards[card.unit] = Attachment(name=name, sha256=uow.files.put(content, name))
    return cards
