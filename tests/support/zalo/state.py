"""What the server knows: one value for each thing that a test may configure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Template:
    """``params`` are the parameters with the longest value of each; ``night_flag`` forbids nights.

    ``status`` is ENABLE, PENDING_REVIEW, REJECT or DISABLE; ``off`` one that lost its quality.
    """

    status: str = "ENABLE"
    params: dict[str, int] = field(default_factory=dict)
    uid_ok: bool = True
    night_flag: bool = False
    off: bool = False
    daily_quota: int | None = None
    tag: int = 2
    quality: str = "HIGH"
    price_sdt: str = "300"
    price_uid: str = "200"


@dataclass(frozen=True)
class User:
    """``last_interaction`` is a moment, ``now`` whatever the time is, or nothing."""

    phone: str = ""
    follows: bool = True
    last_interaction: str | None = "now"
    blocked: bool = False


@dataclass(frozen=True)
class OAuth:
    """``rotate_then_drop``: so many refreshes change the tokens but are never answered."""

    rotate_then_drop: int = 0
    expires_in: str = "90000"


@dataclass(frozen=True)
class Hook:
    """Where events go and what is wrong with them.

    ``secret`` is oa or app, ``ts`` body or header, ``id`` app or oa: what is signed. ``reordered``
    is ``before`` (odd to read, the signature holds) or ``after`` signing (it does not hold).
    ``ladder`` are the seconds before each redelivery, ``patience`` those for an answer.
    """

    url: str | None = None
    delay: float = 0.2
    secret: str = "oa"
    ts: str = "body"
    id: str = "app"
    duplicate: bool = False
    out_of_order: bool = False
    before_answer: bool = False
    never: bool = False
    bad_signature: bool = False
    reordered: str | None = None
    oa_receipts: bool = True
    ladder: list[float] = field(default_factory=lambda: [0.1, 0.2, 0.3, 0.4, 0.5])
    patience: float = 2.0


_TASK = {"ten": 30, "viec": 100, "han": 20, "ma": 30, "lien_ket": 200}


def _templates() -> dict[str, Template]:
    return {
        "nhac-viec": Template(params=dict(_TASK)),
        "nhac-dem": Template(params=dict(_TASK), night_flag=True),
        "bi-tu-choi": Template(params=dict(_TASK), status="REJECT"),
        "phan-hoi": Template(params={"ten": 30, "ma": 30}, uid_ok=False),
    }


def _users() -> dict[str, User]:
    return {
        "u1": User(phone="84900000001"),
        "u2": User(phone="84900000002", last_interaction="2020-01-01T08:00:00+07:00"),
        "u3": User(phone="84900000003", follows=False, last_interaction=None),
        "u4": User(phone="84900000004", blocked=True),
    }


@dataclass
class State:
    """``access`` has when each token ends: null never, false that it was taken back.

    ``phones`` has the code with which a number is refused; all others accept.
    """

    app_id: str = "1234567890123456789"
    app_secret: str = "bi-mat-cua-ung-dung"
    oa_id: str = "9876543210987654321"
    oa_secret: str = "bi-mat-cua-oa"
    bot_token: str = "1001:bi-mat-cua-bot"
    access: dict[str, str | bool | None] = field(default_factory=lambda: {"AT1": None})
    refresh: dict[str, bool] = field(default_factory=lambda: {"RT1": True})
    codes: dict[str, str] = field(default_factory=lambda: {"MA1": "v" * 43})
    users: dict[str, User] = field(default_factory=_users)
    phones: dict[str, int] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=_templates)
    admins: list[str] = field(default_factory=lambda: ["84900000001"])
    daily_quota: int = 500
    used: int = 0
    quality: str = "HIGH"
    proof_required: bool = False
    oa_allowed: bool = True
    zca_chargeable: bool = True
    uid_needs_interaction: bool = False
    cs_quota: bool = False
    garbage_delivers: bool = False
    hang: float = 3.0
    rate_limit: int = 4000
    oauth: OAuth = field(default_factory=OAuth)
    webhook: Hook = field(default_factory=Hook)

    def configure(self, config: Mapping[str, Any]) -> None:
        """Change what is named, in depth: what is not named stays. ValueError if unknown."""
        known = {each.name for each in fields(self)}
        if unknown := sorted(set(config) - known):
            raise ValueError(f"unknown: {', '.join(unknown)}")
        for name, value in config.items():
            old = getattr(self, name)
            value = _entries(old, value, _ENTRIES[name]) if name in _ENTRIES else value
            setattr(self, name, _merged(old, value))


_ENTRIES: dict[str, type[Template] | type[User]] = {"templates": Template, "users": User}


def _entries(old: dict[str, Any], new: dict[str, Any], kind: type) -> dict[str, Any]:
    """Entries from what is said of them; new ones begin with the defaults of their kind."""
    return {name: _merged(old.get(name, kind()), said) for name, said in new.items()}


def _merged(old: Any, new: Any) -> Any:
    if is_dataclass(old) and isinstance(new, Mapping):
        try:
            return replace(old, **{k: _merged(getattr(old, k, None), v) for k, v in new.items()})  # type: ignore[type-var]
        except TypeError as error:
            raise ValueError(str(error)) from error
    if isinstance(old, dict) and isinstance(new, Mapping):
        return {**old, **new}
    return new
