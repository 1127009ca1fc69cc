"""XML members of an office file: read without trust, written the same way each time."""

from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element


def parse_xml(content: bytes) -> _Element:
    """The root of ``content``; a SyntaxError when it is no XML, a ValueError when it has a DTD."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, safe)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a member of an office file has no document type")
    return root


def serialised(root: _Element) -> bytes:
    """The bytes of a member."""
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


def local(element: _Element) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: _Element) -> str:
    """The namespace of an element, "" for none."""
    return etree.QName(element).namespace or ""


def tag(parent: _Element, name: str) -> str:
    """The tag of a child called ``name`` in the namespace of ``parent``."""
    return f"{{{namespace(parent)}}}{name}" if namespace(parent) else name


def children(parent: _Element, name: str) -> list[_Element]:
    """The children called ``name``, in the namespace of their parent."""
    return parent.findall(tag(parent, name))


def child(parent: _Element, name: str) -> _Element | None:
    """The first child called ``name``."""
    return parent.find(tag(parent, name))


def attribute(element: _Element, name: str) -> str:
    """An attribute by its local name, in whatever namespace it is; "" when there is none."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def add_child(parent: _Element, name: str, /, **attributes: str) -> _Element:
    """A new last child of ``parent``, in its namespace."""
    return etree.SubElement(parent, tag(parent, name), attributes)


def placed(parent: _Element, name: str, order: Sequence[str]) -> _Element:
    """A new child at the place that ``order``, the sequence of the schema, gives it.

    It stands behind its like. A child that the sequence does not name stays where it is; one that
    only wraps another (mc:AlternateContent) counts as what it wraps.
    """
    rank = {each: number for number, each in enumerate(order)}
    made = etree.Element(tag(parent, name))
    for at, other in enumerate(parent):
        if rank.get(_meant(other), -1) > rank[name]:
            parent.insert(at, made)
            break
    else:
        parent.append(made)
    return made


def discard(element: _Element, name: str) -> None:
    """Take an attribute off, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def removed(element: _Element) -> None:
    """Take an element out of its parent, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _meant(element: _Element) -> str:
    if local(element) != "AlternateContent":
        return local(element)
    return next((local(inner) for choice in element for inner in choice), "")


WORKSHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
    *("controls", "webPublishItems", "tableParts", "extLst"),
)
"""CT_Worksheet of ECMA-376, part 1."""
