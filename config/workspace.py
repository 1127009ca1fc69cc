"""One campaign as a process sees it: its frozen configuration, its database, its clock, its mode.

A flow run begins in a fresh process at the flow function, so the pieces are put together here,
below the flows, and not only in ``deployments``.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Self

from config.clock import Clock, RehearsalClock, SystemClock
from config.locks import stay_on_this_machine, why_not_armed
from config.settings import Settings, current_settings
from models.domain.campaign import Campaign, Form
from models.domain.checks.forms import Forms
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.messages.mode import Mode
from models.store import Store, UnitOfWork

_FOLDER = "extensions"


def load_extensions(config_dir: Path | None) -> None:
    """Run the files of ``config_dir`` that were not run yet in this process."""
    if config_dir is not None:
        for file in sorted((config_dir / _FOLDER).glob("*.py")):
            _run(file.resolve())


@cache
def _run(file: Path) -> None:
    spec = spec_from_file_location(f"cchc_extension_{file.stem}", file)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


@dataclass(frozen=True)
class Workspace:
    """What a step needs to do its work on one campaign.

    ``withheld`` says in Vietnamese why a campaign that is for real people reaches none from here;
    its messages wait then.
    """

    settings: Settings
    store: Store
    forms: Forms
    mode: Mode
    clock: Clock
    withheld: str = ""

    @property
    def campaign(self) -> Campaign:
        """The campaign, with its people as they were when the workspace was opened."""
        return self.forms.campaign

    @property
    def sets(self) -> Mapping[Form, CriteriaSet]:
        """The criteria set of each form."""
        return self.forms.sets

    def as_it_stands(self) -> Self:
        """The workspace with the people of the campaign as they are now."""
        return replace(self, forms=_forms(self.settings.database, self.campaign.id))

    def now(self) -> datetime:
        """The present moment of this campaign (simulated in a rehearsal)."""
        return self.clock.now()

    def change(self, actor: str) -> AbstractContextManager[UnitOfWork]:
        """A transaction in the name of ``actor``, committed when the block ends well."""
        return self.store.begin(self.campaign.id, actor, self.now())

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A view of the data that refuses changes."""
        return self.store.read(self.campaign.id)


_STORES: dict[str, Store] = {}


def store_at(url: str) -> Store:
    """The store of this process at a database URL."""
    if url not in _STORES:
        _STORES[url] = Store.open(url)
    return _STORES[url]


@dataclass(frozen=True)
class Frozen:
    """What of a campaign can never change once it is open."""

    forms: Forms
    mode: Mode


@lru_cache(maxsize=8)
def _frozen(url: str, campaign_id: str) -> Frozen:
    with store_at(url).read(campaign_id) as uow:
        campaign = uow.campaigns.frozen()
        sets = {form: uow.campaigns.criteria_set(form) for form in campaign.criteria}
        return Frozen(Forms(campaign, sets), uow.campaigns.mode())


def _forms(url: str, campaign_id: str) -> Forms:
    """The forms of a campaign with its people as they are now."""
    with store_at(url).read(campaign_id) as uow:
        newest = uow.contacts.newest()
    return _corrected(url, campaign_id, newest) if newest else _frozen(url, campaign_id).forms


@lru_cache(maxsize=8)
def _corrected(url: str, campaign_id: str, _newest: int) -> Forms:
    """Changes are only added, so the number of the last one tells them all."""
    with store_at(url).read(campaign_id) as uow:
        return Forms(uow.campaigns.get(), _frozen(url, campaign_id).forms.sets)


def forget_databases() -> None:
    """Close every database of this process and forget what was read from it.

    Needed when one of them is deleted and made anew.
    """
    for store in _STORES.values():
        store.dispose()
    _STORES.clear()
    _frozen.cache_clear()
    _corrected.cache_clear()


def open_workspace(campaign_id: str, settings: Settings | None = None) -> Workspace:
    """The workspace of an opened campaign; NotFound when it was never opened here."""
    settings = settings or current_settings()
    load_extensions(settings.config_dir)
    store = store_at(settings.database)
    frozen = _frozen(settings.database, campaign_id)
    rehearsed = frozen.mode is Mode.REHEARSAL
    clock: Clock = RehearsalClock(store, campaign_id) if rehearsed else SystemClock()
    if rehearsed:
        stay_on_this_machine()
    withheld = _withheld(frozen.mode, store, campaign_id, settings)
    mode = Mode.SANDBOX if withheld else frozen.mode
    forms = _forms(settings.database, campaign_id)
    return Workspace(settings, store, forms, mode, clock, withheld)


def _withheld(stored: Mode, store: Store, campaign_id: str, settings: Settings) -> str:
    """Why a campaign that is for real people reaches none from here; empty otherwise.

    Database and environment must name the same mode, and the machine must be armed.
    """
    if not stored.sends:
        return ""
    if stored != settings.mode:
        return (
            f"Đợt mở ở chế độ {stored} nhưng biến CCHC_MODE là {settings.mode}. Muốn gửi thật, "
            f"đề nghị đặt CCHC_MODE={stored} rồi khởi động lại."
        )
    return why_not_armed(store, campaign_id, settings)
