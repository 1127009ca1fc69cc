"""Routes of a link itself: look at it, go on with it, ask for a new one.

Looking changes nothing, for mail scanners and previews of chats look at every link: only the
button, which posts, gives the link to a browser.
"""

import secrets

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from config.workspace import Workspace
from deployments.portal import messages
from deployments.portal.forms import read_fields
from deployments.portal.pages import page
from deployments.portal.visitors import (
    Campaigned,
    Visiting,
    Visitor,
    device_cookie,
    digest_of,
    give_cookie,
    holds,
    out_of_force,
)
from models.domain.people.links import LinkEnding, LinkStatus, is_revoked, may_ask
from tasks.signed.links import send_link, token_of

_ACTOR = "door:portal"
router = APIRouter()


@router.get("/l/{token}")
def show_link(request: Request, workspace: Campaigned, visitor: Visiting) -> Response:
    """Say whose link it is and offer to go on; lead the browser that has it to its page."""
    token = token_of(workspace, visitor.link)
    if visitor.link_status is LinkStatus.UNCLAIMED:
        return page(request, "entry", visitor=visitor, token=token)
    if visitor.link_status is not LinkStatus.CLAIMED:
        raise out_of_force(workspace, visitor)
    if not holds(request, visitor.link):
        raise messages.other_device(token)
    return _to_home(workspace, visitor)


@router.post("/l/{token}/mo")
async def go_on(request: Request, workspace: Campaigned, visitor: Visiting) -> Response:
    """Give the link to this browser, if none has it and it is in force."""
    await read_fields(request)
    return await run_in_threadpool(_claim, workspace, visitor)


def _claim(workspace: Workspace, visitor: Visitor) -> Response:
    secret = secrets.token_urlsafe(32)
    if visitor.link_status is LinkStatus.UNCLAIMED:
        with workspace.change(_ACTOR) as uow:
            claimed = uow.links.claim(visitor.link.id, digest_of(secret))
        if claimed:
            response = _to_home(workspace, visitor)
            give_cookie(response, workspace, device_cookie(workspace, visitor.link), secret)
            return response
    entry = f"{workspace.settings.portal_path}/l/{token_of(workspace, visitor.link)}"
    return RedirectResponse(entry, 303)


@router.post("/l/{token}/gui-lai")
async def send_again(request: Request, workspace: Campaigned, visitor: Visiting) -> Response:
    """Queue a new link to the registered address of the person, wherever this browser is."""
    await read_fields(request)
    await run_in_threadpool(_send_again, workspace, visitor)
    return page(request, "link_sent", visitor=visitor)


def _send_again(workspace: Workspace, visitor: Visitor) -> None:
    link = visitor.link
    if workspace.now() >= visitor.could_expire:
        raise messages.expired("")
    with workspace.change(_ACTOR) as uow:
        links = uow.links.of_person(link.form, link.unit, link.person)
        if link.ending is LinkEnding.REVOKED or is_revoked(links):
            raise messages.revoked()
        if not may_ask(links, workspace.now()):
            raise messages.mail_paused()
        send_link(workspace, uow, link.form, visitor.person)


def _to_home(workspace: Workspace, visitor: Visitor) -> RedirectResponse:
    """To the page of the unit: its address without a token is of no use to others."""
    return RedirectResponse(f"{workspace.settings.portal_path}/h/{visitor.link.id}", 303)
