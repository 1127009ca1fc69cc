"""Store what was uploaded, then judge it: first kept by hash, then looked into."""

import asyncio
import hashlib
import logging
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from config.workspace import Workspace
from deployments.portal.uploads import Part
from deployments.portal.visitors import Visitor
from models.domain.campaign import Form
from models.domain.collection.questions import asked_before
from models.domain.delivery import Delivery, Door, SentFile
from tasks.intake.judge import judge_at_once

_ACTOR = "door:portal"
JUDGE_SECONDS = 20
"""How long a page waits for its verdict; the verdict goes on without it and comes by mail."""

_JUDGE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="judge")
"""One thread that lives as long as the process: what it starts ends with it."""

_log = logging.getLogger("uvicorn.error")


def reference_of(visitor: Visitor, act: str) -> str:
    """What makes an act of a visitor the same act."""
    return f"{visitor.link.id}:{act}"


def keep_files(workspace: Workspace, visitor: Visitor, upload: str, parts: Sequence[Part]) -> str:
    """Store an upload in one transaction; the name of the act, the same for the same files.

    A form that was sent twice is one act; the same form with other files in it is another.
    """
    hashes = [_hash(part) for part in parts]
    act = _short(upload, *hashes)
    with workspace.change(_ACTOR) as uow:
        sent = tuple(
            SentFile(name=part.name, file=uow.files.put(part.path.read_bytes(), part.name))
            for part in parts
        )
        uow.deliveries.put(_delivery(workspace, visitor, act, "", sent))
    return act


def keep_question(
    workspace: Workspace, visitor: Visitor, form: str, text: str, explains: bool = False
) -> str:
    """Store a question; the name of the act, the same for the same text in the same form.

    ``explains`` says that it is an explanation; from who was asked for none it is a question.
    """
    act, unit = _short(form, text), visitor.unit.code
    with workspace.change(_ACTOR) as uow:
        asked = explains and asked_before(uow.submissions.history(Form.COMMUNE, unit))
        delivery = _delivery(workspace, visitor, act, text, ())
        uow.deliveries.put(delivery.model_copy(update={"explains": bool(asked)}))
    return act


async def judge_now(workspace: Workspace, visitor: Visitor, act: str) -> None:
    """Judge what was stored, for as long as a page can wait.

    Whatever goes wrong here is made good by the tick, for the delivery is stored and waits.
    """
    try:
        reference = reference_of(visitor, act)
        judging = asyncio.get_running_loop().run_in_executor(_JUDGE, _judge, workspace, reference)
        await asyncio.wait_for(asyncio.shield(judging), JUDGE_SECONDS)
    except TimeoutError:
        _log.warning("a verdict takes longer than %d s; it comes by mail", JUDGE_SECONDS)
    except Exception:
        _log.exception("a verdict failed; the tick tries again")


def _judge(workspace: Workspace, reference: str) -> None:
    with workspace.read() as uow:
        delivery = uow.deliveries.find(Door.PORTAL, reference)
        settled = uow.deliveries.is_settled(Door.PORTAL, reference)
    if delivery is not None and not settled:
        judge_at_once(workspace, [delivery])


def _delivery(
    workspace: Workspace, visitor: Visitor, act: str, text: str, files: tuple[SentFile, ...]
) -> Delivery:
    return Delivery(
        door=Door.PORTAL,
        reference=reference_of(visitor, act),
        at=workspace.now(),
        sender=visitor.unit.code,
        address=visitor.person.email,
        text=text,
        files=files,
    )


def _hash(part: Part) -> str:
    with part.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _short(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return urlsafe_b64encode(digest[:18]).decode()
