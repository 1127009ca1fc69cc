"""Coloured cells: a conditional format that always holds, so that no cell's own format changes.

Its formula is our mark: programs keep it when they save, whatever they do to styles.
"""

from collections.abc import Mapping, Sequence

from lxml.etree import _Element

from models.domain.collection.workbook import Severity
from tasks.workbook.annotate.xml import (
    WORKSHEET_ORDER,
    add_child,
    child,
    children,
    local,
    placed,
    removed,
)

COLOUR_MARK = "cchc-danh-dau"
FILLS = {Severity.BLOCKS: "#FF9C9C", Severity.WARNS: "#FFD67A"}
"""The colour of a cell to mend and of one to look at again."""
FORMULA = f'"{COLOUR_MARK}"<>""'


def add_colours(
    sheet: _Element, ranges: Mapping[Severity, Sequence[str]], formats: Mapping[Severity, int]
) -> None:
    """Colour ``ranges`` by the differential formats; ours come before the file's own rules.

    Excel goes by the priority, LibreOffice by the place.
    """
    used = [severity for severity, each in ranges.items() if each]
    _make_room(sheet, len(used))
    first = child(sheet, "conditionalFormatting")
    for priority, severity in enumerate(used, start=1):
        holder = placed(sheet, "conditionalFormatting", WORKSHEET_ORDER)
        if first is not None:
            first.addprevious(holder)
        holder.set("sqref", " ".join(ranges[severity]))
        number = {"dxfId": str(formats[severity]), "priority": str(priority)}
        add_child(
            add_child(holder, "cfRule", type="expression", **number), "formula"
        ).text = FORMULA


def remove_colours(sheet: _Element) -> None:
    """Take our conditional formats out, and leave all others."""
    for holder in children(sheet, "conditionalFormatting"):
        for rule in children(holder, "cfRule"):
            if any(COLOUR_MARK in (each.text or "") for each in children(rule, "formula")):
                removed(rule)
        if not children(holder, "cfRule"):
            removed(holder)


def _make_room(sheet: _Element, count: int) -> None:
    """Move the priorities of the file's own rules, in their order, behind ours (1 is the first)."""
    rules = [each for each in sheet.iter("{*}cfRule") if each.get("priority")]
    first = min((int(each.get("priority", "0")) for each in rules), default=count + 1)
    if first <= count:
        for each in rules:
            each.set("priority", str(int(each.get("priority", "0")) + count + 1 - first))


def has_colours(sheet: _Element) -> bool:
    """Whether the sheet carries our marks."""
    return any(
        COLOUR_MARK in (each.text or "")
        for each in sheet.iter("{*}formula")
        if local(each) == "formula"
    )
