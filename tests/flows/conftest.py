"""Houses that wait at a gate."""

import pytest

from tests.support.house import S


@pytest.fixture
def house(opened, move_into):
    """The plan waits for the chairman."""
    house = move_into(opened)
    house.start(S.PLAN)
    return house


@pytest.fixture
def council_house(appraised, move_into):
    """The results wait for the council."""
    house = move_into(appraised)
    house.start(S.RESULTS)
    return house
