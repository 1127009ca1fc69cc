"""Values typed into cells of a worksheet that this program made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml.etree import _Element

from tasks.workbook.annotate.xml import add, child, discard
from tasks.workbook.xml_text import fit_for_cell

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is put into a cell, and whether it also takes the place of a formula."""

    value: str | Decimal | bool
    over_formula: bool = True


def type_into(sheet: _Element, cells: Mapping[str, Typed]) -> None:
    """Put values into ``cells``, which keep their formats; cells that are not there stay away."""
    for cell in sheet.iter("{*}c"):
        typed = cells.get(cell.get("r", ""))
        if typed is None or (child(cell, "f") is not None and not typed.over_formula):
            continue
        for inner in list(cell):
            cell.remove(inner)
        discard(cell, "t")
        _put(cell, typed.value)


def _put(cell: _Element, value: str | Decimal | bool) -> None:
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = add(add(cell, "is"), "t")
        text.set(_SPACE, "preserve")
        text.text = fit_for_cell(value)
        return
    if isinstance(value, bool):
        cell.set("t", "b")
    add(cell, "v").text = f"{value:d}" if isinstance(value, bool) else f"{value:f}"
