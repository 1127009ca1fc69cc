"""Letters as mails: what the mail channel writes."""

from functools import cache

from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.settings import MailSender
from tasks.notify.text.email import MailThread, compose
from tasks.notify.text.render import email_version, render_email
from tasks.signed.mail_marks import unit_of


class MailWriter:
    """Writes the mails of a campaign; their Message-IDs are under the sender's domain."""

    def __init__(self, campaign: Campaign, mode: Mode, sender: MailSender) -> None:
        self._campaign = campaign
        self._mode = mode
        self._from = sender
        self.address = sender.address
        self.domain = sender.address.partition("@")[2]
        self._code = cache(sender.marks.code)

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """The mail; ConfigurationError when it lacks something or the address is no mail address.

        What is sent again on a person's word has a Message-ID of its own: servers drop the second
        mail under one ID.
        """
        message, contact, marks = letter.message, letter.contact, self._from.marks
        unit = unit_of(contact)
        turn = message.way(letter.number).turn
        place = MailThread(
            message_id=marks.message_id(message.key, self.domain, turn),
            answers=message.thread,
            code=self._code(unit) if unit else "",
        )
        confirm = self._from.confirmations.address(message)
        rendered = render_email(message, contact, self._campaign, self._mode, confirm)
        try:
            mail = compose(
                rendered, self._from, letter.address, letter.files, place, letter.sent_at
            )
        except ValueError as error:
            raise ConfigurationError(str(error), subject=message.key) from error
        return PreparedMessage(
            key=message.key,
            number=letter.number,
            person=contact.id,
            address=letter.address,
            content=mail,
            ref=place.message_id[1:].partition("@")[0],
            template=f"email/{message.purpose}",
            version=email_version(message.purpose),
            sent_at=letter.sent_at,
        )
