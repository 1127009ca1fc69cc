"""Which events are from Zalo: those of the account are signed, those of the bot name a secret."""

from functools import lru_cache
from hmac import compare_digest

from fastapi import Request
from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool

from config.settings import Settings
from deployments.portal import messages
from deployments.portal.forms import SMALL_BODY, read_body
from deployments.portal.visitors import workspace_of
from models.domain.messages.provider_events import is_signed, zalo_event
from tasks.prefect_steps.secret import revealed

SIGNATURE, MOMENT = "X-ZEvent-Signature", "X-ZEvent-Timestamp"
BOT_SECRET = "X-Bot-Api-Secret-Token"


async def signed_event(request: Request) -> str:
    """An event of the account; PortalRefused unless it carries Zalo's signature."""
    raw = await read_body(request, SMALL_BODY)
    if not await run_in_threadpool(_is_from_zalo, request, raw):
        raise messages.not_from_zalo()
    return _text(raw)


async def bot_event(request: Request) -> str:
    """An event of the bot; PortalRefused unless it names the secret that we gave."""
    if not await run_in_threadpool(_is_from_bot, request):
        raise messages.not_from_zalo()
    return _text(await read_body(request, SMALL_BODY))


def _is_from_zalo(request: Request, raw: bytes) -> bool:
    settings, headers = workspace_of(request).settings, request.headers
    return is_signed(
        raw,
        headers.get(SIGNATURE, ""),
        ids=(settings.zalo_app_id, settings.zalo_oa_id),
        times=(zalo_event(_text(raw)).timestamp, headers.get(MOMENT, "")),
        secrets=_secrets(settings),
    )


def _is_from_bot(request: Request) -> bool:
    secret = _revealed(workspace_of(request).settings.zalo_bot_secret)
    given = request.headers.get(BOT_SECRET, "")
    return bool(secret) and compare_digest(given.encode(errors="replace"), secret.encode())


def _secrets(settings: Settings) -> tuple[str, ...]:
    return _revealed(settings.zalo_oa_secret), _revealed(settings.zalo_app_secret)


@lru_cache(maxsize=8)
def _revealed(setting: SecretStr) -> str:
    """The secret; one that a block of Prefect holds is read once in the life of the process."""
    return revealed(setting)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
