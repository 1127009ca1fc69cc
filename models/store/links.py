"""The personal links of the units' officers."""

from typing import Any

from sqlalchemy import Row, select

from models.domain.campaign import Form
from models.domain.people.links import LinkEnding, PersonalLink
from models.domain.values import UnitCode
from models.store.marks import changes, reads
from models.store.repository import Repository
from models.tables import LinkTable, table_of

LINK = table_of(LinkTable)


class Links(Repository):
    """Links by id."""

    @changes
    def issue(self, link: PersonalLink) -> None:
        """Keep a new link."""
        values = link.model_dump()
        self._add(LINK, **values)
        self._record("link.issue", link.id, after=_audited(link))

    @changes
    def claim(self, id: str, device: str) -> bool:
        """Give a link to the browser that holds what ``device`` is the SHA-256 of.

        Other links of the same person for the same form end with that. False, and nothing changes,
        when a browser has the link already, when it has ended, or when there is none.
        """
        row = self._one(LinkTable, id=id)
        if row is None or row.device or row.ending is not None:
            return False
        for other in self._of(form=row.form, unit=row.unit, person=row.person):
            if other.id != id and other.ending is None:
                self._end(other.id, LinkEnding.REPLACED)
        self._change(LINK, {"id": id}, device=device, claimed_at=self._work.now)
        self._record("link.claim", id, after={"unit": row.unit, "person": row.person})
        return True

    @changes
    def revoke(self, id: str) -> bool:
        """End a link for good; False, and nothing changes, when it has ended or there is none."""
        row = self._one(LinkTable, id=id)
        if row is None or row.ending is not None:
            return False
        self._end(id, LinkEnding.REVOKED)
        return True

    @reads
    def find(self, id: str) -> PersonalLink | None:
        """The link with this id; None if there is none."""
        row = self._one(LinkTable, id=id)
        return None if row is None else _link(row)

    @reads
    def of_unit(self, unit: UnitCode) -> tuple[PersonalLink, ...]:
        """The links of a unit, oldest first."""
        return self._of(unit=unit)

    @reads
    def of_person(self, form: Form, unit: UnitCode, person: str) -> tuple[PersonalLink, ...]:
        """The links of a person of a unit for one form, oldest first."""
        return self._of(form=form, unit=unit, person=person)

    def _of(self, **key: str) -> tuple[PersonalLink, ...]:
        found = map(_link, self._all(select(LINK).where(self._mine(LINK, **key))))
        return tuple(sorted(found, key=lambda link: (link.issued_at, link.id)))

    def _end(self, id: str, ending: LinkEnding) -> None:
        self._change(LINK, {"id": id}, ending=ending, ended_at=self._work.now)
        self._record(f"link.{ending}", id)


def _link(row: LinkTable | Row[Any]) -> PersonalLink:
    return PersonalLink.model_validate(row, from_attributes=True)


def _audited(link: PersonalLink) -> dict[str, str]:
    return {"form": link.form, "unit": link.unit, "person": link.person}
