"""Who presses “Cần hỗ trợ” has asked: the operators are told and answer as they do any question."""

from __future__ import annotations

from datetime import datetime

from config.workspace import Workspace
from models.domain.campaign import Form, addressee
from models.domain.collection.submission_events import QuestionAsked
from models.domain.messages.message import MessageRecord
from models.domain.messages.words import PURPOSES
from models.store import UnitOfWork
from tasks.signed.mail_marks import spoken_for

NOBODY = "khong-ro"
"""Under whom questions stand that no unit has asked."""


def ask_for_help(
    workspace: Workspace, uow: UnitOfWork, message: MessageRecord, at: datetime
) -> None:
    """Note a question of the person's unit about what ``message`` said."""
    campaign = workspace.campaign
    person, unit = campaign.find_contact(message.person), spoken_for(campaign, message.person)
    event = QuestionAsked(
        at=at,
        text=f"{addressee(person, campaign) if person else message.person} đã bấm nút “Cần hỗ trợ” "
        f"trong tin Zalo “{PURPOSES[message.purpose]}”. Đề nghị đồng chí liên hệ để hướng dẫn.",
        sender=person.email if person else "",
    )
    form = campaign.form_of(unit) if unit else Form.COMMUNE
    uow.submissions.append(form, unit or NOBODY, event)
