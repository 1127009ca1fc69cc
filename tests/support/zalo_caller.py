"""A plain client of Zalo's interfaces, which a test may let make any mistake."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from tests.support.zalo.process import ZaloServer

TASK = {
    "ten": "Nguyễn Văn An",
    "viec": "Gửi bảng tự chấm điểm",
    "han": "25/11/2026",
    "ma": "NV-123",
    "lien_ket": "https://cchc.example/l/x",
}


class Caller:
    """A client that makes calls as the interfaces want them, and lets a test make them wrong."""

    def __init__(self, server: ZaloServer) -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.api, timeout=5, trust_env=False)

    def phone(
        self, phone: str = "84911110001", token: str = "AT1", timeout: float = 5, **more: Any
    ) -> httpx.Response:
        """Send a task to a phone number."""
        body = {"phone": phone, "template_id": "nhac-viec", "template_data": TASK} | more
        return self.post("/message/template", body, token, timeout)

    def text(self, user: str = "u1", text: str = "Đã nhận.", **more: Any) -> httpx.Response:
        """Say something to a user."""
        body = {"recipient": {"user_id": user}, "message": {"text": text}}
        return self.post("/v3.0/oa/message/cs", body, **more)

    def uid(self, user: str = "u1", template: str = "nhac-viec", **more: Any) -> httpx.Response:
        """Send a task to a user."""
        body = {"user_id": user, "template_id": template, "template_data": TASK} | more
        return self.post("/v3.0/oa/message/template", body)

    def bot(self, method: str, token: str = "1001:bi-mat-cua-bot", **said: Any) -> httpx.Response:
        """Call a method of the bot."""
        return self.http.post(f"/bot{token}/{method}", json=said)

    def post(self, path: str, body: Any, token: str = "AT1", timeout: float = 5) -> httpx.Response:
        """Post JSON with the bare header."""
        return self.http.post(path, json=body, headers={"access_token": token}, timeout=timeout)

    def get(self, path: str, token: str = "AT1", **query: Any) -> httpx.Response:
        """Ask with the bare header."""
        return self.http.get(path, params=query, headers={"access_token": token})

    def refresh(self, token: str = "RT1", secret: str = "bi-mat-cua-ung-dung") -> httpx.Response:
        """Ask for new tokens."""
        form = {
            "refresh_token": token,
            "app_id": "1234567890123456789",
            "grant_type": "refresh_token",
        }
        return self.http.post("/v4/oa/access_token", data=form, headers={"secret_key": secret})

    def errors(self, *phones: str) -> list[int]:
        """The codes that messages to these numbers get, sent one after another."""
        return [self.phone(each).json()["error"] for each in phones]

    def at_once(self, count: int, call: Any) -> list[httpx.Response]:
        """The answers to a call that is made by so many threads together."""
        with ThreadPoolExecutor(count) as pool:
            return [each.result() for each in [pool.submit(call) for _ in range(count)]]
