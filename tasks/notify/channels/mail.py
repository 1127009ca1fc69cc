"""A delivery as the bytes of one mail: shared by the channels that speak MIME."""

from __future__ import annotations

from tasks.mail_marks import unit_of
from tasks.notify.channels.port import Delivery
from tasks.notify.email import Place, compose
from tasks.notify.settings import Sender


def mail_bytes(delivery: Delivery, sender: Sender) -> bytes:
    """The mail; its Message-ID is under the sender's domain. ValueError for a bad address."""
    domain = sender.address.partition("@")[2]
    unit = unit_of(delivery.contact)
    return compose(
        delivery.rendered,
        sender,
        delivery.contact.email,
        delivery.files,
        Place(
            message_id=sender.marks.message_id(delivery.key, domain),
            answers=delivery.thread,
            code=sender.marks.code(unit) if unit else "",
        ),
        delivery.sent_at,
    ).as_bytes()
