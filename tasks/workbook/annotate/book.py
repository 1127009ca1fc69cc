"""The sheets of an xlsx, and the book around them."""

from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from tasks.workbook.annotate.package import Package
from tasks.workbook.annotate.xml import (
    add_child,
    attribute,
    child,
    children,
    discard,
    namespace,
    placed,
    removed,
)

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BASES = {STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
_USUAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize"),
    *("customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
"""CT_Workbook of ECMA-376, part 1."""


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of any kind: its name and its member."""

    name: str
    part: str


class XlsxBook:
    """The workbook part of a package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        found = package.related("", "officeDocument")
        self.part = found[0].target if found else "xl/workbook.xml"
        self.namespace = namespace(package.tree(self.part))
        self.relation_base = _BASES.get(self.namespace, _USUAL)

    @property
    def sheets(self) -> list[BookSheet]:
        """The sheets in their order."""
        targets = {each.id: each.target for each in self.package.relations(self.part)}
        return [
            BookSheet(each.get("name", ""), targets.get(attribute(each, "id"), ""))
            for each in self._sheets(self.package.tree(self.part))
        ]

    def relate(self, part: str, target: str, kind: str) -> str:
        """Add a relation of ``part`` in the dialect of this file and return its id."""
        return self.package.relate(part, target, self.relation_base, kind)

    def id_attribute(self) -> str:
        """The name of the attribute r:id in the dialect of this file."""
        return f"{{{self.relation_base}}}id"

    def insert_first(self, name: str, content: bytes, titles: str) -> None:
        """Put a sheet in front, let the book open on it, and repeat ``titles`` on its pages."""
        package, root = self.package, self.package.edit(self.part)
        folder = self.part.rpartition("/")[0]
        part = package.free_name(f"{folder}/worksheets/sheet{{}}.xml".lstrip("/"))
        package.add_part(part, content, _SHEET_TYPE)
        self._shift_names(root, 1)
        holder = child(root, "sheets")
        if holder is None:
            raise ValueError("a workbook without sheets")
        ids = [int(each.get("sheetId", "0")) for each in holder]
        facts = {"name": name, "sheetId": str(max(ids, default=0) + 1)}
        made = etree.Element(f"{{{self.namespace}}}sheet", facts)
        made.set(self.id_attribute(), self.relate(self.part, part, "worksheet"))
        holder.insert(0, made)
        self._name_titles(root, titles)
        self._open_first(root)

    def remove(self, number: int) -> None:
        """Take out the sheet at ``number`` and all that belongs to it alone."""
        root = self.package.edit(self.part)
        element = self._sheets(root)[number]
        part = self.sheets[number].part
        self._shift_names(root, -1, number)
        self.package.unrelate(self.part, attribute(element, "id"))
        self.package.drop(part)
        removed(element)

    def _sheets(self, root: _Element) -> list[_Element]:
        holder = child(root, "sheets")
        return [] if holder is None else children(holder, "sheet")

    def _shift_names(self, root: _Element, by: int, gone: int | None = None) -> None:
        """Names that belong to a sheet count the sheets: count anew."""
        holder = child(root, "definedNames")
        for each in [] if holder is None else children(holder, "definedName"):
            at = each.get("localSheetId")
            if at is None:
                continue
            if gone is not None and int(at) == gone:
                removed(each)
            elif gone is None or int(at) > gone:
                each.set("localSheetId", str(int(at) + by))
        if holder is not None and not len(holder):
            removed(holder)

    def _name_titles(self, root: _Element, titles: str) -> None:
        holder = child(root, "definedNames")
        if holder is None:
            holder = placed(root, "definedNames", _ORDER)
        add_child(holder, "definedName", name="_xlnm.Print_Titles", localSheetId="0").text = titles

    def _open_first(self, root: _Element) -> None:
        views = child(root, "bookViews")
        for view in [] if views is None else children(views, "workbookView"):
            discard(view, "firstSheet")
            discard(view, "activeTab")
        for sheet in self.sheets[1:]:
            if sheet.part in self.package and b"tabSelected" in self.package.read(sheet.part):
                for view in self.package.edit(sheet.part).iter("{*}sheetView"):
                    discard(view, "tabSelected")
