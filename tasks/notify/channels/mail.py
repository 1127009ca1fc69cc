"""A delivery as the bytes of one mail: shared by the channels that speak MIME."""

from __future__ import annotations

from tasks.notify.channels.port import Delivery
from tasks.notify.email import compose, message_id
from tasks.notify.settings import Sender


def mail_bytes(delivery: Delivery, sender: Sender) -> bytes:
    """The mail; its Message-ID is under the sender's domain. ValueError for a bad address."""
    domain = sender.address.partition("@")[2]
    return compose(
        delivery.rendered,
        sender,
        delivery.contact.email,
        delivery.files,
        message_id(delivery.key, domain),
        delivery.sent_at,
    ).as_bytes()
