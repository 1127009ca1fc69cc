"""Pages from templates/portal/, the front door, the files that pages load, and downloads."""

import hashlib
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment

from deployments.portal import messages
from deployments.portal.forms import FIELD, form_secret, form_token, keep_form_secret
from deployments.portal.refusal import PortalRefused
from deployments.portal.uploads import shown_name
from deployments.portal.visitors import workspace_of
from models.domain.vietnamese.dates import moment_in_words
from tasks.rendering.jinja import templates_in

router = APIRouter()
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
            trial=workspace.mode.is_trial,
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
    environment.filters["moment"] = moment_in_words
    return environment


@router.get("/")
def front(request: Request) -> Response:
    """What this page is, and that it is opened by the link in the mail."""
    return page(request, "front")


@router.get("/tinh/{name}")
def asset_file(name: str) -> Response:
    """The style sheet or the script; kept by browsers, for their address changes with them."""
    if name not in ASSETS:
        raise messages.not_found()
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(asset(name)[0], media_type=ASSETS[name], headers=headers)


def download(content: bytes, name: str) -> Response:
    """``content`` to be saved under ``name`` (RFC 6266, RFC 8187)."""
    named = f"attachment; filename*=UTF-8''{quote(shown_name(name), safe='')}"
    headers = {"Content-Disposition": named}
    return Response(content, media_type="application/octet-stream", headers=headers)
