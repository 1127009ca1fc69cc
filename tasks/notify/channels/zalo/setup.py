"""Which Zalo channels there are on an installation, and what each stands on."""

from __future__ import annotations

from collections.abc import Iterator

from config.clock import SystemClock
from models.domain.campaign import Campaign
from models.domain.messages.channels import CHAT, Way
from models.domain.messages.mode import AllowList, Mode
from tasks.notify.channels.short import ShortWriter
from tasks.notify.channels.zalo.channels import ZaloBot, ZaloChannel, ZaloChat, ZaloPhone, ZaloUser
from tasks.notify.channels.zalo.zbs import ZbsWriter
from tasks.notify.settings import NotifySettings

KINDS: dict[str, type[ZaloChannel]] = {
    Way.ZALO_USER: ZaloUser,
    Way.ZALO_PHONE: ZaloPhone,
    Way.ZALO_BOT: ZaloBot,
    CHAT: ZaloChat,
}
BY_TEMPLATE = (Way.ZALO_USER, Way.ZALO_PHONE)


class ZaloSetup:
    """Makes the Zalo channels for a campaign in a mode; all of them share one client."""

    def __init__(self, campaign: Campaign, mode: Mode, settings: NotifySettings) -> None:
        self._mode = mode
        self._settings = settings
        self._zbs = ZbsWriter(campaign, mode, settings.portal, settings.zalo_templates)
        self._short = ShortWriter(campaign, mode, settings.portal)

    def stand_ins(self, ways: frozenset[str]) -> Iterator[ZaloChannel]:
        """Channels for these ways that write and can not send: no secret goes into them."""
        for name, kind in KINDS.items():
            if name in ways:
                yield kind(self._writer(name))

    def channels(self, allowed: AllowList) -> Iterator[ZaloChannel]:
        """Channels for all that is set up; ``allowed`` as for ``ZaloApi``."""
        zalo = self._settings.zalo
        if zalo is None:
            return
        from tasks.notify.channels.zalo.api import ZaloApi

        api = ZaloApi(zalo, allowed, SystemClock().now)
        for name, kind in KINDS.items():
            if zalo.has_bot if name == Way.ZALO_BOT else zalo.has_account:
                yield kind(self._writer(name), api, development=self._mode.is_trial)

    def _writer(self, name: str) -> ZbsWriter | ShortWriter:
        return self._zbs if name in BY_TEMPLATE else self._short
