"""A thin client of Zalo's interfaces: one call, one receipt.

Nothing raises: what the outside world does comes back as a receipt. No token and no whole telephone
number is in what it says or logs.
"""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from threading import Lock

import httpx

from models.domain.errors import ConfigurationError
from models.domain.messages.breaker import TOKEN_SINCE
from models.domain.messages.mode import AllowList
from models.domain.messages.outcomes import NOT_LISTED, Outcome, Receipt
from tasks.notify.channels.zalo.answers import Answer, read_answer
from tasks.notify.channels.zalo.call import ZaloCall
from tasks.notify.channels.zalo.errors import AnswerKind, Host
from tasks.notify.channels.zalo.oauth import OAuth, RefreshFailed
from tasks.notify.channels.zalo.tokens import Tokens, vault_of
from tasks.notify.settings import ZaloSettings
from tasks.prefect_steps.secret import revealed

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


ODD_SECRET = Receipt(
    outcome=Outcome.STOP_CHANNEL,
    detail="mã hoặc khóa Zalo có ký tự lạ; đề nghị kiểm tra các thiết lập CCHC_ZALO_…",
)
NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
CONNECT_SECONDS = 5.0


class ZaloApi:
    """Calls Zalo for one installation, from as many threads as like; reopened after ``close``.

    ``allowed`` says whose phone numbers, user ids and chats may be reached. ``facts`` are the last
    ones that Zalo told of the quota.
    """

    def __init__(
        self, settings: ZaloSettings, allowed: AllowList, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._allowed = allowed
        self._clock = clock
        self._lock = Lock()
        self._http: httpx.Client | None = None
        self._tokens: Tokens | None = None
        self.facts: dict[str, str] = {}
        self.per_minute = settings.per_minute

    def send(self, call: ZaloCall) -> Receipt:
        """Reach a person: the receipt, with the id that Zalo gave the message."""
        if not self._allowed.permits(call.to or ""):
            return NOT_LISTED
        return self._receipt(call)

    def ask(self, call: ZaloCall) -> Receipt:
        """Ask something, which reaches nobody."""
        return self._receipt(call)

    @property
    def known(self) -> dict[str, str]:
        """What is known for a board: the quota that was told last, and since when the token is."""
        since = self._keeper(self._opened()).since() if self._settings.has_account else None
        told = {} if since is None else {TOKEN_SINCE: since.isoformat()}
        return self.facts | told

    def close(self) -> None:
        """End the connections."""
        with self._lock:
            http, self._http, self._tokens = self._http, None, None
        if http is not None:
            http.close()

    def _receipt(self, call: ZaloCall) -> Receipt:
        try:
            answer = self._answer(call)
        except RefreshFailed as failure:
            return failure.receipt
        except ConfigurationError as error:
            return Receipt(outcome=Outcome.STOP_CHANNEL, code=error.code, detail=error.message)
        except UnicodeError:
            return ODD_SECRET
        except Withheld:
            return NOT_LISTED
        self.facts = self.facts | answer.facts
        return answer.receipt(call.key, call.now)

    def _answer(self, call: ZaloCall) -> Answer:
        """The answer to a call; with a token that is no good any more, to the same call again."""
        http = self._opened()
        if call.host is Host.BOT:
            return self._exchange(http, call, {})
        tokens = self._keeper(http)
        access = tokens.access()
        answer = self._exchange(http, call, self._signed(access))
        if answer.kind is AnswerKind.AUTH:
            answer = self._exchange(http, call, self._signed(tokens.refreshed(access)))
        return answer

    def _exchange(self, http: httpx.Client, call: ZaloCall, headers: Mapping[str, str]) -> Answer:
        url = self._settings.urls[call.host] + call.path
        method = "GET" if call.body is None else "POST"
        extensions = {} if call.to is None else {TO: call.to}
        try:
            answer = http.request(
                method, url, json=call.body, headers=dict(headers), extensions=extensions
            )
        except NOTHING_SENT as error:
            return Answer(AnswerKind.UNREACHED, words=type(error).__name__)
        except httpx.HTTPError as error:
            return Answer(AnswerKind.AMBIGUOUS, words=type(error).__name__)
        return read_answer(call.host, answer.status_code, answer.content, call.is_trial)

    def _signed(self, access: str) -> dict[str, str]:
        """The bare header that Zalo wants, and the proof that the app knows its secret."""
        if not self._settings.proof:
            return {"access_token": access}
        secret = revealed(self._settings.app_secret).encode()
        proof = hmac.digest(secret, access.encode(), "sha256").hex()
        return {"access_token": access, "appsecret_proof": proof}

    def _opened(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                settings = self._settings
                bot_token = cache(lambda: revealed(settings.bot_token))
                gate = Gate(httpx.HTTPTransport(retries=1), self._allowed, bot_token)
                timeout = httpx.Timeout(settings.timeout, connect=CONNECT_SECONDS)
                self._http = httpx.Client(transport=gate, timeout=timeout)
            return self._http

    def _keeper(self, http: httpx.Client) -> Tokens:
        """Who keeps the tokens of the Official Account."""
        with self._lock:
            if self._tokens is None:
                oauth = OAuth(self._settings, http)
                vault = vault_of(self._settings)
                self._tokens = Tokens(self._settings, vault, oauth, self._clock)
            return self._tokens
