"""Who a request is from: the owner of a signed link, or the browser that has claimed one.

A browser shows that by a cookie; another cookie is what forms are made for.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Response

from config.workspace import Workspace
from deployments.portal import messages
from deployments.portal.refusal import PortalRefused
from models.domain.people.links import (
    LONGEST_LINK,
    LinkEnding,
    LinkStatus,
    PersonalLink,
    link_status,
)
from models.domain.units import Contact, Unit
from tasks.signed.links import LinkClaims, expires_at, read_token, token_of


@dataclass(frozen=True)
class Visitor:
    """The person and unit that a link speaks for, and how the link stands now."""

    link: PersonalLink
    unit: Unit
    person: Contact
    expires: datetime
    link_status: LinkStatus
    could_expire: datetime
    """When a link that is issued now would expire."""

    @property
    def who(self) -> str:
        """By what requests with this link are counted."""
        return self.link.id


def workspace_of(request: Request) -> Workspace:
    """The campaign that this process serves, with its people as they are at this request."""
    kept: Workspace | None = getattr(request.state, "workspace", None)
    if kept is None:
        kept = request.app.state.workspace.as_it_stands()
        request.state.workspace = kept
    return kept


def visitor_of(request: Request) -> Visitor:
    """Who the permission of the route has found."""
    visitor: Visitor = request.state.visitor
    return visitor


Campaigned = Annotated[Workspace, Depends(workspace_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]


def with_link(request: Request) -> Visitor:
    """The owner of the signed link in the address; PortalRefused when it was altered."""
    workspace = workspace_of(request)
    claims = read_token(workspace, request.path_params["token"])
    visitor = _look_up(workspace, claims.id) if claims else None
    if claims is None or visitor is None or not _agree(claims, visitor.link):
        raise messages.altered()
    return visitor


def on_device(request: Request) -> Visitor:
    """The owner of the link that this browser has claimed; PortalRefused when it may not go on."""
    workspace = workspace_of(request)
    visitor = _look_up(workspace, request.path_params["link"])
    if visitor is None or not holds(request, visitor.link):
        raise messages.no_device()
    if visitor.link_status is not LinkStatus.CLAIMED:
        raise out_of_force(workspace, visitor)
    return visitor


def holds(request: Request, link: PersonalLink) -> bool:
    """Whether the browser holds what the link was claimed with."""
    secret = request.cookies.get(device_cookie(workspace_of(request), link), "")
    return bool(link.device) and hmac.compare_digest(digest_of(secret), link.device)


def digest_of(secret: str) -> str:
    """What is kept of a browser's secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def out_of_force(workspace: Workspace, visitor: Visitor) -> PortalRefused:
    """Why the link of ``visitor`` serves no more, and whether a new one may be asked for."""
    token = token_of(workspace, visitor.link)
    if visitor.link.ending is LinkEnding.REVOKED:
        return messages.revoked()
    if visitor.link.ending is LinkEnding.REPLACED:
        return messages.replaced(token)
    return messages.expired(token if workspace.now() < visitor.could_expire else "")


def _look_up(workspace: Workspace, id: str) -> Visitor | None:
    now = workspace.now()
    with workspace.read() as uow:
        link = uow.links.find(id)
        if link is None:
            return None
        expires = expires_at(workspace, uow, link)
        renewed = link.model_copy(update={"issued_at": now})
        could_expire = expires_at(workspace, uow, renewed)
    unit, person = workspace.campaign.unit(link.unit), workspace.campaign.contact(link.person)
    return Visitor(link, unit, person, expires, link_status(link, expires, now), could_expire)


def _agree(claims: LinkClaims, link: PersonalLink) -> bool:
    """Whether the signature and the row speak of the same person."""
    return (claims.form, claims.unit, claims.person) == (link.form, link.unit, link.person)


def is_secure(workspace: Workspace) -> bool:
    """Whether officials reach the page by https."""
    return workspace.settings.portal_url.startswith("https://")


def device_cookie(workspace: Workspace, link: PersonalLink) -> str:
    """The name of the cookie of a claimed link."""
    return _cookie_name(workspace, f"cchc-{link.id}")


def form_cookie(workspace: Workspace) -> str:
    """The name of the cookie that forms are made for."""
    return _cookie_name(workspace, "cchc-form")


def give_cookie(response: Response, workspace: Workspace, name: str, value: str) -> None:
    """Let the browser keep a secret that no script and no other site gets at."""
    response.set_cookie(
        name,
        value,
        max_age=int(LONGEST_LINK.total_seconds()),
        path="/",
        secure=is_secure(workspace),
        httponly=True,
        samesite="lax",
    )


def _cookie_name(workspace: Workspace, name: str) -> str:
    """With https a name that browsers let no other host and no plain http set (RFC 6265bis)."""
    return f"__Host-{name}" if is_secure(workspace) else name
