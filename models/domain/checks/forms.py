"""Which form a unit answers by which criteria, and what its return is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.domain.campaign import Campaign, Form
from models.domain.checks.context import CheckContext
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.parts import part_of
from models.domain.units import Unit
from models.domain.values import UnitCode


@dataclass(frozen=True, eq=False)
class Forms:
    """The forms of one campaign: its units and the criteria set of each form.

    Told apart by identity: what is worked out for one is remembered by it.
    """

    campaign: Campaign
    sets: Mapping[Form, CriteriaSet]

    def set_for(self, form: Form, unit: Unit) -> CriteriaSet | None:
        """The criteria that ``form`` is about for ``unit``; None when it is in charge of none."""
        if form is Form.AUTHORITY:
            return part_of(self.sets[Form.AUTHORITY], unit.code)
        return self.sets[Form.COMMUNE]

    def identity_for(self, form: Form, unit: Unit) -> Identity:
        """What the workbook of ``unit`` says it is."""
        source = self.sets[Form.AUTHORITY if form is Form.AUTHORITY else Form.COMMUNE]
        return Identity(
            campaign=self.campaign.id,
            form=form,
            unit=unit.code,
            template=source.code,
            version=source.version,
        )

    def context_for(self, form: Form, unit: Unit) -> CheckContext:
        """What a return of ``unit`` is checked against."""
        return CheckContext(
            expected=self.identity_for(form, unit),
            criteria_set=self.set_for(form, unit) or self.sets[Form.COMMUNE],
            unit_names=self._names,
        )

    def owner_of(self, identity: Identity | None) -> Unit | None:
        """The unit whose return this is; None when it is no form that was sent to a unit."""
        if identity is None or identity.campaign != self.campaign.id:
            return None
        unit = self.campaign.find_unit(identity.unit)
        return unit if unit and self.campaign.owes(unit, identity.form) else None

    @cached_property
    def _names(self) -> dict[UnitCode, str]:
        return {unit.code: unit.name for unit in self.campaign.units}
