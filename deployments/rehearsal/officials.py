"""Scripted officials: they open the mail they got, fill in the workbook, and drop it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from email import message_from_bytes, policy
from email.parser import BytesHeaderParser
from enum import StrEnum
from pathlib import Path

from config.clock import SystemClock
from config.workspace import Workspace
from deployments.rehearsal.answers import MadeAnswer
from deployments.rehearsal.draws import Draws
from deployments.rehearsal.fill import Typed, fill
from models.domain.collection.appraisal_sheet import AppraisalColumn
from models.domain.collection.workbook import (
    APPRAISAL_SHEET,
    EVIDENCE_SHEET,
    SCORE_SHEET,
    ScoreColumn,
)
from models.domain.evidence.declared import EvidenceColumn
from models.domain.units import Position, Unit

Cells = Mapping[tuple[str, str, str], Typed]


class Habit(StrEnum):
    """How a commune behaves."""

    PUNCTUAL = "punctual"
    COMMAS = "commas"
    BROKEN_CELLS = "broken cells, then mended"
    WRONG_FILE = "a wrong file, then the right one"
    THIRD_REMINDER = "silent until the third reminder"
    LATE = "late"


RARE = (Habit.BROKEN_CELLS, Habit.WRONG_FILE, Habit.THIRD_REMINDER, Habit.LATE, Habit.COMMAS)


def habits(units: tuple[Unit, ...], draws: Draws) -> dict[str, Habit]:
    """A habit for each unit; every habit occurs, most units are punctual."""
    order = sorted(units, key=lambda unit: draws.below(10**9, "habit", unit.code))
    few = max(1, len(units) // 12)
    chosen = {unit.code: Habit.PUNCTUAL for unit in units}
    for number, unit in enumerate(order[: few * len(RARE)]):
        chosen[unit.code] = RARE[number % len(RARE)]
    return chosen


@dataclass(frozen=True)
class OfficialMailbox:
    """The sandbox mail of one person."""

    folder: Path
    person: str

    def newest_workbook(self) -> bytes:
        """The last workbook that this person was sent."""
        for path in sorted(self.folder.glob(f"*-{self.person}-*.eml"), reverse=True):
            mail = path.read_bytes()
            if b".xlsx" not in mail:
                continue
            for part in message_from_bytes(mail).walk():
                if (part.get_filename() or "").endswith(".xlsx"):
                    content = part.get_payload(decode=True)
                    assert isinstance(content, bytes)
                    return content
        raise FileNotFoundError(f"no workbook was sent to {self.person}")

    def count(self, word: str) -> int:
        """How many mails have ``word`` in the subject."""
        subjects = (
            BytesHeaderParser(policy=policy.default).parsebytes(path.read_bytes())["subject"]
            for path in self.folder.glob(f"*-{self.person}-*.eml")
        )
        return sum(word in str(subject) for subject in subjects)


def mailbox_of(workspace: Workspace, unit: str) -> OfficialMailbox:
    """The mailbox of the unit's officer."""
    officer = workspace.campaign.contacts_of(unit, Position.OFFICER)[0]
    return OfficialMailbox(workspace.settings.mail_folder(workspace.campaign.id), officer.id)


def typed_answers(
    answers: Mapping[str, MadeAnswer], commas: bool = False
) -> dict[tuple[str, str, str], Typed]:
    """What a person types for ``answers``; with ``commas`` numbers are texts like "1,5"."""
    cells: dict[tuple[str, str, str], Typed] = {}
    for code, answer in answers.items():
        if answer.typed is not None:
            cells[SCORE_SHEET, code, ScoreColumn.DECLARED] = _typed(answer.typed, commas)
        elif answer.worth is not None:
            points = Decimal(answer.worth) / 100
            cells[SCORE_SHEET, code, ScoreColumn.SELF_SCORE] = _typed(points, commas)
    return cells


def _typed(value: str | Decimal, commas: bool) -> Typed:
    if commas and isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return value


def filled_self_assessment(workspace: Workspace, unit: str, cells: Cells) -> bytes:
    """The unit's own workbook from its mail, filled in, with a document for each answer."""
    documents = _documents(cells, workspace.campaign.year)
    return fill(mailbox_of(workspace, unit).newest_workbook(), documents | dict(cells))


def _documents(cells: Cells, year: int) -> dict[tuple[str, str, str], Typed]:
    """A report of the year in the ready row of each criterion that has something typed."""
    typed: dict[tuple[str, str, str], Typed] = {}
    answered = dict.fromkeys(code for sheet, code, _ in cells if sheet == SCORE_SHEET)
    for number, code in enumerate(answered, start=1):
        typed[EVIDENCE_SHEET, code, EvidenceColumn.NUMBER] = f"{number}/BC-UBND"
        typed[EVIDENCE_SHEET, code, EvidenceColumn.ISSUED] = f"15/09/{year}"
        typed[EVIDENCE_SHEET, code, EvidenceColumn.ISSUER] = "UBND"
        typed[EVIDENCE_SHEET, code, EvidenceColumn.TITLE] = "Báo cáo kết quả thực hiện"
    return typed


def broken(cells: Cells) -> dict[tuple[str, str, str], Typed]:
    """The same answers with mistakes: a note where a figure is due, and an answer left out."""
    spoilt = dict(cells)
    figures = [key for key, value in cells.items() if isinstance(value, Decimal)]
    spoilt[figures[0]] = "khoảng chín mươi phần trăm"
    spoilt[figures[1]] = None
    spoilt[figures[2]] = Decimal(-5)
    return spoilt


NOT_PROVEN = "Tài liệu kiểm chứng chưa chứng minh đủ nội dung kê khai"
_REASONS = {
    "C": "Có văn bản công nhận của cấp có thẩm quyền",
    "T": "Có kết luận của cơ quan có thẩm quyền",
}


def filled_appraisal(
    workspace: Workspace,
    department: str,
    changes: Mapping[tuple[str, str], int],
    reasons: bool = True,
) -> bytes:
    """The department's score sheet from its mail; ``changes`` by (commune, code), hundredths."""
    cells: dict[tuple[str, str, str], Typed] = {}
    for (unit, code), points in changes.items():
        key = f"{code}-{unit}"
        cells[APPRAISAL_SHEET, key, AppraisalColumn.APPRAISED] = Decimal(points) / 100
        if reasons:
            cells[APPRAISAL_SHEET, key, AppraisalColumn.REASON] = _REASONS.get(code[0], NOT_PROVEN)
    return fill(mailbox_of(workspace, department).newest_workbook(), cells)


def drop(workspace: Workspace, unit: str, name: str, content: bytes) -> None:
    """Put a file that was saved a minute ago into the unit's subfolder of the drop folder."""
    folder = workspace.settings.drop_folder(workspace.campaign.id) / unit
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(content)
    left_alone(unfinished)
    unfinished.replace(folder / name)


def left_alone(path: Path) -> None:
    """Let a file look as if nobody had written to it for a minute: it is not waited for."""
    saved = SystemClock().now().timestamp() - 60
    os.utime(path, (saved, saved))
