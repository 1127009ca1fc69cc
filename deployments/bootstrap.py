"""The composition root: bring the database up to date and open a campaign in it."""

from datetime import datetime, time

from config.clock import SystemClock
from config.loaders import load_campaign, load_criteria_set
from config.settings import Settings
from config.workspace import Workspace, open_workspace, store_at
from deployments.migrations.run import migrate
from models.domain.campaign import Campaign, Form
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.deadlines import HANOI
from models.domain.errors import CchcError, NotFound
from models.domain.messages.mode import Mode
from models.domain.stages import StageName
from models.store import Store

OPENING_HOUR = time(7)


def open_campaign(campaign_id: str, settings: Settings, mode: Mode) -> Workspace:
    """Migrate, freeze the campaign's configuration if it is new, and give its workspace.

    A campaign that is open already keeps its frozen configuration, whatever the files say now;
    ``is_edited`` tells whether they say something else.
    """
    migrate(settings.database)
    store = store_at(settings.database)
    if not is_open(store, campaign_id):
        campaign = load_campaign(campaign_id, settings.config_dir)
        freeze(store, campaign, settings, mode)
    return open_workspace(campaign_id, settings)


def find_campaign(campaign_id: str, settings: Settings) -> Workspace:
    """The workspace of a campaign that was opened here; NotFound says to open it first."""
    migrate(settings.database)
    return open_workspace(campaign_id, settings)


def freeze(store: Store, campaign: Campaign, settings: Settings, mode: Mode) -> None:
    """Store the campaign with its criteria sets; from now on they cannot change.

    A rehearsal opens on the plan's first day and takes its time from there.
    """
    sets = _load_sets(campaign, settings)
    rehearsing = mode == Mode.REHEARSAL
    first = campaign.stages[StageName.PLAN].opens
    now = datetime.combine(first, OPENING_HOUR, HANOI) if rehearsing else SystemClock().now()
    with store.begin(campaign.id, "operator", now) as uow:
        uow.campaigns.open(campaign, sets, mode)
        if rehearsing:
            uow.clock.set(now)


def is_edited(workspace: Workspace) -> bool:
    """Whether the configuration files differ from what is frozen, or can not be read any more."""
    try:
        campaign = load_campaign(workspace.campaign.id, workspace.settings.config_dir)
        sets = _load_sets(campaign, workspace.settings)
    except CchcError:
        return True
    with workspace.read() as uow:
        frozen = uow.campaigns.frozen()
    return (campaign, sets) != (frozen, workspace.sets)


def _load_sets(campaign: Campaign, settings: Settings) -> dict[Form, CriteriaSet]:
    codes = set(campaign.criteria.values())
    loaded = {code: load_criteria_set(code, settings.config_dir) for code in codes}
    return {form: loaded[code] for form, code in campaign.criteria.items()}


def is_open(store: Store, campaign_id: str) -> bool:
    """Whether the database holds this campaign."""
    with store.read(campaign_id) as uow:
        try:
            uow.campaigns.mode()
        except NotFound:
            return False
    return True
