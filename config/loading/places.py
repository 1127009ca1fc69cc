"""Where configuration is looked for: an own directory first, then the one that ships."""

from __future__ import annotations

from pathlib import Path

from models.domain.errors import NotFound

SHIPPED = Path(__file__).resolve().parent.parent


class Places:
    """Directories laid out as ``config/``: ``campaigns/``, ``criteria/``, ``holidays/``."""

    def __init__(self, root: Path | None = None) -> None:
        self._roots = (SHIPPED,) if root is None else (root, SHIPPED)

    def find(self, *parts: str) -> Path | None:
        """The first existing file or directory with this relative path."""
        paths = (root.joinpath(*parts) for root in self._roots)
        return next((path for path in paths if path.exists()), None)

    def campaigns(self) -> tuple[str, ...]:
        """The sorted ids of all campaign directories."""
        found = (path for root in self._roots for path in root.glob("campaigns/*/campaign.yaml"))
        return tuple(sorted({path.parent.name for path in found}))

    def criteria_sets(self) -> tuple[str, ...]:
        """The sorted codes of all criteria set files."""
        found = (path for root in self._roots for path in root.glob("criteria/*.yaml"))
        return tuple(sorted({path.stem for path in found}))

    def campaign(self, campaign_id: str) -> Path:
        """The directory of a campaign; NotFound names those that exist."""
        file = self.find("campaigns", campaign_id, "campaign.yaml")
        if file is None or campaign_id not in self.campaigns():
            raise _not_found("đợt đánh giá", campaign_id, self.campaigns())
        return file.parent

    def criteria_set(self, code: str) -> Path:
        """The file of a criteria set; NotFound names those that exist."""
        path = self.find("criteria", f"{code}.yaml") if code in self.criteria_sets() else None
        if path is None:
            raise _not_found("bộ tiêu chí", code, self.criteria_sets())
        return path


def _not_found(what: str, name: str, known: tuple[str, ...]) -> NotFound:
    choices = ", ".join(known) or "chưa có"
    return NotFound(f"Không có {what} “{name}”. Đề nghị chọn một trong: {choices}.", subject=name)
