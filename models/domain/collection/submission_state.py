"""How a unit stands with one form: what the fold makes of its history."""

from datetime import timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from models.domain.deadlines import Limit
from models.domain.values import Sha256, UnitCode, Value


class SubmissionStatus(StrEnum):
    """How far a unit has come with its form."""

    NOT_SENT = "not_sent"
    SENT_OUT = "sent_out"
    FINDINGS = "findings"
    ACCEPTED = "accepted"


class SubmissionState(Value):
    """State of one unit in one form, as far as its history tells.

    ``sent_out_at`` is when the unit first got its workbook.
    ``version``, ``accepted_file``, ``accepted_at``, ``late`` and ``due`` speak of the last accepted
    file; ``open_findings`` of the last file sent back since; ``received`` and ``refused`` count
    files. ``seen`` are the communes' versions that a department was sent to appraise, and
    ``supplement_at`` is when it was last sent more of them.

    ``locked_at`` is when the round was locked; ``final`` says that the scores have been used since
    and nothing can count any more. ``unlocked`` is opened by hand, until ``unlocked_until`` or, if
    that is None, until locked again. ``waiting`` are the numbers of the open questions;
    ``explain_by`` is the last limit by which the unit was asked to explain.
    """

    status: SubmissionStatus = SubmissionStatus.NOT_SENT
    sent_out_at: AwareDatetime | None = None
    version: int = 0
    accepted_file: Sha256 | None = None
    accepted_at: AwareDatetime | None = None
    late: bool = False
    due: AwareDatetime | None = None
    locked: bool = False
    locked_at: AwareDatetime | None = None
    final: bool = False
    unlocked: bool = False
    unlocked_until: Limit | None = None
    extension: Limit | None = None
    open_findings: int = 0
    received: int = 0
    refused: int = 0
    seen: dict[UnitCode, int] = Field(default_factory=dict)
    supplement_at: AwareDatetime | None = None
    asked: int = 0
    waiting: tuple[int, ...] = ()
    explain_by: Limit | None = None

    @property
    def open_questions(self) -> int:
        """How many questions wait for an answer."""
        return len(self.waiting)

    @property
    def answered(self) -> bool:
        """Whether what the unit was sent, supplements included, is back and accepted."""
        if self.status is not SubmissionStatus.ACCEPTED:
            return False
        asked, given = self.supplement_at, self.accepted_at
        return asked is None or (given is not None and given >= asked)

    @property
    def late_by(self) -> timedelta | None:
        """How late the accepted file came; None in time, or in a history that does not tell."""
        if not self.late or self.accepted_at is None or self.due is None:
            return None
        return self.accepted_at - self.due
