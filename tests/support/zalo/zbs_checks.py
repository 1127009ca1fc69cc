"""What a message to a phone number has to pass, in the order in which it is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.support.zalo import magic
from tests.support.zalo.state import Template
from tests.support.zalo.tokens import Token, proof_holds, token_of
from tests.support.zalo.wire import Refused, Request
from tests.support.zalo.world import World

PHONE = re.compile(r"84[0-9]{9}")


@dataclass
class Attempt:
    """A message that somebody wants sent; what it says may be anything."""

    world: World
    request: Request

    @cached_property
    def content(self) -> dict[str, Any]:
        """What it says, if it is JSON."""
        return self.request.content or {}

    @property
    def phone(self) -> str:
        """The number as it was written."""
        return str(self.content.get("phone", ""))

    @property
    def template_id(self) -> str:
        """The name of the template."""
        return str(self.content.get("template_id", ""))

    @property
    def template(self) -> Template:
        """The template; it was checked that there is one."""
        return self.world.state.templates[self.template_id]


def limit(attempt: Attempt) -> None:
    """A number that is too busy at first."""
    magic.refuse_at_first(attempt.world, attempt.phone, -32)


def token(attempt: Attempt) -> None:
    """Unknown and expired are one here."""
    if token_of(attempt.world, attempt.request) is not Token.LIVE:
        raise Refused(-124)
    magic.refuse_at_first(attempt.world, attempt.phone, -124)


def proof(attempt: Attempt) -> None:
    """Only where it is asked for."""
    if not proof_holds(attempt.world, attempt.request):
        raise Refused(-1241)


def json_body(attempt: Attempt) -> None:
    """An object."""
    if attempt.request.content is None:
        raise Refused(-122)


def oa_permission(attempt: Attempt) -> None:
    """The OA may send."""
    if not attempt.world.state.oa_allowed:
        raise Refused(-135)


def zca_balance(attempt: Attempt) -> None:
    """Somebody pays."""
    if not attempt.world.state.zca_chargeable:
        raise Refused(-137)


def phone(attempt: Attempt) -> None:
    """Eleven digits from 84, and nothing that means the same."""
    if not PHONE.fullmatch(attempt.phone):
        raise Refused(-108)
    magic.refuse(attempt.phone, -108)


def template(attempt: Attempt) -> None:
    """One that there is, that was approved, and that is not off."""
    found = attempt.world.state.templates.get(attempt.template_id)
    if found is None:
        raise Refused(-109)
    if found.status != "ENABLE":
        raise Refused(-131)
    if found.off:
        raise Refused(-146)


def data(attempt: Attempt) -> None:
    """Each parameter is there, is text, and is as short as it has to be."""
    values = attempt.content.get("template_data")
    if not isinstance(values, dict):
        raise Refused(-111)
    for name, longest in attempt.template.params.items():
        check_value(name, values.get(name, ""), longest)


def check_value(name: str, value: object, longest: int) -> None:
    """Length is in code points as they came: limits are meant for NFC, so NFD may be too long."""
    if value == "":
        raise Refused(-1122, f"Template data lacks {name}")
    if not isinstance(value, str):
        raise Refused(-1124, f"{name} is not a string")
    if len(value) > longest:
        raise Refused(-1121, f"{name} is longer than {longest}")


def development(attempt: Attempt) -> None:
    """Test messages are for admins."""
    admins = attempt.world.state.admins
    if attempt.content.get("mode") == "development" and attempt.phone not in admins:
        raise Refused(-127)


def night(attempt: Attempt) -> None:
    """Templates that are not for the night."""
    if attempt.template.night_flag and attempt.world.clock.night():
        raise Refused(-133)
    magic.refuse(attempt.phone, -133)


def quotas(attempt: Attempt) -> None:
    """First the day's, then the template's."""
    world, template = attempt.world, attempt.template
    magic.refuse(attempt.phone, -144)
    if world.used_on[world.today()] >= world.state.daily_quota:
        raise Refused(-144)
    used = world.used_on[f"{world.today()} {attempt.template_id}"]
    if template.daily_quota is not None and used >= template.daily_quota:
        raise Refused(-147)


def recipient(attempt: Attempt) -> None:
    """What is known of the number, and what its last digits say."""
    if code := attempt.world.state.phones.get(attempt.phone):
        raise Refused(code)
    for code in (-118, -114, -141):
        magic.refuse(attempt.phone, code)


Check = Callable[[Attempt], None]
CALLER: tuple[Check, ...] = (token, proof)
MAY_SEND: tuple[Check, ...] = (oa_permission, zca_balance)
MESSAGE: tuple[Check, ...] = (phone, template, data, development, night, quotas, recipient)
IN_ORDER: tuple[Check, ...] = (limit, *CALLER, json_body, *MAY_SEND, *MESSAGE)
