"""The call list as a Word document that is printed and written on by hand."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from models.domain.campaign import Campaign
from tasks.calls.rows import CallRow
from tasks.calls.table import (
    CALL_COLUMNS,
    NOTE,
    PERSON_COLUMNS,
    CallCells,
    calls_in_cells,
    headings,
)
from tasks.rendering.excel import CREATED
from tasks.rendering.zips import without_dates

_FONT = "Times New Roman"
PAGE, MARGIN = (297, 210), 15
TEXT_WIDTH = PAGE[0] - 2 * MARGIN
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def calls_docx(campaign: Campaign, rows: Sequence[CallRow], now: datetime) -> bytes:
    """A table on A4 across, its header on every page, no row torn between two pages."""
    document = Document()
    _set_page(document)
    title, of = headings(campaign, rows, now)
    _write_run(document.add_paragraph(), title, size=14, bold=True, align=CENTRE)
    _write_run(document.add_paragraph(), of, italic=True, align=CENTRE)
    table = document.add_table(rows=1, cols=len(CALL_COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for place, column in enumerate(table.columns):
        column.width = _width(place)
    _head(table)
    for call in calls_in_cells(rows):
        _add(table, call)
    _write_run(document.add_paragraph(), NOTE, size=11, italic=True)
    return _saved(document, campaign, title)


def _set_page(document: Any) -> None:  # noqa: ANN401 - python-docx is not typed
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in PAGE)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN))
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _head(table: Any) -> None:  # noqa: ANN401
    """The header row, which Word repeats on every page."""
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _keep_together(row)
    for place, column in enumerate(CALL_COLUMNS):
        _fill(row.cells[place], place, column.heading, bold=True, align=CENTRE)


def _add(table: Any, call: CallCells) -> None:  # noqa: ANN401
    """A row for each thing to tell; the cells of the person go over all of them."""
    first = None
    for matter in call.matters:
        row = table.add_row()
        _keep_together(row)
        for place, text in enumerate((*matter, "", ""), start=PERSON_COLUMNS):
            _fill(row.cells[place], place, text)
        first = first or row
    for place in range(PERSON_COLUMNS):
        cell = first.cells[place].merge(row.cells[place]) if first else None
        _fill(cell, place, call.person[place])


def _fill(cell: Any, place: int, text: str, **style: Any) -> None:  # noqa: ANN401
    cell.width = _width(place)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    align = CENTRE if CALL_COLUMNS[place].centred else None
    _write_run(cell.paragraphs[0], text, **{"size": 11, "align": align, **style})


def _width(place: int) -> Mm:
    """The share of a column in the width of the text."""
    return Mm(TEXT_WIDTH * CALL_COLUMNS[place].width / sum(column.width for column in CALL_COLUMNS))


def _write_run(
    paragraph: Any,  # noqa: ANN401
    text: str,
    size: int = 12,
    align: WD_ALIGN_PARAGRAPH | None = None,
    **style: bool,
) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    for name, value in style.items():
        setattr(run.font, name, value)


def _keep_together(row: Any) -> None:  # noqa: ANN401
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _saved(document: Any, campaign: Campaign, title: str) -> bytes:  # noqa: ANN401
    properties = document.core_properties
    properties.title, properties.author = title.capitalize(), campaign.authority.name
    properties.created = properties.modified = CREATED.replace(tzinfo=None)
    properties.comments = ""
    buffer = BytesIO()
    document.save(buffer)
    return without_dates(buffer.getvalue())
