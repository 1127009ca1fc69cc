"""Names of attached files, for people only: nothing is ever stored or opened under one."""

from __future__ import annotations

import mimetypes
import re
from unicodedata import category, normalize

LONGEST = 150
UNNAMED = "tep-dinh-kem"
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def readable(name: str, kind: str) -> str:
    """A name as people may read it: NFC, one line, no folders, nothing that turns its letters.

    A file without a name gets one with the extension of ``kind``, the type it came as.
    """
    letters = (" " if category(sign)[0] == "Z" else sign for sign in normalize("NFC", name))
    shown = "".join(sign for sign in letters if category(sign)[0] != "C")
    bare = " ".join(re.split(r"[/\\]", shown)[-1].split()).strip(". ")
    return _shortened(bare) if bare else UNNAMED + (mimetypes.guess_extension(kind) or "")


def _shortened(name: str) -> str:
    """At most 150 letters, the extension kept."""
    if len(name) <= LONGEST:
        return name
    end = _EXTENSION.search(name)
    extension = end[0] if end else ""
    return name[: LONGEST - len(extension) - 1] + "…" + extension
