"""What is published: the approved results and the documents that make them public."""

from dataclasses import dataclass
from datetime import date

from models.domain.campaign import Campaign
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.scoring.results import UnitResult, ranking_digest


@dataclass(frozen=True)
class Reference:
    """An issued document as others cite it: its number with symbol, and its day."""

    number: str
    issued_on: date

    def __str__(self) -> str:
        """The citation, for example ``số 12/TB-UBND ngày 22/11/2021``."""
        return f"số {self.number} ngày {self.issued_on:%d/%m/%Y}"


@dataclass(frozen=True)
class Publication:
    """Approved results with all that the public outputs say about them.

    ``decision`` approved the results and ``notice`` makes them public: without both there is no
    publication. ``results`` are in rank order, as ``compile_results`` gives them.
    """

    campaign: Campaign
    criteria_set: CriteriaSet
    results: tuple[UnitResult, ...]
    decision: Reference
    notice: Reference

    @property
    def title(self) -> str:
        """The heading of every output."""
        return f"Chỉ số cải cách hành chính năm {self.campaign.year}"

    @property
    def criteria_note(self) -> str:
        """Code and version of the criteria set, and the mark of an illustrative one."""
        named = f"{self.criteria_set.code}, phiên bản {self.criteria_set.version}"
        return f"{named} ({self.criteria_set.mark})" if self.criteria_set.mark else named

    @property
    def criteria_source(self) -> str:
        """Title, annex and decision of the set; the mark unless the decision's name has it."""
        chosen = self.criteria_set
        named = f"{chosen.title}; {chosen.annex}, {chosen.decision}"
        is_named = not chosen.mark or chosen.mark.split(",")[0] in chosen.decision
        return named if is_named else f"{named} ({chosen.mark})"

    @property
    def digest(self) -> str:
        """Fingerprint of the ranking, the same as in the dossier that was signed."""
        return ranking_digest(self.results)
