"""Who may see the evidence of a unit."""

from collections.abc import Collection

from models.domain.campaign import Campaign
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.parts import appraised_by
from models.domain.evidence.matching import is_under
from models.domain.units import Contact, Position
from models.domain.values import UnitCode

COUNCIL = (Position.COUNCIL_CHAIRMAN, Position.COUNCIL_MEMBER)


def may_see(
    person: Contact,
    unit: UnitCode,
    campaign: Campaign,
    criteria_set: CriteriaSet,
    criteria: Collection[str] = (),
) -> bool:
    """Whether ``person`` may see evidence that ``unit`` sent for ``criteria`` of ``criteria_set``.

    The unit's own people and the operators see all of it; council members do too, but for those
    of another ranked unit, who would judge a rival. A department sees what a commune sent for the
    criteria that it appraises. Somebody who is not of the campaign sees nothing.
    """
    if person not in campaign.contacts:
        return False
    if person.unit == unit or person.position is Position.OPERATOR:
        return True
    if person.position in COUNCIL and not campaign.is_ranked(person.unit):
        return True
    return campaign.is_ranked(unit) and _appraises(person.unit, criteria_set, criteria)


def _appraises(body: UnitCode | None, criteria_set: CriteriaSet, criteria: Collection[str]) -> bool:
    own = appraised_by(criteria_set, body) if body else ()
    return any(is_under(item.code, code) for item in own for code in criteria)
