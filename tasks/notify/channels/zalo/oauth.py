"""Ask Zalo for new tokens: one refresh token for the next pair."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from models.domain.messages.outcomes import Outcome, Receipt
from models.domain.vietnamese.text import masked
from tasks.notify.settings import ZaloSettings
from tasks.prefect_steps.secret import revealed

PATH = "/v4/oa/access_token"
BUSY = -32
AUTHORISE = (
    "Mã làm mới của Official Account không còn dùng được. Đề nghị quản trị Official Account cấp "
    "quyền lại cho ứng dụng, ghi mã mới vào CCHC_ZALO_REFRESH_TOKEN rồi mở lại kênh"
)
WRONG_APP = (
    "Zalo không nhận mã hoặc khóa bí mật của ứng dụng. Đề nghị kiểm tra CCHC_ZALO_APP_ID và "
    "CCHC_ZALO_APP_SECRET"
)
NO_ANSWER = (
    "Zalo không trả lời khi làm mới mã truy cập; hệ thống thử lại bằng mã cũ. Nếu vẫn không được, "
    "quản trị Official Account phải cấp quyền lại"
)
_APP_CODES = frozenset({-14002, -14003, -14004})


class RefreshFailed(Exception):
    """There is no access token to be had; ``receipt`` says why and what to do.

    ``is_final`` says that only a person can help: asking again is of no use.
    """

    def __init__(self, receipt: Receipt, is_final: bool) -> None:
        super().__init__(receipt.detail)
        self.receipt = receipt
        self.is_final = is_final


class Lost(Exception):
    """No answer that can be read: the refresh token may be spent, or not."""


class OAuth:
    """Asks for new pairs in the name of the app."""

    def __init__(self, settings: ZaloSettings, http: httpx.Client) -> None:
        self._settings = settings
        self._http = http

    def refreshed(self, token: str) -> tuple[str, str]:
        """The next access and refresh token for ``token``.

        When the answer is lost, ``token`` is tried once more: it may not have been spent.

        Raises:
            RefreshFailed: there is no pair.
        """
        try:
            return self._ask(token)
        except Lost:
            pass
        try:
            return self._ask(token)
        except Lost:
            raise _failed(Outcome.STOP_CHANNEL, "", NO_ANSWER, is_final=False) from None

    def _ask(self, token: str) -> tuple[str, str]:
        secret = revealed(self._settings.app_secret)
        form = {"refresh_token": token, "app_id": self._settings.app_id}
        try:
            answer = self._http.post(
                self._settings.urls["oauth"] + PATH,
                data=form | {"grant_type": "refresh_token"},
                headers={"secret_key": secret},
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            detail = f"không nối được máy chủ cấp mã của Zalo ({type(error).__name__})"
            raise _failed(Outcome.STOP_CHANNEL, "", detail, is_final=False) from None
        except httpx.HTTPError:
            raise Lost from None
        return _pair(answer, secrets=(token, secret))


def _pair(answer: httpx.Response, secrets: tuple[str, ...]) -> tuple[str, str]:
    """The tokens of an answer; every refusal that is not a matter of time is for good."""
    said = _said(answer)
    access, refresh = said.get("access_token"), said.get("refresh_token")
    if isinstance(access, str) and isinstance(refresh, str) and access and refresh:
        return access, refresh
    code = said.get("error")
    if not isinstance(code, int) or code == 0:
        raise Lost
    words = masked(str(said.get("error_name") or said.get("message") or "")[:100], secrets)
    if code == BUSY:
        raise _failed(Outcome.RETRY, str(code), f"Zalo đang bận ({words})", is_final=False)
    meaning = WRONG_APP if code in _APP_CODES else AUTHORISE
    raise _failed(Outcome.STOP_CHANNEL, str(code), f"{meaning} (Zalo: {words})", is_final=True)


def _said(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        found = json.loads(answer.content)
    except ValueError:
        raise Lost from None
    if answer.status_code >= 500 or not isinstance(found, dict):
        raise Lost
    return found


def _failed(outcome: Outcome, code: str, detail: str, is_final: bool) -> RefreshFailed:
    return RefreshFailed(Receipt(outcome=outcome, code=code, detail=detail), is_final)
