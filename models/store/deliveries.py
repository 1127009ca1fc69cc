"""What came in through the doors."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from models.domain.delivery import Delivery, Door
from models.domain.errors import NotFound
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import DeliveryTable, table_of

DELIVERY = table_of(DeliveryTable)


class Deliveries(Repository):
    """Deliveries by door and reference; their files are kept (``files.put``) before them."""

    @changes
    def put(self, delivery: Delivery) -> bool:
        """Keep a delivery until it is judged; False, and nothing changes, when it is known.

        NotFound if one of its files is not kept.
        """
        if self._known(delivery.door, delivery.reference):
            return False
        for sent in delivery.files:
            self._check_kept(sent.file)
        key = {"door": delivery.door, "reference": delivery.reference}
        self._add(DELIVERY, **key, at=delivery.at, body=delivery.model_dump_json())
        after = delivery.model_dump(mode="json", exclude={"door", "reference"})
        self._record("delivery.put", _subject(delivery), after=after)
        return True

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
    def settle(self, delivery: Delivery) -> bool:
        """Note that a delivery is judged; False, and nothing changes, when it already was.

        NotFound when it was never put.
        """
        key = {"door": delivery.door, "reference": delivery.reference}
        row = self._find(DELIVERY, **key)
        if row is None:
            raise NotFound(
                "Không có lần gửi này trong kho. Đề nghị báo bộ phận kỹ thuật.",
                subject=_subject(delivery),
            )
        if row.settled_at is not None:
            return False
        self._change(DELIVERY, key, settled_at=self._work.now)
        self._record("delivery.settle", _subject(delivery))
        return True

    @reads
    def find(self, door: Door, reference: str) -> Delivery | None:
        """The delivery of this reference, judged or not; None when it is not known."""
        found = self._column(DELIVERY.c.body, door=door, reference=reference)
        return None if found is None else Delivery.model_validate_json(found[0])

    @reads
    def is_settled(self, door: Door, reference: str) -> bool:
        """Whether a delivery is known and judged."""
        found = self._column(DELIVERY.c.settled_at, door=door, reference=reference)
        return found is not None and found[0] is not None

    def _known(self, door: Door, reference: str) -> bool:
        return self._column(DELIVERY.c.at, door=door, reference=reference) is not None


def _order(delivery: Delivery) -> tuple[datetime, str, str]:
    return delivery.at, delivery.door, delivery.reference


def _subject(delivery: Delivery) -> str:
    return f"{delivery.door}/{delivery.reference}"
