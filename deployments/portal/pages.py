"""Pages from templates/portal/, with the two small files that they load."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from deployments.portal.forms import FIELD, form_secret, form_token, keep_form_secret
from deployments.portal.refusal import PortalRefused
from deployments.portal.returns import moment
from deployments.portal.visitors import workspace_of
from tasks.rendering.jinja import templates_in

ASSETS = {"portal.css": "text/css", "portal.js": "text/javascript"}


@cache
def asset(name: str) -> tuple[bytes, str]:
    """The content of a file that pages load, and a mark that changes with it."""
    content = files("templates").joinpath("portal", name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]


def page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page from the template ``name``; its forms are made for the browser that asked."""
    workspace, secret = workspace_of(request), form_secret(request)
    text = (
        _environment()
        .get_template(f"{name}.html.j2")
        .render(
            root=workspace.settings.portal_path,
            marks={each: asset(each)[1] for each in ASSETS},
            campaign=workspace.campaign,
            trial=workspace.mode != "live",
            form_field=FIELD,
            form_token=form_token(request, secret),
            **values,
        )
    )
    response = HTMLResponse(text, status)
    keep_form_secret(request, response, secret)
    return response


def refusal_page(request: Request, refusal: PortalRefused) -> HTMLResponse:
    """The page that says why not, and what to do."""
    response = page(request, "refused", refusal.status, refusal=refusal)
    if refusal.status == 429:
        response.headers["Retry-After"] = "600"
    return response


@cache
def _environment() -> Environment:
    environment = templates_in("portal", html=True)
    environment.filters["moment"] = moment
    return environment
