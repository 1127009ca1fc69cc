"""Routes that show nothing of a unit: the front door and the two files that pages load."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from deployments.portal import messages
from deployments.portal.pages import ASSETS, asset, page

router = APIRouter()


@router.get("/")
def front(request: Request) -> Response:
    """What this page is, and that it is opened by the link in the mail."""
    return page(request, "front")


@router.get("/tinh/{name}")
def file(name: str) -> Response:
    """The style sheet or the script; kept by browsers, for their address changes with them."""
    if name not in ASSETS:
        raise messages.not_found()
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(asset(name)[0], media_type=ASSETS[name], headers=headers)
