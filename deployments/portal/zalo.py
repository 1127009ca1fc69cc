"""Routes by which Zalo tells us of messages: kept as it came, answered at once, read by the ticks.

Zalo waits two seconds and tells again what was not answered with 200, so nothing is done here but
to keep it.
"""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from deployments.portal.visitors import Campaigned
from deployments.portal.zalo_door import bot_event, signed_event
from models.domain.messages.channels import Way
from tasks.notify.receipts.incoming import ACCOUNT, keep_event

router = APIRouter()


@router.post("/zalo/webhook")
def told(workspace: Campaigned, raw: Annotated[str, Depends(signed_event)]) -> Response:
    """Keep what was told of the Official Account and its messages."""
    keep_event(workspace, ACCOUNT, raw)
    return Response(status_code=200)


@router.post("/zalo/bot")
def told_of_bot(workspace: Campaigned, raw: Annotated[str, Depends(bot_event)]) -> Response:
    """Keep what was told of the bot."""
    keep_event(workspace, Way.ZALO_BOT, raw)
    return Response(status_code=200)
