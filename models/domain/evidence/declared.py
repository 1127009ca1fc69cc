"""Evidence as a unit declares it: one document for one sub-criterion, typed into a row.

What proves a figure is named with number, day, issuer and the page or item that proves it (Điện
Biên and Nam Định guides to the index); the file that is sent along is named beside it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.domain.cells import RowPlace
from models.domain.vietnamese.text import fold

NO_DOCUMENT = "Chưa có tài liệu"
"""What the score sheet shows where points are claimed and nothing is listed nor explained."""
COUNT_WORDS = "tài liệu"
"""Stands behind the number of listed documents in the score sheet ("2 tài liệu")."""

_CODE = re.compile(r"(?<![\d.])\d+\.\d+\.\d+(?!\.?\d)", re.ASCII)


class EvidenceColumn(StrEnum):
    """The columns of the evidence sheet; the value is the header text that officials see."""

    CODE = "Mã tiêu chí"
    NAME = "Tên tiêu chí thành phần"
    NUMBER = "Số, ký hiệu văn bản"
    ISSUED = "Ngày ban hành"
    ISSUER = "Cơ quan ban hành"
    TITLE = "Trích yếu nội dung"
    PAGES = "Trang, mục"
    FILE = "Tên tệp gửi kèm"


@dataclass(frozen=True, slots=True)
class DeclaredEvidence:
    """One document for one criterion; texts are tidied and "" when nothing is typed.

    ``code`` is the criterion's code as typed, which need not be one of the form; a row that names
    several criteria is a document for each of them, with the same ``place``. ``issued`` is the
    day of issue, the text as typed when it is no day, or None. ``place`` gives the cell of a
    column: ``place.ref(EvidenceColumn.ISSUED)``; only columns in ``place.columns`` were found.
    """

    code: str
    number: str
    issued: date | str | None
    issuer: str
    title: str
    pages: str
    file_name: str
    place: RowPlace

    def in_words(self) -> str:
        """The document as appraisers read it: ``12/KH-UBND, ngày 15/01/2021, UBND xã, trang 3``."""
        day = f"{self.issued:%d/%m/%Y}" if isinstance(self.issued, date) else self.issued
        parts = (
            self.number,
            f"ngày {day}" if day else "",
            self.issuer,
            self.title,
            self.pages,
            f"tệp {self.file_name}" if self.file_name else "",
        )
        return ", ".join(part for part in parts if part)


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of sub-criteria in a cell, each once; the text itself when it holds none.

    One report often proves several criteria: "1.1.1, 1.2.3" stands for both.
    """
    return tuple(dict.fromkeys(_CODE.findall(text))) or (text,)


def typed_evidence(text: str) -> str:
    """What a person typed into the score sheet's evidence cell; "" for what the form shows there.

    The form counts the documents of the evidence sheet ("2 tài liệu"); older forms and other
    programs take documents in the cell itself.
    """
    if not text:
        return ""
    shown = fold(text)
    number = shown.removesuffix(COUNT_WORDS).strip()
    counted = shown.endswith(COUNT_WORDS) and number.isascii() and number.isdigit()
    return "" if counted or shown == fold(NO_DOCUMENT) else text


def evidenced(documents: Iterable[DeclaredEvidence]) -> frozenset[str]:
    """The codes for which at least one document is declared."""
    return frozenset(document.code for document in documents)
