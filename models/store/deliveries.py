"""What came in through the doors, and what was made of the mails in the mailbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from models.domain.delivery import Delivery, Door, MailRecord
from models.domain.errors import NotFound
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import DeliveryTable, MailTable, table_of

DELIVERY = table_of(DeliveryTable)
_Key = tuple[Door, str]


MAIL = table_of(MailTable)


class Deliveries(Repository):
    """Deliveries by door and reference; their files are kept (``files.put``) before them."""

    @changes
    def put(self, delivery: Delivery) -> bool:
        """Keep a delivery until it is judged; False, and nothing changes, when it is known.

        NotFound if one of its files is not kept.
        """
        return bool(self._put([delivery]))

    @changes
    def put_all(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        """As ``put``, for many; those that are new."""
        return self._put(deliveries)

    def _put(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        known = self._states(deliveries)
        new = {_key(one): one for one in deliveries if _key(one) not in known}
        self._check_kept(*(sent.file for one in new.values() for sent in one.files))
        self._add_all(DELIVERY, [_row(one) for one in new.values()])
        for one in new.values():
            after = one.model_dump(mode="json", exclude={"door", "reference"})
            self._record("delivery.put", _subject(one), after=after)
        return tuple(new.values())

    @reads
    def waiting(self) -> tuple[Delivery, ...]:
        """The deliveries that nobody has judged yet, earliest first."""
        unjudged = self._mine(DELIVERY) & DELIVERY.c.settled_at.is_(None)
        rows = self._all(select(DELIVERY.c.body).where(unjudged))
        found = (Delivery.model_validate_json(row.body) for row in rows)
        return tuple(sorted(found, key=_order))

    @reads
    def all(self) -> tuple[tuple[Delivery, bool], ...]:
        """All deliveries, earliest first, and whether each is judged."""
        wanted = select(DELIVERY.c.body, DELIVERY.c.settled_at).where(self._mine(DELIVERY))
        found = [
            (Delivery.model_validate_json(row.body), row.settled_at is not None)
            for row in self._all(wanted)
        ]
        return tuple(sorted(found, key=lambda one: _order(one[0])))

    @changes
    def settle_all(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        """Note that deliveries are judged; those of them that nobody had judged before.

        NotFound when one was never put.
        """
        settled_at = self._states(deliveries)
        for one in deliveries:
            if _key(one) not in settled_at:
                raise _unknown(one)
        new = {_key(one): one for one in deliveries if settled_at[_key(one)] is None}
        self._change_all(DELIVERY, ("door", "reference"), list(new), settled_at=self._work.now)
        for one in new.values():
            self._record("delivery.settle", _subject(one))
        return tuple(new.values())

    @reads
    def find(self, door: Door, reference: str) -> Delivery | None:
        """The delivery of this reference, judged or not; None when it is not known."""
        found = self._column(DELIVERY.c.body, door=door, reference=reference)
        return None if found is None else Delivery.model_validate_json(found[0])

    @reads
    def settled_among(self, door: Door, references: Iterable[str]) -> frozenset[str]:
        """Those of these deliveries of one door that are judged."""
        columns = (DELIVERY.c.reference, DELIVERY.c.settled_at)
        rows = self._among(columns, DELIVERY.c.reference, references, door=door)
        return frozenset(row.reference for row in rows if row.settled_at is not None)

    @reads
    def is_settled(self, door: Door, reference: str) -> bool:
        """Whether a delivery is known and judged."""
        found = self._column(DELIVERY.c.settled_at, door=door, reference=reference)
        return found is not None and found[0] is not None

    def _states(self, deliveries: Iterable[Delivery]) -> dict[_Key, datetime | None]:
        """When each of these deliveries that is known was judged; None for one that waits."""
        references: dict[Door, list[str]] = {}
        for one in deliveries:
            references.setdefault(one.door, []).append(one.reference)
        columns = (DELIVERY.c.reference, DELIVERY.c.settled_at)
        return {
            (door, row.reference): row.settled_at
            for door, own in references.items()
            for row in self._among(columns, DELIVERY.c.reference, own, door=door)
        }


def _key(delivery: Delivery) -> _Key:
    return delivery.door, delivery.reference


def _row(delivery: Delivery) -> dict[str, object]:
    key = {"door": delivery.door, "reference": delivery.reference}
    return {**key, "at": delivery.at, "body": delivery.model_dump_json()}


def _unknown(delivery: Delivery) -> NotFound:
    return NotFound(
        "Không có lần gửi này trong kho. Đề nghị báo bộ phận kỹ thuật.", subject=_subject(delivery)
    )


def _order(delivery: Delivery) -> tuple[datetime, str, str]:
    return delivery.at, delivery.door, delivery.reference


def _subject(delivery: Delivery) -> str:
    return f"{delivery.door}/{delivery.reference}"


class Mails(Repository):
    """Mails by mailbox, UIDVALIDITY and UID."""

    @changes
    def note(self, record: MailRecord) -> bool:
        """Remember what a mail is; False, and nothing changes, when it is remembered already."""
        key = {name: getattr(record, name) for name in ("mailbox", "uidvalidity", "uid")}
        if self._has(MAIL, **key):
            return False
        outcome = {"kind": record.kind, "reference": record.reference, "about": record.about}
        self._add(MAIL, **key, **outcome, seen_at=self._work.now)
        place = f"{record.mailbox}/{record.uidvalidity}/{record.uid}"
        self._record(f"mail.{record.kind}", place, after={k: v for k, v in outcome.items() if v})
        return True

    @reads
    def among(self, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> tuple[MailRecord, ...]:
        """Those of the mails with these UIDs that are remembered, by UID."""
        columns = tuple(MAIL.c[name] for name in MailRecord.model_fields)
        key = {"mailbox": mailbox, "uidvalidity": uidvalidity}
        rows = self._among(columns, MAIL.c.uid, uids, **key)
        found = (MailRecord.model_validate(dict(row._mapping)) for row in rows)
        return tuple(sorted(found, key=lambda record: record.uid))
