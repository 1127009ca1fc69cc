from datetime import date

import pytest

from tasks.publish.publication import Publication, Reference
from tests.support import sample_results


@pytest.fixture
def publication() -> Publication:
    return Publication(
        campaign=sample_results.campaign(),
        criteria_set=sample_results.criteria_set(),
        results=sample_results.results(),
        decision=Reference("4120/QĐ-UBND", date(2021, 11, 19)),
        notice=Reference("215/TB-UBND", date(2021, 11, 20)),
    )
