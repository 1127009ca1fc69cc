"""The last line before the network: who may be reached, and the one secret that is in an address.

httpx writes the address of each request into its log; the bot's token is put in below that.
"""

from __future__ import annotations

from collections.abc import Callable

import httpx

from models.domain.messages.mode import AllowList

TO = "cchc.to"
"""The extension of a request that says whom it reaches; requests without one reach nobody."""

BOT = "/bot/"
"""What stands in an address in place of ``/bot<token>/``."""


class Withheld(Exception):
    """The recipient is not on the list; nothing went out."""


class Gate(httpx.BaseTransport):
    """Lets requests pass that reach nobody, or somebody whom ``allowed`` permits.

    ``bot_token`` is asked for when a request to the bot passes.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        allowed: AllowList,
        bot_token: Callable[[], str],
    ) -> None:
        self._inner = inner
        self._allowed = allowed
        self._bot_token = bot_token

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on; Withheld when it may not reach whom it is for."""
        to = request.extensions.get(TO)
        if to is not None and not self._allowed.permits(to):
            raise Withheld
        return self._inner.handle_request(self._with_token(request))

    def close(self) -> None:
        """End the connections."""
        self._inner.close()

    def _with_token(self, request: httpx.Request) -> httpx.Request:
        path = request.url.raw_path.decode("ascii")
        if BOT not in path:
            return request
        path = path.replace(BOT, f"/bot{self._bot_token()}/", 1)
        return httpx.Request(
            request.method,
            request.url.copy_with(raw_path=path.encode("ascii")),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
