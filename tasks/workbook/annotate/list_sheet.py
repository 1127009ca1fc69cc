"""The first sheet of an annotated file: what to mend, each line a link to its cell."""

from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from models.domain.cells import CellRef, column_letters
from models.domain.collection.workbook import Severity
from tasks.workbook.annotate import remarks as words
from tasks.workbook.annotate.colours import FILLS
from tasks.workbook.annotate.remarks import Remark
from tasks.workbook.annotate.style_book import CellFormat
from tasks.workbook.write.styles import GREY, INK, RED, height_for
from tasks.workbook.write.template import fit_for_cell

_WIDTHS = (6, 15, 26, 40, 66)
_HEADER_ROW = 4
_LAST = column_letters(len(_WIDTHS) - 1)
HIGHEST = 409
"""Points; a row of more is an error to Excel."""
_TITLE = CellFormat(bold=True, size=14, color=INK, border=False, align="center")
_SUMMARY = CellFormat(bold=True, border=False, align="center", color=RED)
_NOTE = CellFormat(color=GREY, border=False)
_HEADER = CellFormat(bold=True, color="#FFFFFF", fill=INK, align="center")
_TEXT = CellFormat()
_SMALL = CellFormat(size=11)
_NUMBER = CellFormat(align="center")
_LINK = CellFormat(color="#0563C1", underline=True)
_LEVEL = {
    severity: CellFormat(bold=True, fill=fill, align="center") for severity, fill in FILLS.items()
}
LIST_FORMATS: Sequence[CellFormat] = (
    *(_TITLE, _SUMMARY, _NOTE, _HEADER, _TEXT, _SMALL, _NUMBER, _LINK),
    *_LEVEL.values(),
)
"""The formats of the list, in the order in which a file gets them."""
StyleOf = Callable[[CellFormat], int]


def list_titles(name: str) -> str:
    """The range of the sheet ``name`` that is printed on top of every page."""
    return f"{_quoted(name)}!${_HEADER_ROW}:${_HEADER_ROW}"


def list_sheet(
    file: str, remarks: Sequence[Remark], style: StyleOf, namespace: str, copied: bool = False
) -> bytes:
    """The XML of the sheet for the file called ``file``; ``style`` numbers the formats.

    All text is inline, never a formula: the words may hold what a stranger typed.
    """
    rows = [*_head(file, remarks, copied), *_lines(remarks)]
    data = "".join(_row(number, *row, style) for number, row in enumerate(rows, start=1))
    merged = "".join(f'<mergeCell ref="A{row}:{_LAST}{row}"/>' for row in range(1, _HEADER_ROW))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(_WIDTHS, start=1)
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
"""Texts with their formats, and the height of the row in points."""


def _head(file: str, remarks: Sequence[Remark], copied: bool) -> Iterable[_Row]:
    blocking = sum(remark.severity is Severity.BLOCKS for remark in remarks)
    counts = words.list_summary(file, blocking, len(remarks) - blocking)
    how_to = f"{words.COPIED} {words.LIST_HOW_TO}" if copied else words.LIST_HOW_TO
    room = sum(_WIDTHS) * 0.95
    yield [(words.LIST_TITLE, _TITLE)], 28
    yield [(counts, _SUMMARY)], height_for([(counts, room)])
    yield [(how_to, _NOTE)], height_for([(how_to, room)])
    yield [(name, _HEADER) for name in words.LIST_HEADERS], 32


def _lines(remarks: Sequence[Remark]) -> Iterable[_Row]:
    for number, remark in enumerate(remarks, start=1):
        ref = remark.cell
        sentence = words.as_sentence(remark.words)
        cells = [
            (str(number), _NUMBER),
            (words.LEVELS[remark.severity], _LEVEL[remark.severity]),
            (words.cell_name(ref.sheet, ref.cell), _LINK) if ref else (words.WHOLE_FILE, _TEXT),
            (remark.about, _SMALL),
            (sentence, _TEXT),
        ]
        texts = [(text, width) for (text, _), width in zip(cells, _WIDTHS, strict=True)]
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
