"""A campaign: whose, which year, by when, by whom. All of it data.

A campaign is loaded from ``config/campaigns/<id>/`` and frozen in the database when it opens.
"""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from models.domain.deadlines import Limit, WorkingCalendar
from models.domain.messages.reminder_policy import ReminderPolicy
from models.domain.scoring.late_penalty import LatePenalty
from models.domain.scoring.ranking import RankingPolicy
from models.domain.scoring.survey import SurveyPolicy
from models.domain.stages import STAGES, StageName
from models.domain.units import Contact, Departed, Level, Position, Unit, UnitKind
from models.domain.values import Points, UnitCode, Value


class Form(StrEnum):
    """The sheets that units fill in."""

    COMMUNE = "commune"
    """Phụ lục III: a commune scores itself."""
    AUTHORITY = "authority"
    """Phụ lục II: a department scores its part of the authority's own index."""
    APPRAISAL = "appraisal"
    """A department's score sheet over all communes for the areas it is in charge of."""

    @property
    def words(self) -> str:
        """What people call the sheet, in Vietnamese, as it stands inside a sentence."""
        return "phiếu thẩm định" if self is Form.APPRAISAL else "bảng tự đánh giá, chấm điểm"


STAGE_OF: dict[Form, StageName] = {
    Form.COMMUNE: StageName.SELF_ASSESSMENT,
    Form.AUTHORITY: StageName.SELF_ASSESSMENT,
    Form.APPRAISAL: StageName.APPRAISAL,
}
"""The stage to which units owe a form."""

USED_BY: dict[Form, StageName] = {
    Form.COMMUNE: StageName.RESULTS,
    Form.AUTHORITY: StageName.DISTRICT_DOSSIER,
    Form.APPRAISAL: StageName.RESULTS,
}
"""The stage that decides on the scores of a form; once it has ended, nothing counts any more."""


class Authority(Value):
    """The body that runs the campaign and the names its documents need."""

    level: Level
    name: str
    chairman_office: str
    superior: str
    office: str
    office_code: UnitCode
    place: str
    symbol: str = "UBND"
    area_noun: str = "huyện"


class StagePlan(Value):
    """When a stage opens and by when the plan wants it ended.

    ``returns`` is the limit for what units send in this stage (self-assessments, score sheets);
    what comes after it is late. At ``locks`` (by default the same moment) the round closes by
    itself (``Campaign.closing_of``). By ``explanations`` units explain what the appraisers took off
    their points; without it nobody is asked to by itself.
    """

    opens: date
    limit: Limit
    returns: Limit | None = None
    locks: Limit | None = None
    explanations: Limit | None = None

    @property
    def waits_until(self) -> Limit | None:
        """Up to when the stage may wait for what units send; None when it waits for nothing."""
        returns = self.returns and (self.locks or self.returns)
        waits = [each for each in (returns, self.explanations) if each]
        return max(waits, key=lambda limit: limit.closes, default=None)


class CouncilRules(Value):
    """Votes needed for a conclusion of the council."""

    quorum: int = Field(ge=1)


LastYear = dict[UnitCode, dict[str, Points]]
"""Points of the year before, by unit and by this year's code of what the unit scores itself."""


class Campaign(Value):
    """One yearly campaign of one authority.

    ``public_page`` is the address at which the office puts the published results, if it is known.
    ``last_year`` is empty when nobody knows what units were given the year before.
    Without ``late_penalty`` (the rule: no decision that takes points off for lateness was found)
    what comes late counts in full. ``former`` are the people who have left since it opened; they
    are known by their ids and hold no position. It is never frozen (``contact_changes`` fills it).
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9\-]*$", max_length=60)
    title: str
    year: int
    basis: str
    note: str = ""
    public_page: str = ""
    authority: Authority
    units: tuple[Unit, ...]
    contacts: tuple[Contact, ...]
    stages: dict[StageName, StagePlan]
    criteria: dict[Form, str]
    recipients: tuple[str, ...]
    council: CouncilRules
    ranking: RankingPolicy = RankingPolicy()
    reminders: ReminderPolicy = ReminderPolicy()
    late_penalty: LatePenalty | None = None
    survey: SurveyPolicy = SurveyPolicy()
    calendar: WorkingCalendar = WorkingCalendar()
    last_year: LastYear = Field(default_factory=dict)
    former: tuple[Departed, ...] = Field(default=(), exclude=True)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        codes = [unit.code for unit in self.units]
        people = [contact.id for contact in self.contacts]
        if len(set(codes)) != len(codes) or len(set(people)) != len(people):
            raise ValueError("mã đơn vị hoặc mã người liên hệ bị trùng")
        if missing := sorted(set(StageName) - set(self.stages)):
            raise ValueError(f"thiếu bước: {', '.join(missing)}")
        unknown = {c.unit for c in self.contacts if c.unit is not None} - set(codes)
        if unknown:
            raise ValueError(f"người liên hệ thuộc đơn vị không có: {', '.join(sorted(unknown))}")
        if not self.people(Position.CHAIRMAN) or not self.people(Position.COUNCIL_CHAIRMAN):
            raise ValueError("thiếu Chủ tịch hoặc Chủ tịch Hội đồng")
        deciding = self.people(Position.CHAIRMAN, Position.COUNCIL_CHAIRMAN)
        if own := [person.title for person in deciding if self.is_ranked(person.unit)]:
            raise ValueError(f"người quyết định thuộc đơn vị được xếp hạng: {', '.join(own)}")
        return self

    @cached_property
    def communes(self) -> tuple[Unit, ...]:
        """The communes, in the order of the configuration."""
        return tuple(unit for unit in self.units if unit.kind is UnitKind.COMMUNE)

    @cached_property
    def departments(self) -> tuple[Unit, ...]:
        """The departments, in the order of the configuration."""
        return tuple(unit for unit in self.units if unit.kind is UnitKind.DEPARTMENT)

    def is_ranked(self, unit: UnitCode | None) -> bool:
        """Whether a unit is one of those that the campaign ranks."""
        found = self.find_unit(unit) if unit is not None else None
        return found is not None and found.kind is UnitKind.COMMUNE

    def owing(self, form: Form) -> tuple[Unit, ...]:
        """The units that must send in ``form``."""
        return self.communes if form is Form.COMMUNE else self.departments

    def owes(self, unit: Unit, form: Form) -> bool:
        """Whether ``unit`` is one of those that must send in ``form``."""
        return (unit.kind is UnitKind.COMMUNE) is (form is Form.COMMUNE)

    def limit_of(self, form: Form) -> Limit:
        """By when units owe ``form``."""
        plan = self.stages[STAGE_OF[form]]
        return plan.returns or plan.limit

    def form_of(self, unit: UnitCode) -> Form:
        """The form by which a unit scores itself."""
        return Form.COMMUNE if self.is_ranked(unit) else Form.AUTHORITY

    def closing_of(self, form: Form) -> Limit | None:
        """When the round of ``form`` closes by itself.

        None for score sheets without a date of their own: they are taken in until the results that
        rest on them are approved.
        """
        plan = self.stages[STAGE_OF[form]]
        if plan.locks is None and form is Form.APPRAISAL:
            return None
        return plan.locks or self.limit_of(form)

    def can_begin(self, stage: StageName) -> date:
        """The first working day on which a stage can begin.

        Its day has come then, and the stages before it no longer wait for what units send.
        """
        before = (self.stages[name].waits_until for name in STAGES[stage].after)
        waits = [limit.closes.date() for limit in before if limit]
        return self.calendar.on_or_after(max([self.stages[stage].opens, *waits]))

    def unit(self, code: str) -> Unit:
        """The unit with this code; KeyError if there is none."""
        return self._units[code]

    def find_unit(self, code: str) -> Unit | None:
        """The unit with this code; None if there is none."""
        return self._units.get(code)

    def people(self, *positions: Position) -> tuple[Contact, ...]:
        """All who are in one of these positions now, in the order of the configuration."""
        if len(positions) == 1:
            return self._holders.get(positions[0], ())
        return tuple(contact for contact in self.contacts if contact.position in positions)

    def contact(self, contact_id: str) -> Contact:
        """The contact with this id, also one who has left; KeyError if there is none."""
        return self._people[contact_id]

    def find_contact(self, contact_id: str) -> Contact | None:
        """The contact with this id, also one who has left; None if there is none."""
        return self._people.get(contact_id)

    def holder_of(self, contact_id: str) -> Contact | None:
        """The person with this id, or who has taken over from them; None when nobody has."""
        while (left := self._former.get(contact_id)) is not None:
            contact_id = left.successor
        return self._people.get(contact_id)

    def contacts_of(self, unit_code: str, *positions: Position) -> tuple[Contact, ...]:
        """The contacts of one unit: those in ``positions``, or all if none are named."""
        found = self._contacts.get(unit_code, ())
        return tuple(each for each in found if not positions or each.position in positions)

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _holders(self) -> dict[Position, tuple[Contact, ...]]:
        found: dict[Position, list[Contact]] = defaultdict(list)
        for contact in self.contacts:
            found[contact.position].append(contact)
        return {position: tuple(people) for position, people in found.items()}

    @cached_property
    def _people(self) -> dict[str, Contact]:
        former = {left.contact.id: left.contact for left in self.former}
        return former | {contact.id: contact for contact in self.contacts}

    @cached_property
    def _former(self) -> dict[str, Departed]:
        return {left.contact.id: left for left in self.former}

    @cached_property
    def _contacts(self) -> dict[str, tuple[Contact, ...]]:
        found: dict[str, list[Contact]] = defaultdict(list)
        for contact in self.contacts:
            if contact.unit is not None:
                found[contact.unit].append(contact)
        return {unit: tuple(people) for unit, people in found.items()}


def addressee(contact: Contact, campaign: Campaign) -> str:
    """The title of a person, with the unit unless the title names it."""
    if contact.unit is None:
        return contact.title
    unit = campaign.unit(contact.unit).name
    return contact.title if unit.lower() in contact.title.lower() else f"{contact.title}, {unit}"
