"""What keeps messages from leaving this machine: a campaign that is not armed, a closed network.

The seal in the home folder arms a campaign here and nowhere else.
"""

import secrets
import socket
import sys
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import ValidationError

from config.settings import Settings
from models.domain.errors import CchcError
from models.domain.messages.mode import Armed, Seal, disagreement
from models.store import Store, UnitOfWork

_WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


def this_host() -> str:
    """The name of this machine."""
    return socket.gethostname()


def why_not_armed(store: Store, campaign_id: str, settings: Settings) -> str:
    """Why nobody may be reached from here, in Vietnamese; empty when all agree."""
    seal = _read(_path(settings, campaign_id))
    with store.read(campaign_id) as uow:
        hash_at_seal = uow.audit.hash_at(seal.seq) if seal else ""
        return disagreement(uow.arming.get(), seal, this_host(), hash_at_seal)


def arm(uow: UnitOfWork, reason: str) -> Armed:
    """Arm the campaign on this machine; the seal is to be put when the unit of work is over."""
    armed = Armed(host=this_host(), nonce=secrets.token_urlsafe(24))
    uow.arming.put(armed, reason)
    return armed


def put_seal(store: Store, campaign_id: str, settings: Settings) -> None:
    """Note how far the audit of an armed campaign has come; nothing if it is not armed."""
    with store.read(campaign_id) as uow:
        armed, newest = uow.arming.get(), uow.audit.newest()
    if armed is not None and newest is not None:
        seal = Seal(nonce=armed.nonce, seq=newest.seq, hash=newest.hash)
        _write(_path(settings, campaign_id), seal)


def _path(settings: Settings, campaign_id: str) -> Path:
    return settings.folder / f"duoc-gui-{campaign_id}.json"


def _read(path: Path) -> Seal | None:
    """The seal; None when there is none that can be read."""
    try:
        return Seal.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _write(path: Path, seal: Seal) -> None:
    """Replace the seal as a whole, readable by its owner only."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as made:
        made.write(seal.model_dump_json().encode())
    Path(made.name).replace(path)


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
