"""The channels of a campaign: those that its mode allows and that are set up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from models.domain.messages.channels import ChannelSpec, Way, addresses, declare_channel
from models.domain.messages.mode import NOBODY, AllowList, Mode, allow_list
from tasks.notify.channels.apprise_url import AppriseUrl
from tasks.notify.channels.mail import MailWriter
from tasks.notify.channels.port import Channel
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.channels.short import ShortWriter
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.channels.zalo.channels import ZaloSetup
from tasks.notify.settings import NotifySettings


@dataclass(frozen=True)
class AddedChannel:
    """What an added channel is made from.

    ``writer`` writes short texts; ``settings`` are the values of ``CCHC_CHANNELS`` under its name,
    none where nothing is sent. It asks ``allowed`` in its last line before the network.
    """

    writer: ShortWriter
    allowed: AllowList = NOBODY
    settings: Mapping[str, SecretStr] = field(default_factory=dict)


_MAKERS: dict[str, Callable[[AddedChannel], Channel]] = {}


def add_channel(spec: ChannelSpec, make: Callable[[AddedChannel], Channel]) -> None:
    """Let there be a further channel: all that a file of an installation must call.

    ConfigurationError when there is another one of this name.
    """
    declare_channel(spec)
    _MAKERS[spec.name] = make


def choose_channels(
    mode: Mode, settings: NotifySettings, campaign: Campaign
) -> Mapping[str, Channel]:
    """The only channels that ``mode`` allows, by name.

    In a sandbox or a rehearsal each is a stand-in that writes files, made without a server and
    without a secret: one for each way on which the campaign has addresses.

    Raises:
        ConfigurationError: the mode sends and no mail server is set up.
    """
    if not mode.sends:
        ways = frozenset(way for contact in campaign.contacts for way in addresses(contact))
        models = stand_ins(mode, settings, campaign, ways)
        return {each.spec.name: SandboxChannel(each, settings.sandbox_folder) for each in models}
    if settings.smtp is None:
        raise ConfigurationError(
            f"Chế độ {mode} cần máy chủ thư; đặt CCHC_SMTP_HOST rồi chạy lại.",
            subject="smtp",
        )
    return {each.spec.name: each for each in _senders(mode, settings, campaign)}


def stand_ins(
    mode: Mode, settings: NotifySettings, campaign: Campaign, ways: frozenset[str]
) -> Iterator[Channel]:
    """Channels for mail and these ways that write and can not send."""
    yield SmtpChannel(None, MailWriter(campaign, mode, settings.sender), allowed=NOBODY)
    yield from ZaloSetup(campaign, mode, settings).stand_ins(ways)
    texts = ShortWriter(campaign, mode, settings.portal)
    for name in sorted(ways - set(Way)):
        if name in _MAKERS:
            yield _MAKERS[name](AddedChannel(texts))
        else:
            yield AppriseUrl(name, texts, None, allowed=NOBODY)


def _senders(mode: Mode, settings: NotifySettings, campaign: Campaign) -> Iterator[Channel]:
    """Channels that send; outside of live mode, to listed addresses only."""
    allowed = allow_list(mode, settings.allow_list)
    yield SmtpChannel(settings.smtp, MailWriter(campaign, mode, settings.sender), allowed)
    yield from ZaloSetup(campaign, mode, settings).channels(allowed)
    texts = ShortWriter(campaign, mode, settings.portal)
    for name, own in settings.added.items():
        if name in _MAKERS:
            yield _MAKERS[name](AddedChannel(texts, allowed, own))
    for name, url in settings.ways.items():
        yield AppriseUrl(name, texts, url, allowed)
