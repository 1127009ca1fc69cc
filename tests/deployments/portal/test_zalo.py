"""Zalo tells the page of messages; whoever is not Zalo tells it nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import product

import pytest
from pydantic import SecretStr

from deployments.portal.app import make_app
from models.domain.messages.channels import Way
from models.domain.messages.message import Message
from models.domain.messages.mode import EVERYBODY, Mode
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.notify.channels.zalo.api import ZaloApi
from tasks.notify.channels.zalo.channels import ZaloPhone
from tasks.notify.channels.zalo.zbs import ZbsWriter
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.outbox import StoreOutbox
from tasks.notify.receipts.receipts import read_receipts
from tasks.notify.settings import ZaloSettings, ZaloTemplate
from tests.support.house import CAMPAIGN
from tests.support.portal import UNIT
from tests.support.zalo.process import ZaloServer, zalo_server

S = MessageState
APP, OA, BOT_SECRET = "1234567890123456789", "9876543210987654321", "bi-mat-cua-webhook"
OA_SECRET, APP_SECRET = "bi-mat-cua-oa", "bi-mat-cua-ung-dung"
VARIANTS = list(product(("oa", "app"), ("body", "header"), ("app", "oa")))
HOOK = "/zalo/webhook"


@pytest.fixture
def door(site, server):
    """The page of an installation that has an Official Account and a bot."""
    told = {
        "zalo_app_id": APP,
        "zalo_oa_id": OA,
        "zalo_oa_secret": SecretStr(OA_SECRET),
        "zalo_app_secret": SecretStr(APP_SECRET),
        "zalo_bot_secret": SecretStr(BOT_SECRET),
    }
    settings = site.workspace.settings.model_copy(update=told)
    server.app = make_app(replace(site.workspace, settings=settings))
    return site


def signed(raw: bytes, secret: str = OA_SECRET) -> dict[str, str]:
    moment = json.loads(raw).get("timestamp", "")
    mac = sha256(APP.encode() + raw + moment.encode() + secret.encode()).hexdigest()
    return {"X-ZEvent-Signature": f"mac={mac}"}


def event(ref="m1", **more):
    said = {"event_name": "user_received_message", "message": {"msg_id": ref}, "timestamp": "17"}
    return json.dumps(said | more).encode()


def kept(site):
    with site.workspace.read() as uow:
        return uow.provider_events.waiting(99)


def test_a_signed_event_is_kept_as_it_came_and_once(door):
    raw = event()
    for _ in range(2):
        answer = door.browser().post(HOOK, content=raw, headers=signed(raw))
        assert (answer.status_code, answer.content) == (200, b"")
    assert [each.raw for each in kept(door)] == [raw.decode()]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-ZEvent-Signature": "mac="},
        {"X-ZEvent-Signature": b"mac=\xff"},
        signed(event(), "khac"),
        signed(event("m2")),
        signed(b"{}"),
    ],
)
def test_an_event_without_a_signature_of_its_bytes_leaves_nothing(door, headers):
    assert door.browser().post(HOOK, content=event(), headers=headers).status_code == 403
    assert kept(door) == ()


def test_an_event_that_was_written_anew_is_refused(door):
    raw = event()
    anew = json.dumps(dict(reversed(json.loads(raw).items()))).encode()
    assert door.browser().post(HOOK, content=anew, headers=signed(raw)).status_code == 403


def test_an_event_that_is_too_long_is_refused(door):
    raw = event(text="x" * 66_000)
    assert door.browser().post(HOOK, content=raw, headers=signed(raw)).status_code == 413
    assert kept(door) == ()


def test_where_no_account_is_set_up_nothing_is_taken(site):
    raw = event()
    mac = sha256(raw + b"17").hexdigest()
    headers = {"X-ZEvent-Signature": f"mac={mac}", "X-Bot-Api-Secret-Token": ""}
    for place in (HOOK, "/zalo/bot"):
        assert site.browser().post(place, content=raw, headers=headers).status_code == 403


def test_the_bot_names_its_secret(door):
    raw = b'{"ok": true, "result": {"event_name": "message.text.received"}}'
    for secret in ("", "x", BOT_SECRET.upper(), OA_SECRET):
        headers = {"X-Bot-Api-Secret-Token": secret}
        assert door.browser().post("/zalo/bot", content=raw, headers=headers).status_code == 403
    assert kept(door) == ()
    headers = {"X-Bot-Api-Secret-Token": BOT_SECRET}
    assert door.browser().post("/zalo/bot", content=raw, headers=headers).status_code == 200
    assert [each.channel for each in kept(door)] == [Way.ZALO_BOT]


@pytest.fixture(scope="module")
def fake() -> Iterator[ZaloServer]:
    with zalo_server() as server:
        yield server


@pytest.fixture
def zalo(fake, door):
    """Zalo, which tells the page of what it does."""

    def reset(**switches: object) -> ZaloServer:
        hook = {"url": door.url + HOOK, "delay": 0.02, "ladder": [0.05] * 5, "patience": 5}
        fake.reset(hang=1.0, webhook=hook | switches)
        return fake

    reset()
    yield reset
    fake.reset()


@pytest.fixture
def send(door, fake):
    """Queue a message to a telephone number and send what is due."""

    def send(phone: str = "84911110001") -> str:
        house, person = door.house, f"{UNIT}.officer"
        message = Message(
            key=f"tin-{phone}",
            person=person,
            purpose=Purpose.LATE,
            unit=UNIT,
            subject_ref=f"commune:{UNIT}",
            params={"form": "bảng tự chấm điểm", "limit": "05/11/2021", "overdue": "1 ngày"},
            not_before=house.workspace.now(),
        )
        with house.workspace.change("test") as uow:
            uow.messages.queue([message])
        dispatch(post(door, fake, person, phone))
        return message.key

    return send


def post(site, fake, person, phone):
    house, campaign = site.house, site.workspace.campaign
    contacts = [
        each.model_copy(update={"phone": phone}) if each.id == person else each
        for each in campaign.contacts
    ]
    zalo = ZaloSettings(
        home=house.home,
        secret=SecretStr("khoa-cua-ban-cai-dat-" * 2),
        app_id=APP,
        app_secret=SecretStr(APP_SECRET),
        refresh_token=SecretStr("RT1"),
        urls=dict.fromkeys(("oauth", "openapi", "business", "bot"), fake.api),
        timeout=0.5,
    )
    writer = ZbsWriter(campaign, Mode.LIVE, "https://cchc.example", {"nhac-viec": ZaloTemplate()})
    channel = ZaloPhone(writer, ZaloApi(zalo, EVERYBODY, house.workspace.now))
    return DispatchContext(
        StoreOutbox(house.workspace.store, CAMPAIGN, "test"),
        {channel.spec.name: channel},
        campaign.model_copy(update={"contacts": tuple(contacts)}),
        house.workspace.now,
        house.home / "dang-gui",
    )


def waited(site, fake, count):
    """Wait until Zalo has told so many times."""
    for _ in range(200):
        told = fake.webhooks()
        if len(told) >= count:
            return told
        site.browser().get("/")
    raise AssertionError(told)


def state(site, key):
    with site.workspace.read() as uow:
        return uow.messages.get(key).state


@pytest.mark.slow
def test_a_message_of_unknown_fate_is_delivered_by_its_receipt_and_never_sent_again(
    door, zalo, send
):
    fake = zalo()
    key = send("84911115001")
    assert state(door, key) is S.UNKNOWN
    assert [each["status"] for each in waited(door, fake, 1)] == [200]
    read_receipts(CAMPAIGN)
    assert state(door, key) is S.DELIVERED
    assert len(fake.messages()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_way_of_signing_is_understood(door, zalo, send, variant):
    fake = zalo(**dict(zip(("secret", "ts", "id"), variant, strict=True)))
    key = send()
    waited(door, fake, 1)
    read_receipts(CAMPAIGN)
    assert state(door, key) is S.DELIVERED


@pytest.mark.slow
@pytest.mark.parametrize(
    "switches",
    [{"before_answer": True}, {"duplicate": True}, {"reordered": "before"}],
    ids=["before-answer", "duplicate", "reordered"],
)
def test_odd_receipts_do_no_harm(door, zalo, send, switches):
    fake = zalo(**switches)
    key = send()
    waited(door, fake, 2 if "duplicate" in switches else 1)
    read_receipts(CAMPAIGN)
    assert state(door, key) is S.DELIVERED
    with door.workspace.read() as uow:
        told = [each.what for each in uow.messages.history(key)]
    assert told.count("delivered") == 1
    assert len(fake.messages()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("switches", [{"bad_signature": True}, {"reordered": "after"}])
def test_a_forged_receipt_counts_for_nothing(door, zalo, send, switches):
    fake = zalo(**switches)
    key = send()
    told = waited(door, fake, 6)
    assert {each["status"] for each in told} == {403}
    read_receipts(CAMPAIGN)
    assert (state(door, key), kept(door)) == (S.ACCEPTED, ())


@pytest.mark.slow
def test_a_button_confirms_before_the_receipt_that_it_overtook(door, zalo, send):
    fake = zalo(never=True)
    key = send()
    [message] = fake.messages()
    names = {"tracking_id": message["tracking_id"]}
    pressed = {"submit_time": "1", "button_type": "response", "data": "Đã nhận"} | names
    event_name = "user_click_response_button"
    body = {"event_name": event_name, "message": pressed, "msg_id": message["msg_id"]}
    assert fake.emit(body) == 200
    read_receipts(CAMPAIGN)
    late = {"delivery_time": "1", "msg_id": message["msg_id"]} | names
    assert fake.emit({"event_name": "user_received_message", "message": late}) == 200
    read_receipts(CAMPAIGN)
    assert state(door, key) is S.ACKNOWLEDGED
