"""The look of our marks and of the list: the fonts and colours of the forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.domain.collection.workbook import Severity
from tasks.workbook.write.styles import FONT, GREY, INK, RED

FILLS = {Severity.BLOCKS: "#FF9C9C", Severity.WARNS: "#FFD67A"}
"""The colour of a cell to mend and of one to look at again."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of the list looks; colours as #RRGGBB, "" for none."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: int = 12
    color: str = ""
    fill: str = ""
    border: bool = True
    align: str = ""


TITLE = Look(bold=True, size=14, color=INK, border=False, align="center")
SUMMARY = Look(bold=True, border=False, align="center", color=RED)
NOTE = Look(color=GREY, border=False)
HEADER = Look(bold=True, color="#FFFFFF", fill=INK, align="center")
TEXT = Look()
SMALL = Look(size=11)
NUMBER = Look(align="center")
LINK = Look(color="#0563C1", underline=True)
LEVEL = {severity: Look(bold=True, fill=fill, align="center") for severity, fill in FILLS.items()}
LOOKS: Sequence[Look] = (
    *(TITLE, SUMMARY, NOTE, HEADER, TEXT, SMALL, NUMBER, LINK),
    *LEVEL.values(),
)
FONT_NAME = FONT
