"""A workbook made once and turned into each unit's own by replacing text in its zip members.

Writing a styled workbook costs fifty times as much as patching one (bench/workbook_generate.py),
and a campaign needs hundreds. The members without tokens keep their compressed bytes; the others
are rewritten at the end of the archive with a fixed date, so the same input gives the same bytes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tasks.workbook.write.styles import let_rows_grow

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def fit_for_xml(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def fit_for_cell(text: str) -> str:
    """Text that a spreadsheet shows as it is: what looks like an escape (_x0041_) is escaped."""
    return _ESCAPE.sub("_x005F_", fit_for_xml(text))


OPEN, CLOSE = "\ue0cc", "\ue0cd"
"""Around a token: characters for private use, which no text of people holds."""
_TOKEN = re.compile(f"{OPEN}([a-z0-9_]+){CLOSE}")
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook split into an archive of finished members and the XML that still has tokens."""

    base: bytes
    patched: Mapping[str, str]


def token(name: str) -> str:
    """What stands in a template for the value called ``name``."""
    return f"{OPEN}{name}{CLOSE}"


def split_template(workbook: bytes) -> Template:
    """Split an xlsx whose texts hold tokens, as ``token`` makes them."""
    base, patched = BytesIO(), {}
    with ZipFile(BytesIO(workbook)) as source, ZipFile(base, "w") as target:
        for name in source.namelist():
            content = let_rows_grow(source.read(name))
            if OPEN.encode() in content:
                patched[name] = content.decode("utf-8")
            else:
                target.writestr(_entry(name), content, compresslevel=9)
    return Template(base.getvalue(), patched)


def fill_template(template: Template, values: Mapping[str, str]) -> bytes:
    """The workbook with every token replaced; KeyError for a token without a value.

    Values are text: markup in them is escaped and characters that XML cannot hold are dropped.
    """
    safe = {name: escape(fit_for_xml(value)) for name, value in values.items()}
    target = BytesIO()
    target.write(template.base)
    with ZipFile(target, "a") as archive:
        for name, text in template.patched.items():
            filled = _TOKEN.sub(lambda match: safe[match.group(1)], text)
            archive.writestr(_entry(name), filled.encode("utf-8"), compresslevel=6)
    return target.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _FIXED_DATE)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
