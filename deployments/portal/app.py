"""The web application of the upload page for one campaign."""

from __future__ import annotations

import logging

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from config.workspace import Workspace
from deployments.portal import confirm, entry, home, messages, outcome, public, sending, zalo
from deployments.portal.cookies import is_secure
from deployments.portal.headers import SafeHeaders
from deployments.portal.pages import refusal_page
from deployments.portal.permissions import allowed
from deployments.portal.rates import new_limiter
from deployments.portal.refusal import PortalRefused
from models.domain.errors import CchcError

log = logging.getLogger("uvicorn.error")


def make_app(workspace: Workspace) -> SafeHeaders:
    """The application with the headers that even an answer about a defect carries."""
    return SafeHeaders(make_routes(workspace), secure=is_secure(workspace))


def make_routes(workspace: Workspace) -> FastAPI:
    """The routes; every one is let through by ``permissions.RULES`` only."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(allowed)])
    app.state.workspace = workspace
    app.state.limiter = new_limiter()
    for module in (public, entry, home, sending, outcome, confirm, zalo):
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
    log.error("a request failed", exc_info=error)
    return refusal_page(request, messages.failed())
