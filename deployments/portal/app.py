"""The web application of the upload page for one campaign, and the headers of all its answers."""

from __future__ import annotations

import logging

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.workspace import Workspace
from deployments.portal import confirm, entry, home, messages, outcome, pages, sending, zalo
from deployments.portal.pages import refusal_page
from deployments.portal.permissions import allowed, new_limiter
from deployments.portal.refusal import PortalRefused
from deployments.portal.visitors import is_secure
from models.domain.errors import CchcError

_log = logging.getLogger("uvicorn.error")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
SECURE = {"Strict-Transport-Security": "max-age=31536000"}


def make_app(workspace: Workspace) -> SafeHeaders:
    """The application with the headers that even an answer about a defect carries."""
    return SafeHeaders(make_routes(workspace), secure=is_secure(workspace))


def make_routes(workspace: Workspace) -> FastAPI:
    """The routes; every one is let through by ``permissions.RULES`` only."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(allowed)])
    app.state.workspace = workspace
    app.state.limiter = new_limiter()
    for module in (pages, entry, home, sending, outcome, confirm, zalo):
        app.include_router(module.router)
    app.add_exception_handler(PortalRefused, _refuse)
    app.add_exception_handler(HTTPException, _no_page)
    app.add_exception_handler(CchcError, _fail)
    app.add_exception_handler(Exception, _fail)
    return app


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, PortalRefused)
    return refusal_page(request, error)


async def _no_page(request: Request, _error: Exception) -> Response:
    """No route, or not this method: the same page, for nobody needs to know which."""
    return refusal_page(request, messages.not_found())


async def _fail(request: Request, error: Exception) -> Response:
    """Whatever is wrong with us, the visitor reads a sentence; the log has the rest."""
    _log.error("a request failed", exc_info=error)
    return refusal_page(request, messages.failed())


class SafeHeaders:
    """ASGI middleware that sets ``HEADERS``, and ``SECURE`` too where the page is on https."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app = app
        self._headers = HEADERS | (SECURE if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, with_headers)
