"""Send what is due from the outbox."""

import logging
from collections.abc import Mapping, Sequence

from config.locks import put_seal
from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState
from models.domain.messages.message import Item, MessageRecord
from models.domain.messages.purposes import MESSAGES
from models.domain.messages.transmission import MessageState
from models.domain.values import UnitCode
from models.store import Store
from tasks.notify.channels.registry import choose_channels
from tasks.notify.dispatch.context import DispatchContext, Recheck
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.outbox import StoreOutbox
from tasks.notify.settings import notify_settings
from tasks.prefect_steps.step import step

States = Mapping[Form, Mapping[UnitCode, SubmissionState]]


def still_owed(store: Store, campaign_id: str) -> Recheck:
    """Looks at the store, once for all the messages that are claimed together.

    Only messages that chase for something can lose their reason: when the unit's form has been
    accepted, when its round was locked so that it can not come in any more, or when the gate was
    decided or taken back. A list or a digest loses the items whose reason is gone. ``subject_ref``
    is "form:unit", or the key of a gate.
    """

    def look(messages: Sequence[MessageRecord]) -> Mapping[str, MessageRecord | None]:
        chasing = [message for message in messages if MESSAGES[message.purpose].chases]
        if not chasing:
            return {}
        with store.read(campaign_id) as work:
            states = {form: work.submissions.states(form) for form in Form}
            gates = work.gates.records()
        over = {str(gate.key) for gate in gates if gate.decision or gate.void_reason}
        looked = {message.key: _left(message, states, over) for message in chasing}
        return {key: left for key, left in looked.items() if left is None or left.items}

    return look


def _left(message: MessageRecord, states: States, over: set[str]) -> MessageRecord | None:
    """What is left of a message; None when nothing is."""
    if not message.items:
        return message if _stands(message, states, over) else None
    items = tuple(item for item in message.items if _stands(item, states, over))
    return message.model_copy(update={"items": items}) if items else None


def _stands(about: MessageRecord | Item, states: States, over: set[str]) -> bool:
    if about.subject_ref in over:
        return False
    form = about.subject_ref.partition(":")[0]
    if form not in set(Form) or about.unit is None:
        return True
    state = states[Form(form)].get(about.unit)
    return state is None or not (state.answered or state.locked)


LOG = logging.getLogger(__name__)


@step("Gửi thư đến giờ")
def send_due_messages(campaign: str) -> dict[MessageState, int]:
    """Send every message whose time has come; how many ended in each state.

    Messages for real people wait while this installation may not reach them.
    """
    workspace = open_workspace(campaign)
    if workspace.withheld:
        LOG.warning("%s", workspace.withheld)
        return {}
    report = dispatch(dispatch_context(workspace))
    put_seal(workspace.store, campaign, workspace.settings)
    return report.counts


def dispatch_context(workspace: Workspace) -> DispatchContext:
    """What sends the messages of a campaign in the mode that is in force."""
    campaign = workspace.campaign
    settings = notify_settings(workspace.settings, campaign)
    return DispatchContext(
        outbox=StoreOutbox(workspace.store, campaign.id, "flow:dispatch"),
        channels=choose_channels(workspace.mode, settings, campaign),
        campaign=campaign,
        clock=workspace.now,
        journals=workspace.settings.folder / "dang-gui",
        look=still_owed(workspace.store, campaign.id),
        renewed=lambda _before: workspace.as_it_stands().campaign,
    )
