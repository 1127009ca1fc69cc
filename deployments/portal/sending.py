"""Routes of an upload: as a plain form, in pieces that can be gone on with, and its outcome."""

import re
import secrets
from pathlib import Path
from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from config.workspace import Workspace
from deployments.portal import messages
from deployments.portal.forms import FIELD, HEADER, check_form, pieces_of, read_body
from deployments.portal.plain_form import PlainForm
from deployments.portal.refusal import PortalRefused
from deployments.portal.taking_in import judge_now, keep_files
from deployments.portal.uploads import (
    MOST_FILES,
    UPLOAD_BYTES,
    Part,
    Upload,
    make_folder,
    shown_name,
)
from deployments.portal.visitors import Campaigned, Visiting, Visitor

PIECE_BYTES = 512 * 1024
DRAINED = 3 * UPLOAD_BYTES
"""What is read and thrown away of a body that is too large: browsers show no answer before."""
UPLOAD = re.compile(r"[A-Za-z0-9_-]{16,40}")
router = APIRouter()


@router.post("/h/{link}/nop/{upload}")
async def send_form(
    upload: str, request: Request, workspace: Campaigned, visitor: Visiting
) -> Response:
    """Take in a plain form with its files, and lead to the verdict."""
    folder = await run_in_threadpool(_new_folder, workspace, visitor)
    try:
        parts = await _read_form(request, folder)
        act = await run_in_threadpool(keep_files, workspace, visitor, upload, parts)
    finally:
        await run_in_threadpool(Upload(folder).remove)
    await judge_now(workspace, visitor, act)
    return RedirectResponse(outcome_address(workspace, visitor, act), 303)


@router.get("/h/{link}/nop/{upload}/phan")
def pieces(upload: str, workspace: Campaigned, visitor: Visiting) -> Response:
    """How much of each file of an upload is there."""
    parts = _upload(workspace, visitor, upload).parts()
    said = {n: {"name": p.name, "size": p.size, "have": p.have} for n, p in parts.items()}
    return JSONResponse(said)


@router.put("/h/{link}/nop/{upload}/phan/{number}")
async def send_piece(
    upload: str, number: str, request: Request, workspace: Campaigned, visitor: Visiting
) -> Response:
    """Add a piece to a file: 200, or 409 when it does not go on where the file ends."""
    check_form(request, request.headers.get(HEADER, ""))
    piece = await read_body(request, PIECE_BYTES)
    name = shown_name(unquote(request.headers.get("x-name", "")))
    size, offset = _number(request, "x-size"), _number(request, "x-offset")
    if not number.isdecimal() or int(number) >= MOST_FILES:
        raise messages.too_many(MOST_FILES)
    place = _upload(workspace, visitor, upload)
    have = await run_in_threadpool(place.add, int(number), name, size, offset, piece)
    return JSONResponse({"have": have}, 200 if have == offset + len(piece) else 409)


@router.post("/h/{link}/nop/{upload}/xong")
async def finish(
    upload: str, request: Request, workspace: Campaigned, visitor: Visiting
) -> Response:
    """Take in what came in pieces; where its verdict is."""
    check_form(request, request.headers.get(HEADER, ""))
    place, count = _upload(workspace, visitor, upload), _number(request, "x-count")
    act = place.act
    if not act:
        parts = await run_in_threadpool(place.whole, count)
        act = await run_in_threadpool(keep_files, workspace, visitor, upload, parts)
        await run_in_threadpool(place.close, act)
    await judge_now(workspace, visitor, act)
    return JSONResponse({"to": outcome_address(workspace, visitor, act)})


def outcome_address(workspace: Workspace, visitor: Visitor, act: str) -> str:
    """The page of what became of an upload."""
    return f"{workspace.settings.portal_path}/h/{visitor.link.id}/nop/{act}"


async def _read_form(request: Request, folder: Path) -> list[Part]:
    """The files of a form, written to ``folder``; of one that is refused, the rest is read too."""
    form = PlainForm(
        request.headers.get("content-type", ""),
        folder,
        FIELD,
        lambda token: check_form(request, token),
    )
    refused: PortalRefused | None = None
    drained = 0
    try:
        async for piece in pieces_of(request):
            if refused is None:
                try:
                    form.feed(piece)
                except PortalRefused as refusal:
                    refused = refusal
            else:
                drained += len(piece)
                if drained > DRAINED:
                    break
        if refused is not None:
            raise refused
        return form.finish()
    finally:
        form.close()


def _new_folder(workspace: Workspace, visitor: Visitor) -> Path:
    """A folder for the files of one form."""
    folder = _uploads(workspace, visitor) / f"{secrets.token_hex(8)}.nguyen"
    make_folder(folder)
    return folder


def _upload(workspace: Workspace, visitor: Visitor, upload: str) -> Upload:
    """The upload that goes by this name in the page of the visitor."""
    if not UPLOAD.fullmatch(upload):
        raise messages.not_found()
    return Upload(_uploads(workspace, visitor) / upload)


def _uploads(workspace: Workspace, visitor: Visitor) -> Path:
    return workspace.settings.upload_folder(workspace.campaign.id) / visitor.link.id


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isdecimal() or len(text) > 12:
        raise messages.broken_off()
    return int(text)
