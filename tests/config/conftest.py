from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from config.loading.files import SHIPPED

Edit = Callable[[str, str, str], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An own configuration directory with a copy of the 2021 campaign and its sets."""
    campaign = "campaigns/huong-khe-2021"
    shutil.copytree(SHIPPED / campaign, tmp_path / campaign)
    (tmp_path / "criteria").mkdir()
    for code in ("phu-luc-ii-2021", "phu-luc-iii-2021", "phu-luc-iii-2026"):
        shutil.copy(SHIPPED / "criteria" / f"{code}.yaml", tmp_path / "criteria")
    return tmp_path


@pytest.fixture
def edit(root: Path) -> Edit:
    """Replace one text, which must be there, in a file of the own directory."""

    def replace(path: str, old: str, new: str) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
