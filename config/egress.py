"""A process that can reach nothing but its own machine: rehearsals and tests.

The guard is an audit hook of the interpreter (PEP 578): once it is there nothing in the process
can take it away, and it sees every connection that Python code opens, by whatever library. It does
not see those of libraries in C, such as that of a PostgreSQL server.
"""

from __future__ import annotations

import socket
import sys
from functools import cache
from ipaddress import ip_address

from models.domain.errors import CchcError

_WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class EgressRefused(CchcError):
    """A process that must not reach the world has tried to."""

    code = "KHONG-RA-NGOAI"


@cache
def stay_on_this_machine() -> None:
    """Refuse from now on every connection of this process to another machine."""
    sys.addaudithook(_guard)


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in _WATCHED and isinstance(arguments[0], socket.socket):
        place = arguments[1]
        if isinstance(place, tuple) and not _is_here(str(place[0])):
            raise EgressRefused(
                "Chương trình đang diễn tập hoặc kiểm thử nên không được kết nối ra ngoài "
                f"({place[0]}). Đề nghị kiểm tra thiết lập máy chủ.",
                subject=str(place[0]),
            )


def _is_here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
