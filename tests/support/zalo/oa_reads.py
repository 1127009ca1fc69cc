"""``openapi``: what can be asked about a user, and files that are uploaded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import PurePosixPath

from tests.support.zalo.oa import checked
from tests.support.zalo.oa_checks import CALLER, Call, last_interaction
from tests.support.zalo.wire import Answer, Refused, success
from tests.support.zalo.world import Upload

KINDS = {".pdf", ".doc", ".docx", ".csv"}
LARGEST = 5 * 1024 * 1024
KEPT = timedelta(days=7)


@checked(CALLER)
def user_detail(call: Call) -> Answer:
    """A user; whom, is said by JSON in the address."""
    call = replace(
        call, request=replace(call.request, body=call.request.query.get("data", "").encode())
    )
    _require_known(call)
    last = last_interaction(call.world, call.user)
    return success(
        {
            "user_id": call.user_id,
            "user_id_by_app": f"app-{call.user_id}",
            "user_is_follower": call.user.follows,
            "user_last_interaction_date": f"{last:%d/%m/%Y}" if last else "",
            "shared_info": {"phone": call.user.phone},
        },
        "read",
    )


@checked(CALLER)
def quota(call: Call) -> Answer:
    """What may still be said to a user, and when that user last did something."""
    _require_known(call)
    last = last_interaction(call.world, call.user)
    moment = str(int(last.timestamp() * 1000)) if last else ""
    return success({"user_id": call.user_id, "last_interaction": moment}, "read")


@checked(CALLER)
def upload(call: Call) -> Answer:
    """Keep a file for a week; the token by which a message names it."""
    name, content = _file_of(call)
    if PurePosixPath(name).suffix.lower() not in KINDS:
        raise Refused(-201, "File type is not supported")
    if len(content) > LARGEST:
        raise Refused(-210)
    token = f"tep-{call.world.number('upload')}"
    until = call.world.clock.now() + KEPT
    call.world.uploads[token] = Upload(name, until.timestamp())
    return success({"token": token}, "kept")


def _require_known(call: Call) -> None:
    if not call.user_id:
        raise Refused(-201)
    if call.user_id not in call.world.state.users:
        raise Refused(-213)


def _file_of(call: Call) -> tuple[str, bytes]:
    kind = call.request.headers.get("content-type", "")
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + call.request.body)
    parts = form.get_payload() if form.is_multipart() else []
    for part in parts:
        if (
            isinstance(part, Message)
            and part.get_param("name", header="content-disposition") == "file"
        ):
            content = part.get_payload(decode=True)
            return part.get_filename() or "", content if isinstance(content, bytes) else b""
    raise Refused(-201, "file is missing")
