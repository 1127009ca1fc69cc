from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from pydantic import SecretStr

from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI
from models.domain.messages.channels import Way
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import EVERYBODY, AllowList, Mode
from models.domain.messages.purposes import Purpose
from tasks.notify.channels.port import PreparedMessage
from tasks.notify.channels.short import ShortWriter
from tasks.notify.channels.zalo.api import ZaloApi
from tasks.notify.channels.zalo.channels import ZaloBot, ZaloChannel, ZaloChat, ZaloPhone, ZaloUser
from tasks.notify.channels.zalo.zbs import ZbsWriter
from tasks.notify.settings import ZaloSettings, ZaloTemplate
from tests.support.zalo.process import ZaloServer, zalo_server

NOW = datetime(2021, 11, 4, 8, 15, tzinfo=HANOI)
KINDS = {
    Way.ZALO_USER: ZaloUser,
    Way.ZALO_PHONE: ZaloPhone,
    Way.ZALO_BOT: ZaloBot,
    Way.ZALO_CHAT: ZaloChat,
}
TASK = {
    "ten": "Công chức Văn phòng",
    "viec": "Gửi bảng tự chấm điểm",
    "han": "05/11/2021",
    "ma": "CCHC-0A1B2C3D",
    "lien_ket": "https://cchc.example",
}


@pytest.fixture(scope="package")
def server() -> Iterator[ZaloServer]:
    with zalo_server() as server:
        yield server


@pytest.fixture
def zalo(server: ZaloServer) -> ZaloServer:
    server.reset()
    server.clock(NOW.isoformat())
    return server


@pytest.fixture
def settings(tmp_path) -> Callable[..., ZaloSettings]:
    """An installation that calls ``url``; its first refresh token is the server's."""

    def make(url: str, **more: object) -> ZaloSettings:
        values = {
            "home": tmp_path,
            "secret": SecretStr("khoa-cua-ban-cai-dat-" * 2),
            "app_id": "1234567890123456789",
            "app_secret": SecretStr("bi-mat-cua-ung-dung"),
            "refresh_token": SecretStr("RT1"),
            "bot_token": SecretStr("1001:bi-mat-cua-bot"),
            "urls": dict.fromkeys(("oauth", "openapi", "business", "bot"), url),
            "timeout": 0.5,
        }
        return ZaloSettings(**(values | more))

    return make


@pytest.fixture
def api(zalo, settings) -> Iterator[Callable[..., ZaloApi]]:
    made: list[ZaloApi] = []

    def make(allowed: AllowList = EVERYBODY, url: str = "", **more: object) -> ZaloApi:
        made.append(ZaloApi(settings(url or zalo.api, **more), allowed, lambda: NOW))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def channel(api, campaign) -> Callable[..., ZaloChannel]:
    """A channel of a way, on a client of its own."""

    def make(
        way: str = Way.ZALO_PHONE,
        mode: Mode = Mode.LIVE,
        template: str = "nhac-viec",
        **more: object,
    ) -> ZaloChannel:
        templates = {"nhac-viec": ZaloTemplate(id=template)}
        by_template = way in (Way.ZALO_USER, Way.ZALO_PHONE)
        zbs = ZbsWriter(campaign, mode, "https://cchc.example", templates)
        short = ShortWriter(campaign, mode, "https://cchc.example")
        return KINDS[way](zbs if by_template else short, api(**more), mode.is_trial)

    return make


@pytest.fixture
def prepared() -> Callable[..., PreparedMessage]:
    """What a channel of a way gets to send."""

    def make(
        address: str = "84911110001",
        text: str = "",
        key: str = "k1",
        at: datetime = NOW,
        template: str = "nhac-viec",
        **values: str,
    ) -> PreparedMessage:
        zbs = {"template_id": template, "template_data": TASK | values}
        content = {"title": "Nhắc việc", "text": text} if text else zbs
        said = json.dumps(content, ensure_ascii=False).encode()
        ref = f"t{key}"
        return PreparedMessage(key, 1, "cb", address, said, ref, "zalo/reminder", "1", at, ".json")

    return make


@pytest.fixture
def people(campaign: Campaign) -> Callable[..., Campaign]:
    """The campaign with an officer for each telephone number, and its officer's other addresses."""

    def make(*phones: str, **more: object) -> Campaign:
        officer = campaign.contact("cb")
        others = [
            officer.model_copy(
                update={"id": f"cb{n}", "phone": phone, "email": f"cb{n}@huyen-thu.example"} | more
            )
            for n, phone in enumerate(phones)
        ]
        return campaign.model_copy(update={"contacts": (*campaign.contacts, *others)})

    return make


@pytest.fixture
def records(make_record) -> Callable[..., list[MessageRecord]]:
    """A reminder for each of the first so many officers."""

    def make(count: int, purpose: Purpose = Purpose.REMINDER, **more: object):
        return [make_record(purpose, person=f"cb{n}", **more) for n in range(count)]

    return make
