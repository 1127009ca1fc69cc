"""Message + contact + campaign -> subject, text and HTML, from templates/messages/email/.

A template holds each sentence once; ``_text``, after the subject, and ``_html`` lay it out.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256

from jinja2 import ChoiceLoader, Environment, FunctionLoader, TemplateError, TemplateNotFound, meta

from models.domain.campaign import Campaign, Form, addressee
from models.domain.errors import ConfigurationError
from models.domain.messages.message import Item, Message
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.reminders.duties import distance_words
from models.domain.units import Contact, Position
from models.domain.values import Value
from tasks.rendering.jinja import templates_in


def task_words(item: Item, campaign: Campaign) -> dict[str, str]:
    """The words of an item: what it is, whose, by when, and how far that is."""
    unit = campaign.unit(item.unit) if item.unit else None
    return {
        "standing": distance_words(item.params),
        **item.params,
        "words": _what(item, unit.name_within if unit else ""),
        "unit": unit.name if unit else "",
    }


def _what(item: Item, unit: str) -> str:
    if "title" in item.params:
        return f"cho ý kiến về hồ sơ “{item.params['title']}”"
    form = item.params["form"]
    whose = f"{form} của {unit}" if unit else form
    return f"chỉ đạo gửi {whose}" if item.purpose is Purpose.ESCALATION else f"gửi {whose}"


_FOLDER = "email"
TRIAL_PREFIX = "[THỬ] "
PROVIDED = frozenset(
    {
        "layout",
        "confirm",
        "trial",
        "campaign",
        "authority",
        "unit",
        "addressee",
        "helper",
        "attachments",
        "tasks",
    }
)
"""Names that every template has besides the parameters of its message."""


class RenderedMessage(Value):
    """A message as the person reads it; NFC."""

    subject: str
    text: str
    html: str


def render_email(
    message: Message, contact: Contact, campaign: Campaign, mode: Mode, confirm: str = ""
) -> RenderedMessage:
    """Render ``message`` for ``contact``; at ``confirm``, if given, the person confirms it.

    Raises:
        ConfigurationError: a parameter of the template is missing; the subject is the key.
    """
    if clash := sorted(PROVIDED & set(message.params)):
        raise ConfigurationError(
            f"Thông báo {message.purpose} dùng tên tham số đã dành riêng: {', '.join(clash)}.",
            subject=message.key,
        )
    given = template_context(message, contact, campaign, mode)
    context = {**message.params, **given, "confirm": confirm}
    subject, _, text = _laid_out(message, "_text.j2", context).partition("\f")
    return RenderedMessage(
        subject=(TRIAL_PREFIX if context["trial"] else "") + " ".join(subject.split()),
        text=_tidy(text),
        html=_laid_out(message, "_html.j2", context),
    )


@cache
def parameters(purpose: str) -> frozenset[str]:
    """The parameters that a message of this purpose must carry, read from its template."""
    environment = _environment(False)
    parsed = environment.parse(_source(f"{purpose}.j2"))
    return frozenset(meta.find_undeclared_variables(parsed)) - PROVIDED


@cache
def email_version(purpose: str) -> str:
    """The version of the text for a purpose: a digest of its template and the layouts."""
    whole = "".join(map(_source, (f"{purpose}.j2", "_text.j2", "_html.j2")))
    return sha256(whole.encode()).hexdigest()[:8]


def _source(name: str) -> str:
    return source_in(_environment(False), name)


def source_in(environment: Environment, name: str) -> str:
    """The text of a template; TemplateNotFound when there is none."""
    loader = environment.loader
    if loader is None:
        raise TemplateNotFound(name)
    return loader.get_source(environment, name)[0]


def message_templates(folder: str, *, html: bool) -> Environment:
    """The templates of ``templates/messages/<folder>``, and those of messages that were added."""
    environment = templates_in(f"messages/{folder}", html=html)
    loaders = [environment.loader] if environment.loader else []
    environment.loader = ChoiceLoader([*loaders, FunctionLoader(partial(_added, folder))])
    return environment


def _added(folder: str, name: str) -> str | None:
    """The template of a message that an installation added, from the message's own folder."""
    spec = MESSAGES.get(name.removesuffix(".j2"))
    file = spec.templates / folder / name if spec and spec.templates else None
    return file.read_text(encoding="utf-8") if file and file.is_file() else None


def template_context(
    message: Message, contact: Contact, campaign: Campaign, mode: Mode
) -> dict[str, object]:
    """What every template has besides the parameters of its message."""
    about = {} if message.unit is None else {"unit": campaign.unit(message.unit)}
    return {
        "trial": mode.is_trial,
        "campaign": campaign,
        "authority": campaign.authority,
        "addressee": addressee(contact, campaign),
        "helper": _helper(campaign),
        "attachments": [attachment.name for attachment in message.attachments],
        "tasks": [task_words(item, campaign) for item in message.items],
        **about,
    }


def _helper(campaign: Campaign) -> str:
    operators = campaign.people(Position.OPERATOR)
    return addressee(operators[0], campaign) if operators else campaign.authority.office


def _laid_out(message: Message, layout: str, context: Mapping[str, object]) -> str:
    environment = _environment(layout == "_html.j2")
    try:
        text = environment.get_template(f"{message.purpose}.j2").render(context, layout=layout)
    except TemplateError as error:
        raise ConfigurationError(
            f"Không soạn được thông báo {message.purpose}: {error}. Bổ sung tham số còn thiếu.",
            subject=message.key,
        ) from error
    return unicodedata.normalize("NFC", text)


@cache
def _environment(html: bool) -> Environment:
    environment = message_templates(_FOLDER, html=html)
    environment.filters["form_words"] = form_words
    return environment


def form_words(form: str) -> str:
    """Words for a form given by its code; words that are given stay."""
    return next((known.words for known in Form if known == form), form)


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
