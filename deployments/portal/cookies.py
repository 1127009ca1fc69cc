"""The cookies: one that a claimed link belongs to, one that forms are made for."""

from __future__ import annotations

from fastapi import Response

from config.workspace import Workspace
from models.domain.people.links import LONGEST, Link


def is_secure(workspace: Workspace) -> bool:
    """Whether officials reach the page by https."""
    return workspace.settings.portal_url.startswith("https://")


def device_cookie(workspace: Workspace, link: Link) -> str:
    """The name of the cookie of a claimed link."""
    return _name(workspace, f"cchc-{link.id}")


def form_cookie(workspace: Workspace) -> str:
    """The name of the cookie that forms are made for."""
    return _name(workspace, "cchc-form")


def give_cookie(response: Response, workspace: Workspace, name: str, value: str) -> None:
    """Let the browser keep a secret that no script and no other site gets at."""
    response.set_cookie(
        name,
        value,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=is_secure(workspace),
        httponly=True,
        samesite="lax",
    )


def _name(workspace: Workspace, name: str) -> str:
    """With https a name that browsers let no other host and no plain http set (RFC 6265bis)."""
    return f"__Host-{name}" if is_secure(workspace) else name
