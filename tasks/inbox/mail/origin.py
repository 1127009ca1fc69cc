"""Whose mail it is: who answers a mail of ours, bears a code of ours, or only says who they are."""

import re
from functools import cached_property
from itertools import islice

from config.workspace import Workspace
from models.domain.messages.outbox import TransmissionRef
from models.domain.values import Value
from tasks.inbox.mail.incoming import IncomingMail
from tasks.signed.mail_marks import MailMarks, marks_of, spoken_for, units_at

MOST_ANSWERED = 50
"""Message-IDs of one mail that are looked up: a mail may name thousands that are made up."""
_PASSED = re.compile(r"\bdmarc\s*=\s*pass\b", re.IGNORECASE)


class Origin(Value):
    """The unit that a mail is surely from (else empty), our message it answers, and a guess.

    ``about`` is the key of that message, and ``number`` that of its transmission.
    ``perhaps`` are the names of the units that the From address is registered for: anybody can
    write that address, so it is a hint for an operator and never more.
    """

    unit: str = ""
    about: str = ""
    number: int = 0
    perhaps: tuple[str, ...] = ()


class OriginFinder:
    """Finds the origin of mails by the names under which ours went out.

    Those that went out before they had one are known by what their keys give, which is made out
    at the first Message-ID under our domain that has no such name.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._campaign = workspace.campaign
        self._marks: MailMarks = marks_of(workspace.settings, workspace.campaign.id)

    def origin_of(self, mail: IncomingMail) -> Origin:
        """Where a mail comes from: by the mail it answers, the code in its subject, its address."""
        place = self._answered(mail)
        known = units_at(self._campaign, mail.address)
        unit = spoken_for(self._campaign, self._person(place)) if place else ""
        unit = unit or self._marks.unit_in(mail.subject, (u.code for u in self._campaign.units))
        if not unit and len(known) == 1 and self._is_genuine(mail):
            unit = known[0].code
        return Origin(
            unit=unit,
            about=place.message if place else "",
            number=place.number if place else 0,
            perhaps=() if unit else tuple(found.name for found in known),
        )

    def is_ours(self, mail: IncomingMail) -> bool:
        """Whether it is a mail that we sent ourselves."""
        return self._place_of(mail.message_id) is not None

    def _answered(self, mail: IncomingMail) -> TransmissionRef | None:
        """What of ours a mail answers, or brings back."""
        handed_over = self._tracked(mail.bounce.envelope)
        ours = islice(filter(self._is_own, mail.answers), MOST_ANSWERED)
        return handed_over or next(filter(None, map(self._place_of, ours)), None)

    def _person(self, place: TransmissionRef) -> str:
        with self._workspace.read() as uow:
            return uow.messages.get(place.message).person

    def _place_of(self, message_id: str) -> TransmissionRef | None:
        local = message_id.strip("<>").partition("@")[0]
        if not self._is_own(message_id):
            return None
        return self._tracked(local) or self._untracked.get(local)

    def _is_own(self, message_id: str) -> bool:
        """Whether a Message-ID is under the domain from which we send."""
        own = self._workspace.settings.sender.partition("@")[2]
        return message_id.strip("<>").partition("@")[2].lower() == own.lower()

    def _tracked(self, track: str) -> TransmissionRef | None:
        if not track:
            return None
        with self._workspace.read() as uow:
            return next(iter(uow.transmissions.tracked(track)), None)

    @cached_property
    def _untracked(self) -> dict[str, TransmissionRef]:
        """By Message-ID; of a message's transmissions the first, for it had no others then."""
        with self._workspace.read() as uow:
            places = uow.transmissions.untracked()
        return {self._marks.local_part(each.message): each for each in reversed(places)}

    def _is_genuine(self, mail: IncomingMail) -> bool:
        """Whether our own server found that the domain of the From address vouches for the mail."""
        server, _, verdict = mail.results.partition(";")
        own, domain = self._workspace.settings.imap_authserv, mail.address.partition("@")[2]
        named = re.search(r"header\.from\s*=\s*([^\s;]+)", verdict)
        return (
            bool(own)
            and server.split()[:1] == [own]
            and bool(_PASSED.search(verdict))
            and named is not None
            and named[1].strip('"').lower() == domain
        )
