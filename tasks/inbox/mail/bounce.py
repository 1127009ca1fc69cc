"""What mail servers write about a mail of ours that they took over: RFC 3464, and what was before.

By hand, because flufl.bounce (6.0.0) names addresses and nothing else: no status, no words of the
server, no Message-ID. Of our samples it misses reports without ``Action``, one of several addresses
that has the mail, bounces in Vietnamese, "User unknown" and a text with the mail attached.

``bounce_of`` never raises, whatever the bytes are: what can not be read says nothing.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser

from models.domain.messages.receipts import DeliveryAction, DeliveryReport
from models.domain.values import Value
from tasks.inbox.mail import headers
from tasks.inbox.mail.limits import MAX_NESTING
from tasks.inbox.mail.old_bounce import MAX_DIAGNOSTIC, MAX_EVIDENCE, plain_report, quoted_ids

MAX_BLOCKS = 50
MAX_RETURNED_HEAD = 64 * 1024
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_STATUSES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_MAILS = frozenset({"message/rfc822", "message/global"})
_HEADS = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_BROKEN = (*headers.HEADER_ERRORS, RecursionError, AssertionError)


class Bounce(Value):
    """What a server reports, and on which mail.

    ``report`` is None when it says nothing that is understood. ``envelope`` is the name under
    which the mail was handed over, ``message_ids`` are those of the mail that came back; empty
    when they are not told.
    """

    report: DeliveryReport | None = None
    envelope: str = ""
    message_ids: tuple[str, ...] = ()


def bounce_of(mail: Message) -> Bounce:
    """Read a mail that a mail server wrote."""
    with suppress(*_BROKEN):
        parts = list(_parts(mail, 1))
        blocks = [block for part in parts for block in _blocks(part)]
        ids = [id for part in parts for id in _returned_ids(part)]
        envelopes = (headers.raw(block, "Original-Envelope-Id").strip() for block in blocks)
        return Bounce(
            report=_report(blocks) if blocks else plain_report(mail, parts),
            envelope=next(filter(None, envelopes), ""),
            message_ids=tuple(dict.fromkeys(ids or quoted_ids(parts))),
        )
    return Bounce()


def _parts(part: Message, depth: int) -> Iterator[Message]:
    """The parts of a mail; not those of a mail within it."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part
    elif depth <= MAX_NESTING:
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _parts(inner, depth + 1)


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a delivery status: one on the mail, then one for each address."""
    payload = part.get_payload() if part.get_content_type() in _STATUSES else None
    found = payload if isinstance(payload, list) else []
    return [block for block in found if isinstance(block, Message) and block.keys()][:MAX_BLOCKS]


def _returned_ids(part: Message) -> tuple[str, ...]:
    """The Message-ID of the mail that a part brings back, whole or only its headers."""
    kind, payload = part.get_content_type(), part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if kind in _MAILS | _HEADS and isinstance(inner, Message):
        return headers.message_ids(inner, "Message-ID")
    if kind in _HEADS:
        content = part.get_payload(decode=True)
        head = content[:MAX_RETURNED_HEAD].lstrip() if isinstance(content, bytes) else b""
        read = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
        return headers.message_ids(read, "Message-ID")
    return ()


def _report(blocks: list[Message]) -> DeliveryReport | None:
    """What counts of several addresses behind ours: that one of them has it, then that one has not.

    One of them is enough: whoever reads there has been told.
    """
    evidence = headers.printable("\n\n".join(map(_as_text, blocks)))[:MAX_EVIDENCE]
    reports = [report for block in blocks if (report := _of_address(block, evidence))]
    return min(reports, key=lambda report: list(DeliveryAction).index(report.action), default=None)


def _of_address(block: Message, evidence: str) -> DeliveryReport | None:
    diagnostic = headers.field_text(block, "Diagnostic-Code")
    status = _status(headers.raw(block, "Status"), diagnostic)
    action = _action(headers.raw(block, "Action").partition("(")[0].strip().lower(), status)
    if action is None:
        return None
    words = headers.printable(re.sub(r"^[\w.-]+\s*;\s*", "", diagnostic))
    return DeliveryReport(
        action=action, status=status, diagnostic=words[:MAX_DIAGNOSTIC], evidence=evidence
    )


def _action(named: str, status: str) -> DeliveryAction | None:
    """What a server did; one that does not say so says it by the class of its status."""
    if named in tuple(DeliveryAction):
        return DeliveryAction(named)
    return (
        {"5": DeliveryAction.FAILED, "4": DeliveryAction.DELAYED}.get(status[:1])
        if not named
        else None
    )


def _status(field: str, diagnostic: str) -> str:
    """The status; where it is only a class, what the next server had said in more detail."""
    found = _STATUS.search(field)
    status = found[0] if found else ""
    if status and not status.endswith(".0.0"):
        return status
    detailed = [code for code in _STATUS.findall(diagnostic) if code[0] == (status or code)[0]]
    return detailed[0] if detailed else status


def _as_text(block: Message) -> str:
    return "\n".join(
        f"{name}: {headers.field_text(block, name)}" for name in dict.fromkeys(block.keys())
    )
