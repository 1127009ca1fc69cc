"""Whose export a folder holds, so that none is written over by another."""

import json
from pathlib import Path

from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode

SUMMARY = "summary.json"
HOME = ".he-thong"
"""The folder in which a rehearsal lives, inside the folder of its export."""

Maker = tuple[str, bool]
"""A campaign, and whether what was exported is a rehearsal of it."""


def maker_of(folder: Path) -> Maker | None:
    """Who made the export in ``folder``; None when there is none."""
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        return str(summary["campaign"]), summary["mode"] == Mode.REHEARSAL
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return None


def check_ours(folder: Path, maker: Maker) -> None:
    """ConfigurationError when ``folder`` holds anything but an earlier export of the same maker.

    The home of a rehearsal does not count as its export.
    """
    if not folder.exists():
        return
    there = sorted(path.name for path in folder.iterdir() if (path.name, maker[1]) != (HOME, True))
    if there and maker_of(folder) != maker:
        raise ConfigurationError(
            f"Thư mục {folder} có tệp không phải do lần xuất trước của đợt {maker[0]} ghi ra "
            f"({there[0]}), nên không ghi đè. Đề nghị chọn thư mục khác với --out.",
            subject=str(folder),
        )
