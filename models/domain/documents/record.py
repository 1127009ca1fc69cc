"""A document as it is kept, a draft until it has its number; how it is cited and signed."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from models.domain.campaign import Authority
from models.domain.documents.kinds import DOCUMENTS, SigningForm
from models.domain.errors import NotFound
from models.domain.stages import STAGES, StageName
from models.domain.units import Level, Position
from models.domain.values import Sha256, Value

COUNCIL_MARK = "HĐTĐ"

BLOCKS: dict[Position, tuple[str, ...]] = {
    Position.CHAIRMAN: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    Position.DEPUTY_CHAIRMAN: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    Position.COUNCIL_CHAIRMAN: ("TM. HỘI ĐỒNG THẨM ĐỊNH", "CHỦ TỊCH"),
}
"""Positions that sign in the name of a body; everyone else signs by their own title."""


class DocumentRecord(Value):
    """A document by kind, reference and round; ``sha256`` is the draft, then the issued file."""

    kind: str = Field(min_length=1)
    ref: str
    round: int = Field(ge=1)
    title: str
    sha256: Sha256
    number: int | None = Field(default=None, ge=1)
    issued_on: date | None = None

    @model_validator(mode="after")
    def _has_number_and_day_together(self) -> Self:
        if (self.number is None) != (self.issued_on is None):
            raise ValueError("số và ngày văn bản phải được ghi cùng nhau")
        return self

    @property
    def issued(self) -> bool:
        """Whether the document has its number and day."""
        return self.number is not None

    @property
    def is_submitted(self) -> bool:
        """Whether it was there to decide on; packed dossiers and minutes come of the decision."""
        return self.kind in DOCUMENTS and DOCUMENTS[self.kind].is_submitted


def initials(name: str) -> str:
    """The abbreviation of an office by its first letters: "Phòng Nội vụ" gives "PNV"."""
    return "".join(word[0] for word in name.replace("-", " ").split()).upper()


def series(kind: str, authority: Authority) -> str:
    """Kind and issuer as written after the number, for example ``KH-UBND`` or ``PNV-CCHC``.

    Numbers are unique in one series and year (NĐ 30/2020, Phụ lục I, II.3).
    """
    spec = DOCUMENTS[kind]
    marks = {
        SigningForm.OFFICE: initials(authority.office),
        SigningForm.COUNCIL: COUNCIL_MARK,
        SigningForm.MINUTES: COUNCIL_MARK,
    }
    issuer = marks.get(spec.form, authority.symbol)
    return f"{spec.symbol}-{issuer}" if spec.symbol else f"{issuer}-CCHC"


def numbered(kind: str, authority: Authority, number: str) -> str:
    """Kind, number and symbol: "Quyết định số 45/QĐ-UBND"."""
    return f"{DOCUMENTS[kind].word} số {number}/{series(kind, authority)}"


def citation(kind: str, authority: Authority, number: int, issued_on: date) -> str:
    """How lists and letters cite a document: "Quyết định số 45/QĐ-UBND ngày 19/11/2021"."""
    return f"{numbered(kind, authority, f'{number:02d}')} ngày {issued_on:%d/%m/%Y}"


def signing_lines(kind: str, authority: Authority, chairman: Sequence[str] = ()) -> tuple[str, ...]:
    """The lines above the signer's name.

    ``chairman`` is the block of the Chairman or of the deputy who signs for him (see
    ``models.domain.gate.approval.signature_block``) and counts only for documents that he signs;
    the office and the council sign by their own posts, an annex is not signed.
    """
    block = tuple(chairman) or BLOCKS[Position.CHAIRMAN]
    head = "TRƯỞNG PHÒNG" if authority.level is Level.DISTRICT else "GIÁM ĐỐC"
    lines: dict[SigningForm, tuple[str, ...]] = {
        SigningForm.COLLECTIVE: block,
        SigningForm.CHAIRMAN: tuple(line for line in block if not line.startswith("TM.")),
        SigningForm.OFFICE: (head,),
        SigningForm.COUNCIL: BLOCKS[Position.COUNCIL_CHAIRMAN],
        SigningForm.MINUTES: ("CHỦ TỌA",),
        SigningForm.ANNEX: (),
    }
    return lines[DOCUMENTS[kind].form]


def no_draft(kind: str, ref: str, round_: int) -> NotFound:
    """The document was not drafted in this round."""
    what = DOCUMENTS[kind].title if kind in DOCUMENTS else f"Văn bản loại {kind}"
    stage = f" của bước “{STAGES[StageName(ref)].title}”" if ref in set(StageName) else ""
    return NotFound(
        f"{what}{stage} chưa có dự thảo lần {round_}. "
        "Đề nghị chạy lại bước này để hệ thống soạn dự thảo, sau đó mới ban hành.",
        subject=ref,
    )
