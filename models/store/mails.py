"""What was made of the mails in the mailbox."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.collection.mail_record import MailRecord
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import MailTable, table_of

MAIL = table_of(MailTable)


class Mails(Repository):
    """Mails by mailbox, UIDVALIDITY and UID."""

    @changes
    def note(self, record: MailRecord) -> bool:
        """Remember what a mail is; False, and nothing changes, when it is remembered already."""
        key = {name: getattr(record, name) for name in ("mailbox", "uidvalidity", "uid")}
        if self._find(MAIL, **key) is not None:
            return False
        told = {"kind": record.kind, "reference": record.reference, "about": record.about}
        self._add(MAIL, **key, **told, seen_at=self._work.now)
        place = f"{record.mailbox}/{record.uidvalidity}/{record.uid}"
        self._record(f"mail.{record.kind}", place, after={k: v for k, v in told.items() if v})
        return True

    @reads
    def among(self, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> tuple[MailRecord, ...]:
        """Those of the mails with these UIDs that are remembered, by UID."""
        columns = tuple(MAIL.c[name] for name in MailRecord.model_fields)
        key = {"mailbox": mailbox, "uidvalidity": uidvalidity}
        rows = self._among(columns, MAIL.c.uid, uids, **key)
        found = (MailRecord.model_validate(dict(row._mapping)) for row in rows)
        return tuple(sorted(found, key=lambda record: record.uid))
