"""Which declared document a file is, and by it or by its name which criteria it belongs to."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.domain.evidence.declared import DeclaredEvidence
from models.domain.evidence.file import Evidence, EvidenceFile, EvidenceKind, kind_by_name
from models.domain.vietnamese.text import fold, tidy

_CODE = r"(?:\d{1,2}(?:\.\d{1,2}){1,2}|[CT]\.\d{1,2})(?!\d)(?!\.\d)"
_LEADING = re.compile(
    rf"(?:tiêu chí|tieu chi|tc|mục|muc)?[\s._:-]*({_CODE}(?:\s*[,;+&]\s*{_CODE})*)", re.IGNORECASE
)
_ONE = re.compile(_CODE, re.IGNORECASE)


_SPACING = re.compile(r"[\s_\-–—]+")
_BETWEEN_NAMES = re.compile(r"[;\n]")
DeclaredRows = tuple[DeclaredEvidence, ...]


def leading_codes(name: str) -> tuple[str, ...]:
    """The codes that ``name`` begins with: ``"1.1.1, 1.1.2 - Kế hoạch.pdf"`` names two.

    ``"Tiêu chí 1.1.1"`` and ``"01.01.01_"`` count as well; ``"12.05.2021"`` is a day and no code.
    """
    found = _LEADING.match(tidy(name))
    return tuple(_plain(code) for code in _ONE.findall(found[1])) if found else ()


def folder_code(parts: Iterable[str]) -> str:
    """The code of the innermost folder that begins with one; "" when none does."""
    for part in reversed(tuple(parts)):
        if codes := leading_codes(part):
            return codes[0]
    return ""


def is_under(code: str, group: str) -> bool:
    """Whether ``code`` is ``group`` or a part of it: 1.1.2 is under 1.1, and not under 1.1.1."""
    return code == group or code.startswith(f"{group}.")


def _plain(code: str) -> str:
    return ".".join(part.lstrip("0") or "0" for part in code.upper().split("."))


@dataclass(frozen=True)
class MatchedFile:
    """A file, the rows of the evidence sheet that it is, and the codes that it belongs to.

    Without rows the codes are those that its name or folder begins with.
    """

    file: EvidenceFile
    rows: DeclaredRows
    codes: tuple[str, ...]


def name_key(name: str) -> str:
    """What two names of one file share however they were typed.

    Case, marks over letters, extension, spaces and hyphens are forgiven: programs and people
    drop and change them on the way.
    """
    known = kind_by_name(name) is not EvidenceKind.OTHER
    bare = name.rpartition(".")[0] if known else name
    letters = unicodedata.normalize("NFD", fold(bare).replace("đ", "d"))
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return _SPACING.sub("", plain)


def named_files(row: DeclaredEvidence) -> tuple[str, ...]:
    """The keys of the file names in a row; several are divided by ";" or stand in lines."""
    return tuple(key for name in _BETWEEN_NAMES.split(row.file_name) if (key := name_key(name)))


def match(
    files: Sequence[EvidenceFile], declared: Sequence[DeclaredEvidence], known: Collection[str]
) -> tuple[MatchedFile, ...]:
    """Each file with its rows: those that name it, else open ones of the criterion it begins with.

    A row is open when it names no file, or only files that were not sent by themselves. ``known``
    are the codes of the form.
    """
    by_name: dict[str, list[DeclaredEvidence]] = {}
    for row in declared:
        for key in named_files(row):
            by_name.setdefault(key, []).append(row)
    sent = {name_key(file.name) for file in files if file.is_document}
    unclaimed = [row for row in declared if sent.isdisjoint(named_files(row))]
    return tuple(_match(file, by_name, unclaimed, known) for file in files)


def own_codes(file: Evidence, known: Collection[str]) -> tuple[str, ...]:
    """The codes that a file's name or, without one there, its folder begins with."""
    codes = [code for code in leading_codes(file.name) if code in known]
    return tuple(codes or [code for code in [file.folder] if code in known])


def _match(
    file: EvidenceFile,
    by_name: Mapping[str, Sequence[DeclaredEvidence]],
    unclaimed: Iterable[DeclaredEvidence],
    known: Collection[str],
) -> MatchedFile:
    own = own_codes(file, known)
    named = tuple(by_name.get(name_key(file.name), ()))
    rows = _among(named, own) or named or _among(unclaimed, own)
    declared = dict.fromkeys(row.code for row in rows if row.code in known)
    return MatchedFile(file, rows, tuple(declared) or own)


def _among(rows: Iterable[DeclaredEvidence], codes: Sequence[str]) -> DeclaredRows:
    return tuple(row for row in rows if any(is_under(row.code, code) for code in codes))
