"""Routes by which a person confirms a letter.

Looking decides nothing, for mail scanners look at every link: only the button counts.
"""

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from config.workspace import Workspace
from deployments.portal import messages
from deployments.portal.confirming import Reader, Reading
from deployments.portal.forms import read_fields
from deployments.portal.pages import page
from deployments.portal.visitors import Campaigned
from models.domain.campaign import addressee
from models.domain.messages.receipts import acknowledged, is_confirmed
from models.domain.vietnamese.text import readable_text
from tasks.notify.text.render import TRIAL_PREFIX, render_email, task_words

_ACTOR = "door:portal"
DETAIL = "bấm “Xác nhận đã nhận” trên trang của liên kết trong thư"
LONGEST_BROWSER = 80
router = APIRouter()


@router.get("/xn/{token}")
def look(token: str, request: Request, workspace: Campaigned, reader: Reading) -> Response:
    """Say what the letter is about and offer to confirm it."""
    return _page(request, workspace, reader, token=token, known=is_confirmed(reader.message))


@router.post("/xn/{token}")
async def confirm(request: Request, workspace: Campaigned, reader: Reading) -> Response:
    """Note that the person has the letter; the second time nothing is noted any more."""
    await read_fields(request)
    browser = readable_text(request.headers.get("user-agent", ""))[:LONGEST_BROWSER]
    known = not await run_in_threadpool(_note, workspace, reader, browser)
    return _page(request, workspace, reader, token="", known=known)


def _note(workspace: Workspace, reader: Reader, browser: str) -> bool:
    """Whether it was noted now; PortalRefused when the letter has not gone out, or has failed."""
    said = {"at": workspace.now().isoformat(), "browser": browser}
    evidence = json.dumps(said, ensure_ascii=False)
    with workspace.change(_ACTOR) as uow:
        message = uow.messages.get(reader.message.key)
        if is_confirmed(message):
            return False
        settlement = acknowledged(message, DETAIL, evidence)
        if settlement is None:
            raise messages.nothing_to_confirm()
        uow.transmissions.settle([settlement])
    return True


def _page(
    request: Request, workspace: Workspace, reader: Reader, token: str, known: bool
) -> Response:
    message, campaign = reader.message, workspace.campaign
    person = campaign.contact(message.person)
    subject = render_email(message, person, campaign, workspace.mode).subject
    return page(
        request,
        "confirm",
        token=token,
        known=known,
        person=addressee(person, campaign),
        subject=subject.removeprefix(TRIAL_PREFIX),
        tasks=[task_words(item, campaign) for item in message.items],
    )
