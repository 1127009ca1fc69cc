"""Hand over messages on one channel beside the work of writing and recording them.

A window of messages is committed as being sent before its first byte goes out. Two windows are
under way at a time: while one is handed over, the next is written and the last one recorded.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from threading import Lock

from models.domain.messages.outcomes import Outcome, Receipt
from tasks.notify.channels.port import Channel, PreparedMessage
from tasks.notify.dispatch.journal import Journal
from tasks.notify.dispatch.throttle import Throttle

LOG = logging.getLogger(__name__)

WINDOW = 32
"""Messages that are committed together as being sent."""

IN_DOUBT = 3
"""Unknown fates in a row after which a channel is not trusted any more."""

Handover = tuple[PreparedMessage, Receipt]


class Sender:
    """Hands messages over in threads; once the channel can not work, it is not asked again."""

    def __init__(self, channel: Channel, journal: Journal, throttle: Throttle) -> None:
        self.channel = channel
        self._journal = journal
        self._throttle = throttle
        self._pool = ThreadPoolExecutor(channel.spec.parallel, thread_name_prefix=channel.spec.name)
        self._lock = Lock()
        self._in_doubt = 0
        self.down: Receipt | None = None

    @property
    def per_minute(self) -> int:
        """How many may go out in a minute; 0 when there is no limit."""
        return self._throttle.per_minute

    @property
    def window(self) -> int:
        """How many are committed together: no more than a minute's, so that no lease ends."""
        return min(WINDOW, self.per_minute or WINDOW)

    def begin(self, outgoing: Sequence[PreparedMessage]) -> list[Future[list[Handover]]]:
        """Hand these over when the ones before them are, as many at once as the channel can.

        Each thread has its share of them: to wait for each by itself costs more than to write
        it.
        """
        at_once = self.channel.spec.parallel
        shares = (outgoing[first::at_once] for first in range(at_once))
        return [self._pool.submit(self._send_all, share) for share in shares if share]

    def check(self) -> Receipt:
        """Whether the channel could send now; a defect of the channel means that it can not."""
        try:
            return self.channel.check()
        except Exception as defect:
            LOG.exception("Kênh %s gặp lỗi chương trình khi kiểm tra", self.channel.spec.name)
            detail = f"lỗi chương trình khi kiểm tra: {defect!r}"
            return Receipt(outcome=Outcome.STOP_CHANNEL, detail=detail)

    def trust(self) -> None:
        """Ask the channel again: a check has shown that it works."""
        with self._lock:
            self._in_doubt, self.down = 0, None

    def end(self) -> None:
        """Wait for what is under way."""
        self._pool.shutdown()

    def _send_all(self, outgoing: Sequence[PreparedMessage]) -> list[Handover]:
        return [self._send(prepared) for prepared in outgoing]

    def _send(self, prepared: PreparedMessage) -> Handover:
        if self.down is None:
            self._throttle.wait()
        if self.down is not None:
            return prepared, self.down
        self._journal.begin(prepared)
        receipt = self._handed_over(prepared)
        self._journal.end(prepared, receipt)
        with self._lock:
            self._in_doubt = self._in_doubt + 1 if receipt.outcome is Outcome.UNKNOWN else 0
            if receipt.outcome is Outcome.STOP_CHANNEL:
                self.down = receipt
            elif self._in_doubt >= IN_DOUBT:
                self.down = receipt.model_copy(
                    update={"outcome": Outcome.STOP_CHANNEL, "detail": _NO_ANSWER}
                )
        return prepared, receipt

    def _handed_over(self, prepared: PreparedMessage) -> Receipt:
        """The channel's receipt; a defect of the channel leaves its fate unknown."""
        try:
            return self.channel.send(prepared)
        except Exception as defect:
            LOG.exception("Kênh %s gặp lỗi chương trình khi gửi", self.channel.spec.name)
            return Receipt(outcome=Outcome.UNKNOWN, detail=f"lỗi chương trình: {defect!r}")


_NO_ANSWER = f"{IN_DOUBT} tin liền nhau không rõ đã nhận hay chưa; tạm dừng để kiểm tra máy chủ"


def windows(outgoing: Iterable[PreparedMessage], size: int) -> Iterator[list[PreparedMessage]]:
    """Messages in lists of ``size``, the last one shorter; each is written when it is asked for."""
    source = iter(outgoing)
    while window := list(islice(source, size)):
        yield window
