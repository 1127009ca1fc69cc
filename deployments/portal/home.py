"""Routes of the unit's own page: where it stands, its files, its questions."""

import secrets
from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from config.workspace import Workspace
from deployments.portal import messages
from deployments.portal.forms import read_fields
from deployments.portal.pages import download, page
from deployments.portal.returns import histories, received, waiting_files
from deployments.portal.taking_in import judge_now, keep_question
from deployments.portal.uploads import MOST_FILES, UPLOAD_BYTES, shown_text
from deployments.portal.visitors import Campaigned, Visiting
from models.domain.campaign import Form
from models.domain.collection.questions import asked_before, questions_of
from models.domain.collection.round_changes import is_closed, own_closing, own_limit
from models.domain.collection.status_words import status_words
from models.domain.collection.submission import fold_events
from models.domain.collection.submission_events import SubmissionEvent, WorkbookSent
from models.domain.evidence.access import may_see
from models.domain.evidence.file import current
from models.domain.scoring.reductions import reduction_words
from models.domain.values import Value
from tasks.files.limits import MAX_BYTES

LONGEST_QUESTION = 4000
router = APIRouter()


@router.get("/h/{link}")
def home(request: Request, workspace: Campaigned, visitor: Visiting) -> Response:
    """Who, by when, how it stands; the forms to send files and questions; what was sent."""
    form, campaign = visitor.link.form, workspace.campaign
    with workspace.read() as uow:
        history = uow.submissions.history(form, visitor.unit.code)
        asked = uow.submissions.history(campaign.form_of(visitor.unit.code), visitor.unit.code)
        evidence = current(uow.evidence.of(form, visitor.unit.code))
        files = waiting_files(uow, visitor.unit.code) + received(history)
    state = fold_events(history)
    return page(
        request,
        "home",
        visitor=visitor,
        state=state,
        closed=is_closed(campaign.closing_of(form), state, workspace.now()),
        standing=status_words(state),
        limit=own_limit(campaign.limit_of(form), state).in_words(),
        closing=own_closing(campaign.closing_of(form), state),
        files=files,
        evidence=evidence,
        sheet=any(isinstance(event, WorkbookSent) for event in history),
        questions=questions_of(asked)[::-1],
        requests=requests_of(workspace, asked),
        heard=request.query_params.get("da-hoi") == "1",
        upload=secrets.token_urlsafe(16),
        most_files=MOST_FILES,
        most_bytes=UPLOAD_BYTES,
        most_file=MAX_BYTES,
    )


@router.get("/h/{link}/bang")
def blank(workspace: Campaigned, visitor: Visiting) -> Response:
    """The unit's workbook as it was last sent to it."""
    with workspace.read() as uow:
        history = uow.submissions.history(visitor.link.form, visitor.unit.code)
        sent = [event.file for event in history if isinstance(event, WorkbookSent)]
        if not sent:
            raise messages.not_found()
        return download(uow.files.get(sent[-1]), uow.files.name(sent[-1]))


@router.get("/h/{link}/tep/{sha}")
def own_file(sha: str, workspace: Campaigned, visitor: Visiting) -> Response:
    """A file that the unit itself has sent in, through whichever door."""
    with workspace.read() as uow:
        files = received(histories(workspace, uow, visitor.unit))
        found = next((file for file in files if file.file == sha), None)
        if found is None:
            raise messages.not_found()
        return download(uow.files.get(sha), found.name)


@router.get("/h/{link}/tai-lieu/{number}")
def own_evidence(number: str, workspace: Campaigned, visitor: Visiting) -> Response:
    """A file of the unit's evidence, as it was sent or unpacked."""
    form, unit = visitor.link.form, visitor.unit
    criteria_set = workspace.forms.set_for(form, unit) or workspace.sets[Form.COMMUNE]
    with workspace.read() as uow:
        for file in uow.evidence.of(form, unit.code):
            about = (visitor.person, unit.code, workspace.campaign, criteria_set, file.criteria)
            if str(file.position) == number and may_see(*about):
                return download(uow.files.get(file.sha256), file.name)
    raise messages.not_found()


@router.post("/h/{link}/hoi/{upload}")
async def ask(upload: str, request: Request, workspace: Campaigned, visitor: Visiting) -> Response:
    """Take in a question, a report of a difficulty, or what was asked to be explained."""
    fields = await read_fields(request)
    text = shown_text(fields.get("text", ""))[:LONGEST_QUESTION]
    if not text:
        raise messages.no_question()
    explains = fields.get("explains") == "1"
    act = await run_in_threadpool(keep_question, workspace, visitor, upload, text, explains)
    await judge_now(workspace, visitor, act)
    root = workspace.settings.portal_path
    return RedirectResponse(f"{root}/h/{visitor.link.id}?da-hoi=1#hoi-dap", 303)


class ExplanationRequest(Value):
    """A request to explain: by when, whether there is time left, and about what, in words."""

    limit: str
    is_open: bool
    lines: tuple[str, ...]


def requests_of(
    workspace: Workspace, history: Iterable[SubmissionEvent]
) -> tuple[ExplanationRequest, ...]:
    """The requests in a unit's history, newest first."""
    criteria_set, now = workspace.sets[Form.COMMUNE], workspace.now()
    return tuple(
        ExplanationRequest(
            limit=event.limit.in_words(),
            is_open=event.limit.met_by(now),
            lines=tuple(reduction_words(criteria_set.item(i.code), i) for i in event.items),
        )
        for event in reversed(asked_before(history))
    )
