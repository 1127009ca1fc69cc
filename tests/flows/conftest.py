"""Houses that wait at a gate."""

import pytest

from models.domain.stages import StageName


@pytest.fixture
def house(opened, move_into):
    """The plan waits for the chairman."""
    house = move_into(opened)
    house.start(StageName.PLAN)
    return house


@pytest.fixture
def council_house(appraised, move_into):
    """The results wait for the council."""
    house = move_into(appraised)
    house.start(StageName.RESULTS)
    return house
