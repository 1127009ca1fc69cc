"""The way into configuration: campaigns and criteria sets by their ids.

``root`` is an own directory laid out as ``config/`` (``campaigns/<id>/``, ``criteria/*.yaml``,
``holidays/<year>.yaml``); it is looked into first, then what ships with the program.
"""

from pathlib import Path

from config.loading.campaign import read_campaign
from config.loading.criteria_set import read_criteria_set
from config.loading.files import Places
from models.domain.campaign import Campaign
from models.domain.criteria.criteria_set import CriteriaSet


def load_campaign(campaign_id: str, root: Path | None = None) -> Campaign:
    """The campaign with its units, contacts and working calendar.

    Raises NotFound if there is none of this id, and ConfigurationError, in Vietnamese and naming
    file and row, if a file is wrong or the parts do not fit together.
    """
    return read_campaign(campaign_id, Places(root))


def load_criteria_set(code: str, root: Path | None = None) -> CriteriaSet:
    """The checked criteria set; errors as for ``load_campaign``."""
    return read_criteria_set(code, Places(root))


def campaign_ids(root: Path | None = None) -> tuple[str, ...]:
    """The ids of all campaigns that can be loaded, sorted."""
    return Places(root).campaigns()


def criteria_set_codes(root: Path | None = None) -> tuple[str, ...]:
    """The codes of all criteria sets that can be loaded, sorted."""
    return Places(root).criteria_sets()
