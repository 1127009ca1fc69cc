"""What Zalo's services have in common as Apprise plugins: a receipt for each message.

Apprise's own plugin for Zalo knows the bot only, takes every HTTP 200 for a success and drops codes
and ids. The URLs of these have no secret: whoever makes one gives it an asset that knows the
installation's client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from apprise import AppriseAsset, NotifyBase

from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.vietnamese.masking import masked_address
from tasks.notify.channels.zalo.api import ZaloApi
from tasks.notify.channels.zalo.call import NOT_SET_UP, Call
from tasks.notify.channels.zalo.errors import Host


class ZaloAsset(AppriseAsset):  # type: ignore[misc]
    """What plugins share: the client, and whether template messages are marked as tests."""

    def __init__(self, api: ZaloApi, development: bool = False) -> None:
        super().__init__()
        self.zalo = api
        self.development = development


class NotifyZalo(NotifyBase):  # type: ignore[misc]
    """Sends the same body to each target; ``receipts`` has one for each, in order.

    ``tracking`` is our name for the message, ``key`` and ``sent_at`` are what it is put off by.
    """

    service_url = "https://zalo.me"
    request_rate_per_sec = 0
    title_maxlen = 0
    templates = ("{schema}://{targets}",)
    template_tokens: ClassVar[dict[str, Any]] = {
        **NotifyBase.template_tokens,
        "targets": {"name": "Targets", "type": "list:string", "required": True},
    }

    def __init__(
        self,
        targets: Sequence[str] = (),
        tracking: str = "",
        key: str = "",
        sent_at: datetime | None = None,
        **more: Any,  # noqa: ANN401 - as Apprise has it
    ) -> None:
        super().__init__(**more)
        self.targets = tuple(targets)
        self.tracking = tracking
        self.key = key
        self.sent_at = sent_at
        self.receipts: list[Receipt] = []

    def send(self, body: str, **_: object) -> bool:
        """Send to every target; whether all were accepted."""
        self.receipts = [self._handed_over(target, body) for target in self.targets]
        return all(each.outcome is Outcome.ACCEPTED for each in self.receipts)

    def url(self, privacy: bool = False, *_: object, **__: object) -> str:
        """The URL; with ``privacy`` nobody is known by it."""
        shown = (masked_address(t) if privacy else NotifyBase.quote(t) for t in self.targets)
        return f"{self.secure_protocol}://{'/'.join(shown)}/"

    def __len__(self) -> int:
        return len(self.targets)

    @staticmethod
    def parse_url(url: str) -> dict[str, Any] | None:
        """The targets of a URL."""
        found: dict[str, Any] | None = NotifyBase.parse_url(url, verify_host=False)
        if found:
            host = NotifyBase.unquote(found["host"])
            found["targets"] = [host, *NotifyBase.split_path(found["fullpath"])]
        return found

    def request(self, target: str, body: str) -> tuple[Host, str, Mapping[str, Any]]:
        """The host, the path and the body of a call."""
        raise NotImplementedError

    def _handed_over(self, target: str, body: str) -> Receipt:
        if not isinstance(self.asset, ZaloAsset):
            return NOT_SET_UP
        host, path, said = self.request(target, body)
        call = Call(host, path, said, to=target, key=self.key, now=self.sent_at)
        return self.asset.zalo.send(call)
