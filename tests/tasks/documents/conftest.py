import pytest

from models.domain.campaign import Campaign
from models.domain.units import Level
from tests.tasks.documents.sample import campaign_of


@pytest.fixture(params=list(Level), ids=str)
def campaign(request: pytest.FixtureRequest) -> Campaign:
    return campaign_of(request.param)
