"""Forms are taken only from pages that were made for the same browser (signed double submit).

The browser holds a secret in a cookie, the form its digest under our signature: another site can
make the browser send the first, and knows nothing of the second.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from fastapi import Request, Response
from itsdangerous import BadSignature
from starlette.requests import ClientDisconnect

from deployments.portal import messages
from deployments.portal.visitors import digest_of, form_cookie, give_cookie, workspace_of
from tasks.signed.links import signer

FIELD, HEADER = "csrf", "X-Form"
SMALL_BODY = 64 * 1024
IDLE_SECONDS = 60
"""How long a browser may send nothing while its body is awaited."""


def form_secret(request: Request) -> str:
    """What the browser holds, or what it is to hold from now on."""
    kept = request.cookies.get(form_cookie(workspace_of(request)))
    return kept or secrets.token_urlsafe(32)


def keep_form_secret(request: Request, response: Response, secret: str) -> None:
    """Let the browser hold ``secret`` unless it does."""
    workspace = workspace_of(request)
    if request.cookies.get(form_cookie(workspace)) != secret:
        give_cookie(response, workspace, form_cookie(workspace), secret)


def form_token(request: Request, secret: str) -> str:
    """What the forms of a page carry."""
    return str(signer(workspace_of(request).settings, "form").dumps(digest_of(secret)))


def check_form(request: Request, token: str) -> None:
    """PortalRefused unless the form was made for this browser and comes from our own page."""
    secret = request.cookies.get(form_cookie(workspace_of(request)), "")
    try:
        made_for = signer(workspace_of(request).settings, "form").loads(token)
    except (BadSignature, ValueError):
        raise messages.stale_form() from None
    if not secret or made_for != digest_of(secret) or not _from_our_page(request):
        raise messages.stale_form()


def _from_our_page(request: Request) -> bool:
    """What the browser says of where the form came from.

    Our referrer policy makes it say "null" for our own pages; old ones say nothing. A proxy may
    keep from us which host the browser has asked, so the address that we are known by counts too.
    """
    known = workspace_of(request).settings.portal_url
    hosts = {request.headers.get("host", ""), _host(known)} - {""}
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "null")
    return site in ("same-origin", "none") and (origin == "null" or _host(origin) in hosts)


def _host(url: str) -> str:
    """Host and port of an address; empty when it is none."""
    with suppress(ValueError):
        return urlsplit(url).netloc
    return ""


async def read_fields(request: Request) -> dict[str, str]:
    """The fields of a small form, checked; PortalRefused when it is none of ours."""
    body = await read_body(request, SMALL_BODY)
    pairs = parse_qs(body.decode("utf-8", errors="replace"), max_num_fields=20)
    fields = {name: values[0] for name, values in pairs.items()}
    check_form(request, fields.get(FIELD, ""))
    return fields


async def read_body(request: Request, most: int) -> bytes:
    """A body of at most ``most`` bytes; PortalRefused when it is longer or breaks off."""
    body = bytearray()
    async for piece in pieces_of(request):
        body += piece
        if len(body) > most:
            raise messages.too_much(most)
    return bytes(body)


async def pieces_of(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes in; PortalRefused when the browser falls silent or goes away."""
    stream = aiter(request.stream())
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), IDLE_SECONDS)
        except StopAsyncIteration:
            return
        except (TimeoutError, ClientDisconnect):
            raise messages.broken_off() from None
