"""The mode of a campaign decides who can be reached at all.

``rehearsal`` and ``sandbox`` end in files; ``team`` reaches listed addresses only; ``live`` reaches
everyone.
"""

from __future__ import annotations

from models.domain.errors import ConfigurationError
from tasks.notify.channels.port import Channel
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.settings import NotifySettings

SANDBOXED = ("rehearsal", "sandbox")
SENDING = ("team", "live")


def choose_channel(mode: str, settings: NotifySettings) -> Channel:
    """The only channel that ``mode`` allows; sandbox and rehearsal never see the mail server.

    Raises:
        ConfigurationError: the mode is unknown, or it sends and no mail server is set up.
    """
    if mode in SANDBOXED:
        return SandboxChannel(settings.sandbox_folder, settings.sender)
    if mode not in SENDING:
        raise ConfigurationError(
            f"Chế độ gửi tin “{mode}” không có; chọn một trong: {', '.join(SANDBOXED + SENDING)}.",
            subject="mode",
        )
    if settings.smtp is None:
        raise ConfigurationError(
            f"Chế độ {mode} cần máy chủ thư; đặt CCHC_SMTP_HOST rồi chạy lại.",
            subject="smtp",
        )
    allowed = None if mode == "live" else settings.allow_list
    return SmtpChannel(settings.smtp, settings.sender, allowed)
