"""Documents of the campaign and the numbers they are issued under."""

from datetime import date
from typing import Any

from sqlalchemy import Row, func, select

from models.domain.documents.record import DocumentRecord, no_draft
from models.domain.errors import TransitionRefused
from models.store.marks import changes, reads
from models.store.repository import AuditContent, Repository
from models.tables import DocumentNumberTable, DocumentTable, table_of

_DOCUMENT = table_of(DocumentTable)
NUMBER = table_of(DocumentNumberTable)


class Documents(Repository):
    """Documents by kind, reference and round; files are kept (``files.put``) before."""

    @changes
    def save(self, kind: str, ref: str, round: int, title: str, sha256: str) -> None:
        """Keep or replace a draft; nothing happens when it is the very same.

        TransitionRefused when another draft would replace an issued document.
        """
        self._check_kept(sha256)
        key = {"kind": kind, "ref": ref, "round": round}
        row = self._one(DocumentTable, **key)
        if row is not None and (row.title, row.draft) == (title, sha256):
            return
        if row is not None and row.number is not None:
            raise _issued(_document(row))
        values = {"title": title, "draft": sha256, "sha256": sha256, "saved_at": self._work.now}
        if row is None:
            self._add(_DOCUMENT, **key, **values)
        else:
            self._change(_DOCUMENT, key, **values)
        before = None if row is None else {"title": row.title, "sha256": row.draft}
        after = {"title": title, "sha256": sha256}
        self._record("document.save", f"{kind}/{ref}/{round}", before, after)

    @changes
    def issue(
        self,
        kind: str,
        ref: str,
        round: int,
        number: int,
        issued_on: date,
        sha256: str,
        main: str | None = None,
    ) -> None:
        """Give a document its number, day and final file; nothing happens when it has them.

        The number is the one that was taken for it in the year of ``issued_on``; an annex bears
        that of its ``main`` document (a kind, same reference and round). NotFound without a draft;
        TransitionRefused with another number, or when it was issued otherwise.
        """
        record = self.get(kind, ref, round)
        if record is None:
            raise no_draft(kind, ref, round)
        issued = {"number": number, "issued_on": issued_on, "sha256": sha256}
        if record.model_copy(update=issued) == record:
            return
        if record.issued:
            raise _issued(record)
        self._check_number(record, number, issued_on.year, main)
        self._check_kept(sha256)
        self._change(_DOCUMENT, {"kind": kind, "ref": ref, "round": round}, **issued)
        after: AuditContent = {
            "number": number,
            "issued_on": issued_on.isoformat(),
            "sha256": sha256,
        }
        before: AuditContent = {"number": None, "issued_on": None, "sha256": record.sha256}
        self._record("document.issue", f"{kind}/{ref}/{round}", before, after)

    @reads
    def get(self, kind: str, ref: str, round: int) -> DocumentRecord | None:
        """The document; None if there is none."""
        row = self._one(DocumentTable, kind=kind, ref=ref, round=round)
        return None if row is None else _document(row)

    @reads
    def draft(self, kind: str, ref: str, round: int) -> str:
        """The SHA-256 of what was last saved as draft, issued or not; NotFound without one."""
        row = self._one(DocumentTable, kind=kind, ref=ref, round=round)
        if row is None:
            raise no_draft(kind, ref, round)
        return row.draft

    @reads
    def all(self) -> tuple[DocumentRecord, ...]:
        """All documents, in the order in which they were last drafted."""
        rows = self._all(select(_DOCUMENT).where(self._mine(_DOCUMENT)))
        ordered = sorted(rows, key=lambda row: (row.saved_at, row.kind, row.ref, row.round))
        return tuple(map(_document, ordered))

    @changes
    def next_number(self, symbol: str, year: int, kind: str, ref: str, round: int) -> int:
        """Take the next number, from 1 on, of a series (``KH-UBND``) in a year for a document.

        Take it in the unit of work that issues the document: undone together, they leave no gap.
        NotFound without a draft; TransitionRefused when the document has a number.
        """
        record = self.get(kind, ref, round)
        if record is None:
            raise no_draft(kind, ref, round)
        own = {"kind": kind, "ref": ref, "round": round}
        if (known := self._one(DocumentNumberTable, **own)) is not None:
            raise _numbered(record, known.number)
        taken = select(func.max(NUMBER.c.number)).where(
            self._mine(NUMBER, symbol=symbol, year=year)
        )
        number = int(self._value(taken) or 0) + 1
        place = {"symbol": symbol, "year": year, "number": number}
        self._add(NUMBER, **place, **own, taken_at=self._work.now)
        after: AuditContent = {"number": number, "document": f"{kind}/{ref}/{round}"}
        self._record("document.next_number", f"{symbol}/{year}", {"number": number - 1}, after)
        return number

    def _check_number(
        self, record: DocumentRecord, number: int, year: int, main: str | None
    ) -> None:
        own = {"ref": record.ref, "round": record.round}
        if main is not None:
            document = self._one(DocumentTable, kind=main, **own)
            if document is None or document.number != number:
                raise _not_the_main_number(record)
        elif not self._has(NUMBER, number=number, year=year, kind=record.kind, **own):
            raise _not_taken(record, number, year)


def _document(row: DocumentTable | Row[Any]) -> DocumentRecord:
    return DocumentRecord.model_validate(row, from_attributes=True)


def _numbered(record: DocumentRecord, number: int) -> TransitionRefused:
    return TransitionRefused(
        f"Văn bản “{record.title}” đã được lấy số {number}. "
        "Đề nghị ban hành với số đó, không lấy số khác.",
        subject=record.ref,
    )


def _not_taken(record: DocumentRecord, number: int, year: int) -> TransitionRefused:
    return TransitionRefused(
        f"Số {number} năm {year} không phải số đã lấy cho văn bản “{record.title}”. "
        "Đề nghị lấy số kế tiếp trong sổ cho văn bản này rồi ban hành với đúng số đó.",
        subject=record.ref,
    )


def _not_the_main_number(record: DocumentRecord) -> TransitionRefused:
    return TransitionRefused(
        f"Phụ lục “{record.title}” phải mang số của văn bản chính. "
        "Đề nghị ban hành văn bản chính trước rồi thực hiện lại.",
        subject=record.ref,
    )


def _issued(record: DocumentRecord) -> TransitionRefused:
    return TransitionRefused(
        f"Văn bản “{record.title}” đã ban hành với số {record.number}, không thay đổi được. "
        "Đề nghị lập văn bản mới ở lần trình sau nếu cần sửa.",
        subject=record.ref,
    )
