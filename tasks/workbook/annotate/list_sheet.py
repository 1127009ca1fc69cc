"""The first sheet of an annotated file: what to mend, each line a link to its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from models.domain.cells import CellRef, column_letters
from models.domain.collection.workbook import Severity
from tasks.workbook.annotate import remarks as words
from tasks.workbook.annotate import style_book as look
from tasks.workbook.annotate.remarks import Remark
from tasks.workbook.annotate.style_book import CellFormat
from tasks.workbook.write.styles import INK, height_for
from tasks.workbook.write.template import fit_for_cell

WIDTHS = (6, 15, 26, 40, 66)
_HEADER_ROW = 4
_LAST = column_letters(len(WIDTHS) - 1)
HIGHEST = 409
"""Points; a row of more is an error to Excel."""
StyleOf = Callable[[CellFormat], int]


def list_titles(name: str) -> str:
    """The range of the sheet ``name`` that is printed on top of every page."""
    return f"{_quoted(name)}!${_HEADER_ROW}:${_HEADER_ROW}"


def list_sheet(
    file: str, remarks: Sequence[Remark], style: StyleOf, namespace: str, copied: bool = False
) -> bytes:
    """The XML of the sheet for the file called ``file``; ``style`` numbers the looks.

    All text is inline, never a formula: the words may hold what a stranger typed.
    """
    rows = [*_head(file, remarks, copied), *_lines(remarks)]
    data = "".join(_row(number, *row, style) for number, row in enumerate(rows, start=1))
    merged = "".join(f'<mergeCell ref="A{row}:{_LAST}{row}"/>' for row in range(1, _HEADER_ROW))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f'<sheetPr><tabColor rgb="FF{INK[1:]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{_LAST}{len(rows)}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{_HEADER_ROW}" topLeftCell="A{_HEADER_ROW + 1}" activePane="bottomLeft" '
        'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15.75"/>'
        f"<cols>{columns}</cols><sheetData>{data}</sheetData>"
        f'<mergeCells count="{_HEADER_ROW - 1}">{merged}</mergeCells>{_links(remarks)}'
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        '<headerFooter><oddFooter>&amp;C&amp;"Times New Roman"&amp;10Trang &amp;P/&amp;N'
        "</oddFooter></headerFooter></worksheet>"
    ).encode()


_Cells = Sequence[tuple[str, CellFormat]]
_Row = tuple[_Cells, float]
"""Texts with their looks, and the height of the row in points."""


def _head(file: str, remarks: Sequence[Remark], copied: bool) -> Iterable[_Row]:
    blocking = sum(remark.severity is Severity.BLOCKS for remark in remarks)
    counts = words.list_summary(file, blocking, len(remarks) - blocking)
    how_to = f"{words.COPIED} {words.HOW_TO}" if copied else words.HOW_TO
    room = sum(WIDTHS) * 0.95
    yield [(words.LIST_TITLE, look.TITLE)], 28
    yield [(counts, look.SUMMARY)], height_for([(counts, room)])
    yield [(how_to, look.NOTE)], height_for([(how_to, room)])
    yield [(name, look.HEADER) for name in words.LIST_HEADERS], 32


def _lines(remarks: Sequence[Remark]) -> Iterable[_Row]:
    for number, remark in enumerate(remarks, start=1):
        ref = remark.cell
        said = words.as_sentence(remark.words)
        cells = [
            (str(number), look.NUMBER),
            (words.LEVELS[remark.severity], look.LEVEL[remark.severity]),
            (words.cell_name(ref.sheet, ref.cell), look.LINK)
            if ref
            else (words.WHOLE_FILE, look.TEXT),
            (remark.about, look.SMALL),
            (said, look.TEXT),
        ]
        texts = [(text, width) for (text, _), width in zip(cells, WIDTHS, strict=True)]
        yield cells, height_for(texts)


def _row(number: int, cells: _Cells, height: float, style: StyleOf) -> str:
    inner = "".join(
        _cell(f"{column_letters(column)}{number}", style(each), text)
        for column, (text, each) in enumerate(cells)
    )
    height = min(height, HIGHEST)
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{inner}</row>'


def _cell(place: str, style: int, text: str) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(fit_for_cell(text))}</t></is></c>'
    )


def _links(remarks: Sequence[Remark]) -> str:
    links = [
        f'<hyperlink ref="C{row}" location={quoteattr(_address(remark.cell))} '
        f"display={quoteattr(words.cell_name(remark.cell.sheet, remark.cell.cell))}/>"
        for row, remark in enumerate(remarks, start=_HEADER_ROW + 1)
        if remark.cell
    ]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _address(ref: CellRef) -> str:
    return f"{_quoted(ref.sheet)}!{ref.cell}"


def _quoted(sheet: str) -> str:
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"
