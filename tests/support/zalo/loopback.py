"""Only this machine: whatever else is named as an address is refused."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


class NotLoopback(ValueError):
    """An address by which another machine could be reached."""


def require_loopback_host(host: str) -> str:
    """The host, if it is a loopback address; a name may lead anywhere, but for ``localhost``."""
    try:
        inside = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NotLoopback(f"{host!r} is not a loopback address")
    return host


def require_loopback_url(url: str) -> str:
    """The address without a slash at its end, if it leads to this machine."""
    require_loopback_host(urlsplit(url).hostname or "")
    return url.rstrip("/")
