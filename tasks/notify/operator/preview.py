"""A message as a person would get it, from sample data, before there is one."""

import json
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from config.workspace import Workspace
from models.domain.campaign import Campaign, Form
from models.domain.deadlines import HANOI
from models.domain.errors import NotFound
from models.domain.messages.channels import CHANNELS
from models.domain.messages.message import Item, MessageRecord
from models.domain.messages.purposes import MESSAGES, Purpose
from models.domain.messages.transmission import Transmission
from models.domain.units import Contact, Position
from models.domain.values import UnitCode
from tasks.notify.channels.port import Channel, OutgoingLetter, PreparedMessage
from tasks.notify.channels.registry import stand_ins
from tasks.notify.settings import TASK, notify_settings
from tasks.rendering.jinja import templates_in


def sample_params(purpose: str) -> dict[str, str]:
    """The parameters that a message of this purpose carries, with values as they may be."""
    return dict(MESSAGES[purpose].sample or _samples()[purpose])


@cache
def _samples() -> dict[str, dict[str, str]]:
    text = files("templates").joinpath("messages/samples.yaml").read_text(encoding="utf-8")
    samples: dict[str, dict[str, str]] = yaml.safe_load(text)
    return samples


def preview_lines(
    workspace: Workspace, purpose: str, way: str, person: str, out: Path | None
) -> Iterator[str]:
    """The text of a message of this purpose, or where it was written to.

    A file that ends in ``.html`` shows it as the person sees it. NotFound for a channel that is not
    known or has no such text, and for a stranger.
    """
    campaign, channel = workspace.campaign, _channel(workspace, way)
    contact = campaign.find_contact(person) if person else somebody(campaign)
    if contact is None:
        raise NotFound(f"Không có người nhận “{person}” trong đợt này.", person)
    letter = sample_letter(campaign, purpose, contact, workspace.now())
    if channel is None or not channel.carries(letter.message):
        raise NotFound(f"Kênh “{way}” không có, hoặc không có mẫu {purpose}.", way)
    prepared = channel.write(letter)
    if out is None:
        yield from _readable(prepared)
        return
    out.write_bytes(_page(campaign, prepared) if out.suffix == ".html" else prepared.content)
    yield f"Đã ghi {out}."


def _channel(workspace: Workspace, way: str) -> Channel | None:
    """What writes for a way, whether or not it is set up here."""
    campaign = workspace.campaign
    settings = notify_settings(workspace.settings, campaign)
    known = {*CHANNELS, *settings.ways, *(way for each in campaign.contacts for way in each.ways)}
    models = stand_ins(workspace.mode, settings, campaign, frozenset({way} & known))
    return {model.spec.name: model for model in models}.get(way)


def _page(campaign: Campaign, prepared: PreparedMessage) -> bytes:
    """The page of a mail, or the registered template of Zalo with its parameters."""
    if prepared.suffix == ".eml":
        body = message_from_bytes(prepared.content, policy=policy.default).get_body(("html",))
        return str(body.get_content() if body else "").encode()
    data = json.loads(prepared.content).get("template_data")
    if data is None:
        raise NotFound("Kênh này chỉ có chữ; đề nghị xem không kèm --out.", prepared.template)
    template = templates_in("messages/zalo", html=True).get_template(f"_{TASK}.html.j2")
    return template.render(data, office=campaign.authority.office).encode()


def _readable(prepared: PreparedMessage) -> Iterator[str]:
    """What of a message a person reads in a terminal."""
    if prepared.suffix != ".eml":
        yield prepared.content.decode()
        return
    mail = message_from_bytes(prepared.content, policy=policy.default)
    yield f"Tiêu đề: {mail['Subject']}"
    yield ""
    body = mail.get_body(("plain",))
    yield from body.get_content().splitlines() if body else ()


def sample_letter(
    campaign: Campaign, purpose: str, person: Contact, now: datetime
) -> OutgoingLetter:
    """A letter of this purpose to ``person``, with sample parameters."""
    message = sample(campaign, purpose, person, now)
    return OutgoingLetter(message, 1, person, person.email, now.astimezone(HANOI))


def somebody(campaign: Campaign) -> Contact:
    """Somebody who gets most kinds of messages: the officer of the first commune."""
    first = campaign.communes[0].code
    return campaign.contacts_of(first, Position.OFFICER)[0]


def sample(campaign: Campaign, purpose: str, person: Contact, now: datetime) -> MessageRecord:
    """A message with sample parameters; lists and digests have two items."""
    unit = person.unit or campaign.communes[0].code
    several = purpose in (Purpose.DIGEST, Purpose.CHAIRMAN_LIST)
    return MessageRecord(
        key=f"{campaign.id}|{person.id}|{purpose}|xem-truoc",
        person=person.id,
        purpose=purpose,
        unit=unit,
        subject_ref=f"commune:{unit}",
        params=sample_params(purpose),
        items=_items(campaign, purpose, unit) if several else (),
        not_before=now,
        transmissions=(Transmission(not_before=now),),
    )


def _items(campaign: Campaign, purpose: str, unit: UnitCode) -> tuple[Item, ...]:
    """Two things that are late: forms of one unit, or on a list forms of two."""
    alone = purpose is Purpose.DIGEST
    units = (unit, unit) if alone else tuple(each.code for each in campaign.communes[:2])
    forms = (Form.COMMUNE, Form.APPRAISAL if alone else Form.COMMUNE)
    return tuple(
        Item(
            key=f"xem-truoc-{form}-{code}",
            purpose=Purpose.LATE,
            unit=code,
            subject_ref=f"{form}:{code}",
            params=sample_params(Purpose.LATE) | {"form": form.words},
        )
        for form, code in zip(forms, units, strict=False)
    )
