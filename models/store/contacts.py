"""What was changed about the people of a campaign after it had opened."""

from datetime import UTC
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Row, select

from models.domain.people.contact_changes import ContactChange, masked_contact
from models.domain.units import Contact
from models.store.canonical import canonical_json, text_digest
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import ContactChangeTable, table_of

_CHANGE = table_of(ContactChangeTable)


class Contacts(Repository):
    """Changes in their order; ``Campaigns.get`` gives the campaign as they leave it."""

    @changes
    def record(self, change: ContactChange, before: Contact | None = None) -> None:
        """Add a change of the contact that stood as ``before`` (None: it is new)."""
        self._add(
            _CHANGE,
            seq=self.newest() + 1,
            person=change.contact.id,
            body=canonical_json(change.contact),
            **change.model_dump(exclude={"contact"}),
        )
        former = masked_contact(before) if before is not None else None
        action = f"contact.{change.kind}"
        self._record(action, change.contact.id, former, audited_change(change), change.reason)

    @reads
    def all(self) -> tuple[ContactChange, ...]:
        """All changes, oldest first."""
        ordered = select(_CHANGE).where(self._mine(_CHANGE)).order_by(_CHANGE.c.seq)
        return tuple(map(_change, self._all(ordered)))

    @reads
    def newest(self) -> int:
        """The number of the last change; 0 when there is none."""
        return self._newest(_CHANGE.c.seq)


def audited_change(change: ContactChange) -> dict[str, JsonValue]:
    """What the audit says of a change: numbers by their ends, and a digest of what is kept."""
    return {
        **change.model_dump(mode="json", exclude={"contact"}),
        "at": change.at.astimezone(UTC).isoformat(),
        **masked_contact(change.contact),
        "digest": text_digest(canonical_json(change.contact)),
    }


def _change(row: Row[Any]) -> ContactChange:
    return ContactChange(
        kind=row.kind,
        contact=Contact.model_validate_json(row.body),
        successor=row.successor,
        by=row.by,
        at=row.at,
        reason=row.reason,
    )
