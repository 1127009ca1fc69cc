"""A dispatcher in a process of its own, to be killed."""

from __future__ import annotations

import faulthandler
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from models.domain.campaign import Campaign
from models.domain.messages.mode import EVERYBODY, Mode
from models.store import Store
from tasks.notify.channels.mail import MailWriter
from tasks.notify.channels.port import Channel
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.channels.zalo.api import ZaloApi
from tasks.notify.channels.zalo.channels import ZaloPhone
from tasks.notify.channels.zalo.zbs import ZbsWriter
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.outbox import StoreOutbox
from tasks.notify.settings import MailSender, SmtpSettings, ZaloSettings, ZaloTemplate

SENDER = MailSender(name="Phòng Nội vụ", address="noi-vu@huyen-thu.example")
TIMEOUT = 0.3
"""Seconds after which a server is not waited for any longer."""
STUCK = 240
"""Seconds after which a dispatcher hangs: it says where, and fails."""


@dataclass(frozen=True)
class Place:
    """Where a dispatcher works: its database, its folder, its servers."""

    campaign: str
    database: str
    home: Path
    smtp_port: int
    zalo_url: str

    @property
    def journals(self) -> Path:
        """Where dispatchers note what they begin."""
        return self.home / "dang-gui"


def dispatch_at(place: Place, moment: datetime) -> None:
    """Send what is due at ``moment`` until nothing is; the clock goes on from there."""
    faulthandler.dump_traceback_later(STUCK, exit=True)
    store = Store.open(place.database)
    with store.read(place.campaign) as work:
        campaign = work.campaigns.get()
    begun = datetime.now(moment.tzinfo)
    post = DispatchContext(
        outbox=StoreOutbox(store, campaign.id, "dispatch"),
        channels=_channels(place, campaign),
        campaign=campaign,
        clock=lambda: moment + (datetime.now(moment.tzinfo) - begun),
        journals=place.journals,
    )
    dispatch(post)
    store.dispose()
    faulthandler.cancel_dump_traceback_later()


def _channels(place: Place, campaign: Campaign) -> Mapping[str, Channel]:
    server = SmtpSettings(host="127.0.0.1", port=place.smtp_port, security="none", timeout=TIMEOUT)
    mail = SmtpChannel(server, MailWriter(campaign, Mode.LIVE, SENDER), EVERYBODY)
    account = ZaloSettings(
        home=place.home,
        secret=SecretStr("khoa-cua-ban-cai-dat-" * 2),
        app_id="1234567890123456789",
        app_secret=SecretStr("bi-mat-cua-ung-dung"),
        refresh_token=SecretStr("RT1"),
        urls=dict.fromkeys(("oauth", "openapi", "business", "bot"), place.zalo_url),
        timeout=TIMEOUT,
    )
    api = ZaloApi(account, EVERYBODY, lambda: datetime.now().astimezone())
    writer = ZbsWriter(campaign, Mode.LIVE, "https://cchc.example", {"nhac-viec": ZaloTemplate()})
    return {mail.spec.name: mail, ZaloPhone.spec.name: ZaloPhone(writer, api)}
