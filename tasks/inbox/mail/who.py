"""Whose mail it is: who answers a mail of ours, bears a code of ours, or only says who they are."""

from __future__ import annotations

import re
from functools import cached_property

from config.workspace import Workspace
from models.domain.messages import MessageRecord
from models.domain.values import Value
from tasks.inbox.mail.letter import Letter
from tasks.mail_marks import Marks, marks_of, spoken_for, units_at

_PASSED = re.compile(r"\bdmarc\s*=\s*pass\b", re.IGNORECASE)


class Origin(Value):
    """The unit that a mail is surely from (else empty), our message it answers, and a guess.

    ``perhaps`` are the names of the units that the From address is registered for: anybody can
    write that address, so it is a hint for an operator and never more.
    """

    unit: str = ""
    about: str = ""
    perhaps: tuple[str, ...] = ()


class Directory:
    """Finds the origin of mails; the keys of our messages are read at the first answer."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._campaign = workspace.campaign
        self._marks: Marks = marks_of(workspace.settings, workspace.campaign.id)

    def origin_of(self, letter: Letter) -> Origin:
        """Where a mail comes from: by the mail it answers, the code in its subject, its address."""
        answered = self._answered(letter)
        known = units_at(self._campaign, letter.address)
        unit = spoken_for(self._campaign, answered.person) if answered else ""
        unit = unit or self._marks.unit_in(letter.subject, (u.code for u in self._campaign.units))
        if not unit and len(known) == 1 and self._is_genuine(letter):
            unit = known[0].code
        return Origin(
            unit=unit,
            about=answered.key if answered else "",
            perhaps=() if unit else tuple(found.name for found in known),
        )

    def is_ours(self, letter: Letter) -> bool:
        """Whether it is a mail that we sent ourselves."""
        return self._key_of(letter.message_id) is not None

    def _answered(self, letter: Letter) -> MessageRecord | None:
        key = next((key for id in letter.answers if (key := self._key_of(id))), None)
        if key is None:
            return None
        with self._workspace.read() as uow:
            return uow.messages.get(key)

    def _key_of(self, message_id: str) -> str | None:
        local, _, domain = message_id.strip("<>").partition("@")
        own = self._workspace.settings.sender.partition("@")[2]
        return self._keys.get(local) if domain.lower() == own.lower() else None

    @cached_property
    def _keys(self) -> dict[str, str]:
        with self._workspace.read() as uow:
            return {self._marks.local_part(key): key for key in uow.messages.known_keys()}

    def _is_genuine(self, letter: Letter) -> bool:
        """Whether our own server found that the domain of the From address vouches for the mail."""
        server, _, verdict = letter.results.partition(";")
        own, domain = self._workspace.settings.imap_authserv, letter.address.partition("@")[2]
        named = re.search(r"header\.from\s*=\s*([^\s;]+)", verdict)
        return (
            bool(own)
            and server.split()[:1] == [own]
            and bool(_PASSED.search(verdict))
            and named is not None
            and named[1].strip('"').lower() == domain
        )
