"""What deliveries hold: returns, what should have been one, and evidence; zips are opened up.

Whatever a file can stall or kill is done through ``Runs``, for many deliveries at once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import PurePath
from typing import TypeVar

from models.domain.campaign import Form
from models.domain.checks.forms import Forms
from models.domain.delivery import Delivery, SentFile
from models.domain.evidence.file import EvidenceKind
from models.domain.units import Unit, UnitKind
from tasks.evidence.magic import kind_by_content
from tasks.evidence.open_up import OpenedFile, Run, open_up
from tasks.workbook.opinion import NOT_OURS, Opinion, form_opinion, too_complex

T = TypeVar("T")
_SHEETS = frozenset({EvidenceKind.XLSX, EvidenceKind.ODS, EvidenceKind.OLD_OFFICE})
_UNCLEAR = frozenset({EvidenceKind.EMPTY, EvidenceKind.OTHER})
_SHEET_NAMES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"})
_OTHER_OLD_NAMES = frozenset({".doc", ".dot", ".ppt", ".pps"})


@dataclass(frozen=True)
class FoundReturn:
    """A file that is a return, or was refused as one; sent as it is or inside a zip."""

    file: SentFile
    content: bytes
    opinion: Opinion


@dataclass(frozen=True)
class OpenedDelivery:
    """A delivery and what is in it.

    ``unit`` and ``form`` are whose evidence it brings; ``evidence`` is empty when nobody knows.
    """

    delivery: Delivery
    found: tuple[FoundReturn, ...]
    evidence: tuple[OpenedFile, ...]
    unit: Unit | None
    form: Form


@dataclass(frozen=True)
class FileCalls:
    """How returns are judged and how other files are looked into."""

    judging: Run
    looking: Run


@dataclass(frozen=True)
class _File:
    """A file and the place of its delivery among those that are opened.

    ``kept`` is what the delivery calls it; None for what was packed in another file.
    """

    place: int
    name: str
    content: bytes
    kept: SentFile | None = None


def open_deliveries(
    forms: Forms,
    deliveries: Sequence[Delivery],
    contents: Sequence[Sequence[bytes]],
    run: FileCalls,
) -> list[OpenedDelivery]:
    """Each delivery with its files looked into; ``contents`` are the bytes of its files."""
    files = (
        _File(place, sent.name, content, sent)
        for place, (delivery, own) in enumerate(zip(deliveries, contents, strict=True))
        for sent, content in zip(delivery.files, own, strict=True)
    )
    sheets, rest = _apart(files)
    judged = _judged(forms, deliveries, sheets, run.judging)
    beside = _beside_a_return(judged)
    rest += [file for file, _ in beside]
    opened = open_up([(file.content, file.name) for file in rest], run.looking)
    packed = [
        _File(file.place, inner.name, inner.content)
        for file, (_, *inside) in zip(rest, opened, strict=True)
        for inner in inside
    ]
    inside = _judged(forms, deliveries, _apart(packed)[0], run.judging)
    returns = [each for each in judged if each not in beside]
    returns += [(file, found) for file, found in inside if found.opinion.unit]
    found = _by_place((file.place, found) for file, found in returns)
    evidence = _by_place(
        (file.place, one) for file, all_ in zip(rest, opened, strict=True) for one in all_
    )
    return [
        _opened(forms, delivery, found.get(place, []), evidence.get(place, []))
        for place, delivery in enumerate(deliveries)
    ]


def _by_place(items: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """What belongs to each delivery that something belongs to."""
    places: dict[int, list[T]] = {}
    for place, item in items:
        places.setdefault(place, []).append(item)
    return places


def _apart(files: Iterable[_File]) -> tuple[list[_File], list[_File]]:
    """The files that may be returns, and the others."""
    sheets, others = list[_File](), list[_File]()
    for file in files:
        (sheets if may_be_return(file.content, file.name) else others).append(file)
    return sheets, others


def may_be_return(content: bytes, name: str) -> bool:
    """Whether somebody could mean a file as a return: a spreadsheet by content or by name."""
    ending, kind = PurePath(name).suffix.lower(), kind_by_content(content, name)
    if ending in _SHEET_NAMES or kind in _UNCLEAR:
        return True
    return kind in _SHEETS and ending not in _OTHER_OLD_NAMES


def _judged(
    forms: Forms, deliveries: Sequence[Delivery], files: Sequence[_File], run: Run
) -> list[tuple[_File, FoundReturn]]:
    """What to make of each file."""
    calls = [(file.content, file.name, deliveries[file.place].sender) for file in files]
    return [
        (file, FoundReturn(_named(file), file.content, opinion or _too_complex(file.name)))
        for file, opinion in zip(files, run(judging(forms), calls), strict=True)
    ]


@lru_cache(maxsize=4)
def judging(forms: Forms) -> Callable[[bytes, str, str], Opinion]:
    """What a worker does with a file that may be a return; always the same one for ``forms``."""
    return partial(form_opinion, forms)


def judged_alone(forms: Forms, content: bytes, name: str, sender: str, run: Run) -> Opinion:
    """The opinion on one file."""
    (opinion,) = run(judging(forms), [(content, name, sender)])
    return opinion or _too_complex(name)


def _too_complex(name: str) -> Opinion:
    return Opinion(refusal=too_complex(name))


def _named(file: _File) -> SentFile:
    return file.kept or SentFile(name=file.name, file=sha256(file.content).hexdigest())


def _beside_a_return(
    judged: Sequence[tuple[_File, FoundReturn]],
) -> list[tuple[_File, FoundReturn]]:
    """What came beside a return and is none: such spreadsheets are evidence.

    A spreadsheet that came alone was meant as the return, and its sender must be told.
    """
    with_return = {file.place for file, found in judged if found.opinion.unit}
    return [
        (file, found)
        for file, found in judged
        if file.place in with_return and not found.opinion.unit
    ]


def _opened(
    forms: Forms, delivery: Delivery, found: Sequence[FoundReturn], evidence: Sequence[OpenedFile]
) -> OpenedDelivery:
    unit, form = _whose(forms, delivery, found)
    if unit is None:
        found = [*found, *_of_nobody(found, evidence)]
    # A zip whose returns were taken out of it is no evidence of its own.
    returned = {each.file.file for each in found}
    own = [] if unit is None else list(_but(evidence, returned))
    return OpenedDelivery(delivery, tuple(found), tuple(own), unit, form)


def _whose(
    forms: Forms, delivery: Delivery, found: Iterable[FoundReturn]
) -> tuple[Unit | None, Form]:
    """The one unit whose returns came along, or the sender whom the door knows."""
    owners = {(each.opinion.unit.code, each.opinion.form) for each in found if each.opinion.unit}
    codes = {code for code, _ in owners}
    code = codes.pop() if len(codes) == 1 else delivery.sender
    unit = forms.campaign.find_unit(code)
    is_commune = unit is None or unit.kind is UnitKind.COMMUNE
    return unit, Form.COMMUNE if is_commune else Form.AUTHORITY


def _of_nobody(
    found: Sequence[FoundReturn], evidence: Sequence[OpenedFile]
) -> Iterator[FoundReturn]:
    """What nobody is known to have sent is refused once, by its first file."""
    if not found and evidence:
        first = evidence[0]
        key = sha256(first.content).hexdigest()
        refused = Opinion(refusal=NOT_OURS)
        yield FoundReturn(SentFile(name=first.name, file=key), first.content, refused)


def _but(evidence: Iterable[OpenedFile], returned: Collection[str]) -> Iterator[OpenedFile]:
    """The evidence without the returns that were packed with it."""
    for each in evidence:
        if sha256(each.content).hexdigest() not in returned:
            yield each
