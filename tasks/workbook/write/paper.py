"""Paper of a sheet that departments print: A4 across, as many pages long as it takes."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

A4 = 9


def set_page(sheet: Worksheet, header: int) -> None:
    """Landscape, one page wide, ``header`` (from 0) on top of every page, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_footer('&C&"Times New Roman"&10Trang &P/&N', {"margin": 0.3})
    sheet.hide_gridlines(2)
