from datetime import timedelta
from decimal import Decimal

from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.deadlines import WorkingCalendar
from models.domain.scoring.late_penalty import LatePenalty
from models.store.tally import points_off
from tests.models.store.conftest import NOW

PENALTY = LatePenalty(points_per_day=Decimal("0.5"), at_most=Decimal(2))


def accepted(late):
    at = NOW + timedelta(days=1, hours=1)
    return SubmissionState(
        status=SubmissionStatus.ACCEPTED, version=1, accepted_at=at, late=late, due=NOW
    )


def test_what_came_in_time_or_never_loses_nothing():
    states = {
        "late": accepted(late=True),
        "in time": accepted(late=False),
        "never": SubmissionState(),
        "late and sent back": SubmissionState(late=True),
    }
    assert points_off(PENALTY, states, WorkingCalendar()) == {"late": Decimal("1.00")}
