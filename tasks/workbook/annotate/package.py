"""An office file as members that are changed one by one; the others keep their bytes."""

from dataclasses import dataclass
from io import BytesIO
from posixpath import basename, dirname, join, normpath, relpath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element

from tasks.files.zip_members import Members
from tasks.workbook.annotate.xml import attribute, parse_xml, serialised

CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its id, the last word of its type, and the member it leads to."""

    id: str
    kind: str
    target: str


class Package:
    """The members of an archive, and what is changed in them."""

    def __init__(self, archive: Members) -> None:
        self._archive = archive
        self._names = {entry.filename: entry for entry in archive.entries}
        self._folded = {name.casefold(): name for name in self._names}
        self._seen: dict[str, _Element] = {}
        self._trees: dict[str, _Element] = {}
        self._changed: dict[str, bytes | None] = {}

    def __contains__(self, name: str) -> bool:
        if name in self._changed:
            return self._changed[name] is not None
        return name in self._names

    def names(self) -> list[str]:
        """The members: the old ones in their order, then those that were put in."""
        put_in = [name for name in self._changed if name not in self._names]
        return [name for name in (*self._names, *put_in) if name in self]

    def read(self, name: str) -> bytes:
        """The bytes of a member as it is now; KeyError when there is none."""
        content = self._changed.get(name) or self._archive.read(name)
        return serialised(self._trees[name]) if name in self._trees else content

    def tree(self, name: str) -> _Element:
        """The root of a member to look at; ``edit`` gives one to change."""
        if name in self._trees:
            return self._trees[name]
        if name not in self._seen:
            self._seen[name] = parse_xml(self.read(name))
        return self._seen[name]

    def edit(self, name: str) -> _Element:
        """The root of a member; what is changed in it is saved."""
        self._trees[name] = self.tree(name)
        return self._trees[name]

    def write(self, name: str, content: bytes) -> None:
        """Put a member in whole."""
        self._seen.pop(name, None)
        self._trees.pop(name, None)
        self._changed[name] = content

    def drop(self, name: str) -> None:
        """Take a member out, and what belongs to it: its type and its own relations."""
        self._seen.pop(name, None)
        self._trees.pop(name, None)
        self._changed[name] = None
        for override in list(self.edit(CONTENT_TYPES)):
            if override.get("PartName", "").casefold() == f"/{name}".casefold():
                self.edit(CONTENT_TYPES).remove(override)
        if relations_member(name) in self:
            self.drop(relations_member(name))

    def free_name(self, pattern: str) -> str:
        """The first name of the ``pattern``, which has a {} for a number, that is not taken."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def add_part(self, name: str, content: bytes, content_type: str) -> None:
        """Put in a new member of a type."""
        self.write(name, content)
        types = self.edit(CONTENT_TYPES)
        part = {"PartName": f"/{name}", "ContentType": content_type}
        etree.SubElement(types, f"{{{_TYPES}}}Override", part)

    def add_default_type(self, extension: str, content_type: str) -> None:
        """Name the type of the members with an extension, unless it is named already."""
        types = self.edit(CONTENT_TYPES)
        if any(each.get("Extension", "").casefold() == extension for each in types):
            return
        made = etree.Element(f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type)
        types.insert(0, made)

    def relations(self, part: str) -> list[Relation]:
        """Where a part ("" for the whole file) leads to, inside the file."""
        member = relations_member(part)
        if member not in self:
            return []
        return [
            Relation(each.get("Id", ""), basename(each.get("Type", "")), self._target(part, each))
            for each in self.tree(member)
            if attribute(each, "TargetMode") != "External" and each.get("Target")
        ]

    def related(self, part: str, kind: str) -> list[Relation]:
        """The relations of one kind."""
        return [each for each in self.relations(part) if each.kind == kind]

    def relate(self, part: str, target: str, base: str, kind: str) -> str:
        """Add a relation of type ``base``/``kind`` and return its id."""
        member = relations_member(part)
        if member not in self:
            self.write(member, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        root = self.edit(member)
        taken = {each.get("Id") for each in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        path = relpath(target, dirname(part) or ".")
        facts = {"Id": f"rId{number}", "Type": f"{base}/{kind}", "Target": path}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", facts)
        return f"rId{number}"

    def unrelate(self, part: str, id_: str) -> None:
        """Take a relation out; a part that leads nowhere any more loses the list."""
        root = self.edit(relations_member(part))
        for each in list(root):
            if each.get("Id") == id_:
                root.remove(each)
        if not len(root):
            self.drop(relations_member(part))

    def saved(self) -> bytes:
        """The file: old members in their order, then the new ones; the same changes, same bytes."""
        target = BytesIO()
        with ZipFile(target, "w") as copy:
            for name in self.names():
                copy.writestr(self._entry(name), self.read(name), compresslevel=6)
        return target.getvalue()

    def _entry(self, name: str) -> ZipInfo:
        old = self._names.get(name)
        entry = ZipInfo(name, old.date_time if old else _FIXED_DATE)
        entry.compress_type = old.compress_type if old else ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry

    def _target(self, part: str, relation: _Element) -> str:
        path = relation.get("Target", "")
        name = normpath(join("/", dirname(part), path)).lstrip("/")
        return self._folded.get(name.casefold(), name)


def relations_member(part: str) -> str:
    """The member that lists the relations of a part; "" stands for the whole file."""
    return join(dirname(part), "_rels", f"{basename(part)}.rels")
