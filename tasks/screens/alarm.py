"""What operators must be alarmed about: events for the Prefect server, and a red board."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from threading import Thread
from uuid import NAMESPACE_URL, UUID, uuid5

from prefect.client.orchestration import get_client
from prefect.events.filters import EventFilter, EventIDFilter, EventOccurredFilter
from prefect.events.utilities import emit_event
from prefect.events.worker import EventsWorker

from config.clock import SystemClock
from config.workspace import Workspace, open_workspace
from models.domain.campaign import Campaign
from models.domain.messages.backlog import LONGEST_WAIT, BacklogAlarm, Cause, backlog_alarms
from models.domain.messages.channels import channel_words
from models.domain.messages.transmission import WAITING
from models.domain.vietnamese.dates import moment_in_table
from tasks.prefect_steps.artifacts import show
from tasks.prefect_steps.step import in_flow_run, step
from tasks.screens.rendering import render_board

EVENTS = {cause: f"cchc.{cause}" for cause in Cause}
"""The names of the events, by cause."""
MOST_SECONDS = 10
"""How long a tick waits for its events to leave."""


KEY, TITLE = "0-bao-dong", "Báo động tin nhắn"


def resource_of(campaign: str) -> str:
    """The resource of a campaign's events."""
    return f"cchc.campaign.{campaign}"


@step("Xem tin chờ quá giờ, kênh tạm dừng")
def watch_messages(campaign: str) -> None:
    """Report each trouble once in every hour in which it goes on; only flow runs report."""
    if not in_flow_run():
        return
    workspace = open_workspace(campaign)
    now = workspace.now()
    wanted = {event_id(campaign, each, now): each for each in troubles_now(workspace)}
    known = _known(wanted)
    for key in wanted.keys() - known:
        _emit(campaign, key, wanted[key])
    if wanted.keys() - known:
        _flush()


def troubles_now(workspace: Workspace) -> tuple[BacklogAlarm, ...]:
    """What is wrong with the sending of a campaign now."""
    with workspace.read() as uow:
        waiting, channels = uow.transmissions.in_state(WAITING), uow.channels.all()
    return backlog_alarms(waiting, channels, workspace.now())


def event_id(campaign: str, trouble: BacklogAlarm, now: datetime) -> UUID:
    """The id of the event that tells of a trouble in this hour of it: whoever tells, tells once."""
    hour = (now - trouble.since) // LONGEST_WAIT
    parts = (campaign, trouble.cause, trouble.subject, trouble.since.isoformat(), str(hour))
    return uuid5(NAMESPACE_URL, "|".join(parts))


def _known(ids: Iterable[UUID]) -> set[UUID]:
    """Which of the events the server knows."""
    wanted = list(ids)
    if not wanted:
        return set()
    since = EventOccurredFilter(since=SystemClock().now() - 2 * LONGEST_WAIT)
    found = EventFilter(id=EventIDFilter(id=wanted), occurred=since)
    with get_client(sync_client=True) as client:
        return {event.id for event in client.read_events(found, limit=len(wanted)).events}


def _flush() -> None:
    """Wait until the events are with the server, but not for ever: the tick has work to do."""
    away = Thread(target=EventsWorker.instance().wait_until_empty, daemon=True)
    away.start()
    away.join(MOST_SECONDS)


def _emit(campaign: str, key: UUID, trouble: BacklogAlarm) -> None:
    emit_event(
        EVENTS[trouble.cause],
        resource={"prefect.resource.id": resource_of(campaign), "prefect.resource.name": campaign},
        payload=trouble.model_dump(mode="json"),
        id=key,
    )


@step("Ghi báo động")
def show_alarm(campaign: str) -> str:
    """Write the alarm on its board; what is wrong now in one text, empty when nothing is."""
    workspace = open_workspace(campaign)
    found = troubles_now(workspace)
    if in_flow_run():
        text = alarm_board(workspace.campaign, found, workspace.now())
        show({f"{campaign}-{KEY}": (TITLE, text)})
    return " ".join(map(trouble_words, found))


def alarm_board(campaign: Campaign, found: Sequence[BacklogAlarm], now: datetime) -> str:
    """The alarm as Markdown: what is wrong and what to do."""
    stopped = [each.subject for each in found if each.cause is Cause.STOPPED]
    return render_board(
        "alarm_board.md.j2",
        campaign=campaign.id,
        lines=[trouble_words(each) for each in found],
        channel=stopped[0] if len(stopped) == 1 else "",
        now=moment_in_table(now),
    )


def trouble_words(trouble: BacklogAlarm) -> str:
    """One trouble in a sentence."""
    since = moment_in_table(trouble.since)
    if trouble.cause is Cause.STOPPED:
        why = f": {trouble.detail}" if trouble.detail else ""
        return f"Kênh {channel_words(trouble.subject)} tạm dừng từ {since}{why}."
    return (
        f"{trouble.count} tin chờ gửi quá một giờ, lâu nhất là tin số {trouble.subject},"
        f" từ {since}."
    )
