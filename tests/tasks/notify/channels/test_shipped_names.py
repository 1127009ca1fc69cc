"""How Zalo's template names the people of every unit in the campaigns that come with the system."""

from pathlib import Path
from unicodedata import is_normalized

import pytest

from config.loaders import campaign_ids, load_campaign
from models.domain.campaign import addressee
from models.domain.units import UnitKind
from tasks.notify.channels.zalo.zbs import WHO, fitted_name
from tasks.notify.settings import TASK_LIMITS

NAMES = Path(__file__).with_name("names")
MOST = TASK_LIMITS[WHO]


def named(campaign):
    """By contact, the name in full and as the template has it."""
    full = {who.id: addressee(who, campaign) for who in campaign.contacts}
    return {who: (name, fitted_name(name, MOST)) for who, name in full.items()}


@pytest.mark.parametrize("name", campaign_ids())
def test_every_name_fits_whole_and_is_the_one_that_was_looked_at(name):
    campaign = load_campaign(name)
    told = named(campaign)
    lines = [f"{who}: {short}" for who, (_, short) in told.items()]
    assert (NAMES / f"{name}.txt").read_text().splitlines() == lines
    for full, short in told.values():
        assert len(short) <= MOST
        assert "…" not in short
        assert is_normalized("NFC", short)
        assert short == full or len(full) > MOST


@pytest.mark.parametrize("name", campaign_ids())
def test_every_commune_is_named_in_full(name):
    campaign = load_campaign(name)
    told = named(campaign)
    communes = [unit for unit in campaign.units if unit.kind is UnitKind.COMMUNE]
    assert communes
    for unit in communes:
        _, _, own = unit.name.removeprefix("Thị ").partition(" ")
        assert all(own in told[who.id][1] for who in campaign.contacts_of(unit.code))
