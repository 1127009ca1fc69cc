"""How many messages a minute go out on each channel."""

from __future__ import annotations

from collections.abc import Mapping

from config.settings import Settings
from models.domain.messages.mode import Mode
from models.domain.messages.routes import CHAT, Way

ZALO = (str(Way.ZALO_USER), str(Way.ZALO_PHONE), str(Way.ZALO_BOT), CHAT)


def rates(mode: Mode, settings: Settings) -> Mapping[str, int]:
    """The most messages a minute by channel, where there is a limit; stand-ins have none."""
    if not mode.sends:
        return {}
    mail = {str(Way.EMAIL): settings.smtp_per_minute} if settings.smtp_per_minute else {}
    return dict.fromkeys(ZALO, settings.zalo_per_minute) | mail
