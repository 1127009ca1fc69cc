"""Look into each source of the survey once it is whole; tell the operators what is wrong."""

from collections.abc import Iterable
from enum import StrEnum

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.errors import UnreadableFile
from models.domain.messages.message import Message, message_key
from models.domain.messages.purposes import Purpose
from models.domain.stages import StageName, StageState
from models.domain.units import Position
from models.store import UnitOfWork
from tasks.files.limits import too_large
from tasks.files.quiet_files import Oversized, QuietFile
from tasks.prefect_steps.step import step
from tasks.survey.blank import survey_items
from tasks.survey.merge import merge
from tasks.survey.source import SurveySource
from tasks.survey_sources import SOURCE_BYTES, FoundSource, found_sources, settled_sources


class SourceProblem(StrEnum):
    """What is the matter with a source; the template words it."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    TOO_LATE = "too_late"


def tell_operators(
    workspace: Workspace,
    uow: UnitOfWork,
    case: SourceProblem,
    source: str,
    subject: str,
    reason: str = "",
) -> None:
    """Queue the message about ``subject`` (a file's hash, or a name that is missing), once."""
    campaign, purpose = workspace.campaign, Purpose.SURVEY_SOURCE
    once = campaign.stages[StageName.SURVEY].limit.day
    uow.messages.queue(
        [
            Message(
                key=message_key(campaign.id, person.id, purpose, subject, once),
                person=person.id,
                purpose=purpose,
                subject_ref=subject,
                params={"case": case, "source": source, "reason": reason},
                not_before=workspace.now(),
            )
            for person in campaign.people(Position.OPERATOR)
        ]
    )


@step("Kiểm tra nguồn khảo sát")
def check_survey_sources(campaign: str) -> None:
    """Keep each new source; the operators are told once of one that cannot be read or is too late.

    What cannot be read does not count as there, and does not harm the others.
    """
    workspace = open_workspace(campaign)
    settled = settled_sources(workspace)
    _tell_oversized(workspace, settled)
    found = found_sources(settled)
    with workspace.read() as uow:
        new = [source for source in found if not uow.files.has(source.sha)]
        is_over = uow.stages.all()[StageName.SURVEY].state is StageState.ENDED
    for source in new:
        fault = "" if is_over else _fault(workspace, source)
        with workspace.change("door:survey") as uow:
            uow.files.put(source.content, source.name)
            if is_over:
                tell_operators(workspace, uow, SourceProblem.TOO_LATE, source.name, source.sha)
            elif fault:
                tell_operators(
                    workspace, uow, SourceProblem.UNREADABLE, source.name, source.sha, fault
                )


def _tell_oversized(
    workspace: Workspace, settled: Iterable[tuple[str, QuietFile | Oversized]]
) -> None:
    for name, file in settled:
        if isinstance(file, Oversized):
            reason = too_large(name, SOURCE_BYTES)
            with workspace.change("door:survey") as uow:
                tell_operators(workspace, uow, SourceProblem.UNREADABLE, name, file.mark, reason)


def _fault(workspace: Workspace, source: FoundSource) -> str:
    """Why the source cannot be read, in Vietnamese; empty when it can."""
    items = [item.code for item in survey_items(workspace.sets[Form.COMMUNE])]
    units = [unit.code for unit in workspace.campaign.communes]
    try:
        merge([SurveySource(source.name, source.content)], items, units, workspace.campaign.survey)
    except UnreadableFile as error:
        return error.message
    return ""
