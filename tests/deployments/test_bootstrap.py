import pytest

from config.loaders import load_campaign
from config.workspace import forget_databases
from deployments.bootstrap import freeze, is_open, open_campaign
from models.domain.errors import ConfigurationError
from tests.support.house import CAMPAIGN, settings_at, small_campaign


@pytest.fixture
def settings(tmp_path):
    yield settings_at(tmp_path)
    forget_databases()


def test_opening_makes_the_database_and_freezes_the_configuration(settings):
    workspace = open_campaign(CAMPAIGN, settings, "sandbox")

    assert workspace.campaign == load_campaign(CAMPAIGN)
    assert workspace.mode == "sandbox"
    assert not is_open(workspace.store, "ha-tinh-2026")


def test_opening_again_keeps_what_was_frozen_and_its_mode(settings):
    first = open_campaign(CAMPAIGN, settings, "rehearsal")
    with first.read() as uow:
        head = uow.audit.head()

    again = open_campaign(CAMPAIGN, settings, "live")

    assert again.mode == "rehearsal"
    with again.read() as uow:
        assert uow.audit.head() == head


def test_another_configuration_under_the_same_id_is_refused(settings):
    workspace = open_campaign(CAMPAIGN, settings, "sandbox")

    with pytest.raises(ConfigurationError):
        freeze(workspace.store, small_campaign(), settings, "sandbox")
    assert open_campaign(CAMPAIGN, settings, "sandbox").campaign == load_campaign(CAMPAIGN)


def test_two_campaigns_share_a_database(settings):
    one = open_campaign(CAMPAIGN, settings, "sandbox")
    two = open_campaign("ha-tinh-2026", settings, "sandbox")

    assert (one.campaign.id, two.campaign.id) == (CAMPAIGN, "ha-tinh-2026")
    assert len(two.campaign.communes) == 69
