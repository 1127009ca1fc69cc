"""What a message of the OA to a user has to pass, in the order in which it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from tests.support.zalo.state import Template, User
from tests.support.zalo.tokens import Token, proof_holds, token_of
from tests.support.zalo.wire import Refused, Request
from tests.support.zalo.world import World
from tests.support.zalo.zbs_checks import check_value

WINDOW = timedelta(days=7)
LONGEST_TEXT = 2000
PROMOTION = 3


@dataclass
class Call:
    """A call to ``openapi``; what it says may be anything."""

    world: World
    request: Request

    @cached_property
    def content(self) -> dict[str, Any]:
        """What it says."""
        return self.request.content or {}

    @property
    def user_id(self) -> str:
        """Whom it is about, said in one of two ways."""
        recipient = self.content.get("recipient")
        inside = recipient.get("user_id") if isinstance(recipient, dict) else None
        return str(inside or self.content.get("user_id") or "")

    @property
    def user(self) -> User:
        """That person; it was checked that there is one."""
        return self.world.state.users[self.user_id]

    @property
    def message(self) -> dict[str, Any]:
        """What is to be said."""
        found = self.content.get("message")
        return found if isinstance(found, dict) else {}

    @property
    def template(self) -> Template | None:
        """The template, if there is one of that name."""
        return self.world.state.templates.get(str(self.content.get("template_id", "")))


def token(call: Call) -> None:
    """Here it is told whether a token is unknown or has expired."""
    match token_of(call.world, call.request):
        case Token.UNKNOWN:
            raise Refused(-216)
        case Token.EXPIRED:
            raise Refused(-220)


def proof(call: Call) -> None:
    """Only where it is asked for."""
    if not proof_holds(call.world, call.request):
        raise Refused(-242)


def text_or_file(call: Call) -> None:
    """Somebody to talk to and something to say, not too long."""
    text = call.message.get("text", "")
    if not call.user_id or not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise Refused(-201)
    if not text.strip() and "attachment" not in call.message:
        raise Refused(-201)


def template_asked(call: Call) -> None:
    """Somebody, a template that there is, and values for it."""
    template, values = call.template, call.content.get("template_data")
    if not call.user_id or template is None or not isinstance(values, dict):
        raise Refused(-201)
    for name, longest in template.params.items():
        try:
            check_value(name, values.get(name, ""), longest)
        except Refused as refused:
            raise Refused(-201, refused.message) from refused


def known(call: Call) -> None:
    """A user of this OA who did not shut it out."""
    if call.user_id not in call.world.state.users:
        raise Refused(-213)
    if call.user.blocked:
        raise Refused(-244)


def follows(call: Call) -> None:
    """Templates go to followers."""
    if not call.user.follows:
        raise Refused(-213)


def interacted(call: Call) -> None:
    """The person wrote or did something within a week."""
    last = last_interaction(call.world, call.user)
    if last is None or call.world.clock.now() - last > WINDOW:
        raise Refused(-230)


def interacted_for_template(call: Call) -> None:
    """The same for templates, where it is switched on: nothing official asks for it."""
    if call.world.state.uid_needs_interaction:
        interacted(call)


def template_goes(call: Call) -> None:
    """One that may go by user id, was approved, is paid for, and does not disturb the night."""
    template = call.template or Template()
    if not template.uid_ok:
        raise Refused(-249)
    if template.status != "ENABLE":
        raise Refused(-131)
    if not call.world.state.zca_chargeable:
        raise Refused(-321)
    if template.tag == PROMOTION and call.world.clock.night():
        raise Refused(-234)


def last_interaction(world: World, user: User) -> datetime | None:
    """When the person last did something here."""
    if user.last_interaction == "now":
        return world.clock.now()
    return world.clock.moment(user.last_interaction) if user.last_interaction else None


Check = Callable[[Call], None]
CALLER: tuple[Check, ...] = (token, proof)
CONSULTATION: tuple[Check, ...] = (*CALLER, text_or_file, known, interacted)
BY_UID: tuple[Check, ...] = (
    *CALLER,
    template_asked,
    known,
    follows,
    interacted_for_template,
    template_goes,
)
