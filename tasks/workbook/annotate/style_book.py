"""Our formats put behind the styles of a file, for marks and for the list.

What is there already is used again, nothing is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree
from lxml.etree import _Element

from tasks.workbook.annotate.book import XlsxBook
from tasks.workbook.annotate.xml import add_child, child, placed, tag
from tasks.workbook.write.styles import BORDER_COLOUR, FONT_NAME

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_EMPTY = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/>'
    f'<bottom/><diagonal/></border></borders><cellStyleXfs count="1">{_PLAIN_XF}</cellStyleXfs>'
    f'<cellXfs count="1">{_PLAIN_XF}</cellXfs><cellStyles count="1"><cellStyle name="Normal" '
    'xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)
"""CT_Stylesheet of ECMA-376, part 1."""


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How a cell of the list looks; colours as #RRGGBB, "" for none."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: int = 12
    color: str = ""
    fill: str = ""
    border: bool = True
    align: str = ""


class StyleBook:
    """The styles part of a book."""

    def __init__(self, book: XlsxBook) -> None:
        found = book.package.related(book.part, "styles")
        part = found[0].target if found else f"{book.part.rpartition('/')[0]}/styles.xml"
        if part not in book.package:
            book.package.add_part(part, _EMPTY.format(book.namespace).encode(), _TYPE)
        if not found:
            book.relate(book.part, part, "styles")
        self._root = book.package.edit(part)
        self._known: dict[str, list[bytes]] = {}

    def colour(self, fill: str) -> int:
        """The number of a differential format (dxf) that only fills with a colour."""
        made = self._new("dxf")
        _fill_in(add_child(made, "fill"), fill)
        return self._number("dxfs", made)

    def cell_style(self, fmt: CellFormat) -> int:
        """The number of a cell format."""
        style = {
            "numFmtId": "0",
            "fontId": str(self._font(fmt)),
            "fillId": str(self._fill(fmt.fill)),
            "borderId": str(self._border()) if fmt.border else "0",
        }
        if child(self._root, "cellStyleXfs") is not None:
            style["xfId"] = "0"
        applied = {f"apply{each}": "1" for each in ("Font", "Fill", "Border", "Alignment")}
        made = self._new("xf", {**style, **applied})
        align = {"horizontal": fmt.align} if fmt.align else {}
        add_child(made, "alignment", **align, vertical="center", wrapText="1")
        return self._number("cellXfs", made)

    def _font(self, fmt: CellFormat) -> int:
        made = self._new("font")
        for name, wanted in (
            ("b", fmt.bold),
            ("i", fmt.italic),
            ("u", fmt.underline),
        ):
            if wanted:
                add_child(made, name)
        add_child(made, "sz", val=str(fmt.size))
        if fmt.color:
            add_child(made, "color", rgb=_argb(fmt.color))
        add_child(made, "name", val=FONT_NAME)
        add_child(made, "family", val="1")
        return self._number("fonts", made)

    def _fill(self, color: str) -> int:
        if not color:
            return 0
        made = self._new("fill")
        _fill_in(made, color)
        return self._number("fills", made)

    def _border(self) -> int:
        made = self._new("border")
        for side in ("left", "right", "top", "bottom"):
            add_child(add_child(made, side, style="thin"), "color", rgb=_argb(BORDER_COLOUR))
        add_child(made, "diagonal")
        return self._number("borders", made)

    def _new(self, name: str, attributes: Mapping[str, str] | None = None) -> _Element:
        spaces = cast(dict[str, str], self._root.nsmap)  # the stubs forget the default namespace
        return etree.Element(tag(self._root, name), dict(attributes or {}), nsmap=spaces)

    def _number(self, listed: str, made: _Element) -> int:
        """The number of ``made`` in a list of styles, at the end of which it is put if new."""
        holder = child(self._root, listed)
        if holder is None:
            holder = placed(self._root, listed, _ORDER)
        if listed not in self._known:
            self._known[listed] = [_exact(each) for each in holder]
        known = self._known[listed]
        exact = _exact(made)
        if exact not in known:
            known.append(exact)
            holder.append(made)
            holder.set("count", str(len(known)))
        return known.index(exact)


def _fill_in(fill: _Element, color: str) -> None:
    """Solid: a cell's fill takes the foreground, a differential format the background."""
    pattern = add_child(fill, "patternFill", patternType="solid")
    add_child(pattern, "fgColor", rgb=_argb(color))
    add_child(pattern, "bgColor", rgb=_argb(color))


def _argb(color: str) -> str:
    return f"FF{color.removeprefix('#')}"


def _exact(element: _Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False).strip()
