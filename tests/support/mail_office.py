"""A house with a mailbox, as the collection sees it."""

from __future__ import annotations

from models.domain.messages.purposes import Purpose
from tasks.inbox.mail.take_in import keep_new, move_done
from tasks.inbox.questions import tell_questions
from tasks.intake.judge import judge_deliveries
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.signed.mail_marks import marks_of
from tests.support.house import CAMPAIGN
from tests.support.mailbox import FakeMailbox


class Office:
    """A house and its mailbox; ``tick`` is what the collection does with mails."""

    def __init__(self, house):
        self.house = house
        self.workspace = house.workspace
        self.mailbox = FakeMailbox()

    def tick(self):
        keep_new(self.workspace, self.mailbox)
        judge_deliveries(CAMPAIGN)
        move_done(self.workspace, self.mailbox)
        tell_questions(CAMPAIGN)

    def receive(self, mail, **more):
        return self.mailbox.receive(mail.as_bytes(), **more)

    def deliveries(self):
        with self.workspace.read() as uow:
            return uow.deliveries.waiting()

    def history(self, unit, form="commune"):
        with self.workspace.read() as uow:
            return [event.kind for event in uow.submissions.history(form, unit)]

    def kinds(self):
        mailbox = self.mailbox
        with self.workspace.read() as uow:
            return [m.kind for m in uow.mails.among(mailbox.name, mailbox.uidvalidity, range(99))]

    def noted(self):
        """What the mails were about, by UID."""
        mailbox = self.mailbox
        with self.workspace.read() as uow:
            return [m.about for m in uow.mails.among(mailbox.name, mailbox.uidvalidity, range(99))]

    def told(self, *purposes):
        return [(m.person, m.purpose) for m in self.house.messages(*purposes)]

    def sent_to(self, unit):
        """The message that a unit got first: its workbook."""
        (message,) = [m for m in self.house.messages(Purpose.WORKBOOK_SENT) if m.unit == unit]
        return message


class Sent:
    """What a commune was sent first, and what becomes of it."""

    def __init__(self, office, unit):
        self.office = office
        self.key = office.sent_to(unit).key
        self.marks = marks_of(office.workspace.settings, CAMPAIGN)

    def id(self, turn=1):
        return self.marks.message_id(self.key, "cchc.example", turn)

    def track(self, turn=1):
        return self.marks.local_part(self.key, turn)

    def way(self, number=1):
        with self.office.workspace.read() as uow:
            return uow.messages.get(self.key).way(number)

    def history(self):
        with self.office.workspace.read() as uow:
            return uow.messages.history(self.key)

    def send_again(self):
        with self.office.workspace.change("operator-1") as uow:
            uow.transmissions.again(self.key, "gửi lại")
        send_due_messages(CAMPAIGN)
