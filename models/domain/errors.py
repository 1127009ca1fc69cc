"""The error tree of cchc.

Every error carries a stable ``code``, a Vietnamese ``message`` that says what to do next, and the
``subject`` it is about (a unit, a cell, a message, a gate)::

    CchcError
    ├── ConfigurationError      a campaign, criteria or settings file is wrong
    ├── NotFound                the thing named does not exist
    ├── RuleViolation           the domain forbids it
    │   ├── TransitionRefused   the stage or gate is not in a state that allows it
    │   ├── ConfirmationNeeded  it would send to many at once (messages.bulk_confirmation)
    │   ├── DecisionRefused     the signer, code or dossier does not allow the decision
    │   └── AnswerRefused       an answer does not fit the rule of its criterion
    ├── MailboxDown             the mailbox can not be read now
    ├── UnreadableFile          what was sent cannot be opened or is not what it says
    ├── UnauditedChange         data changed in a transaction without an audit event
    └── BrokenChain             the audit chain does not verify
"""


class CchcError(Exception):
    """Base of all errors of cchc; ``str(error)`` is the Vietnamese message."""

    code = "CCHC"

    def __init__(self, message: str, subject: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject


class ConfigurationError(CchcError):
    """A campaign, criteria or settings file is wrong; the message names file, code and row."""

    code = "CAU-HINH"


class NotFound(CchcError):
    """The campaign, unit, gate or file named does not exist."""

    code = "KHONG-CO"


class RuleViolation(CchcError):
    """The domain forbids what was asked."""

    code = "TRAI-QUY-TAC"


class TransitionRefused(RuleViolation):
    """The stage is not in a state from which it may do this."""

    code = "SAI-TRANG-THAI"


class DecisionRefused(RuleViolation):
    """A decision at a gate was refused; the message says why and what to do."""

    code = "KHONG-DUOC-KY"


class AnswerRefused(RuleViolation):
    """An answer does not fit the scoring rule of its criterion."""

    code = "SAI-SO-LIEU"


class UnreadableFile(CchcError):
    """A file that was sent cannot be opened or is not what it claims to be."""

    code = "KHONG-DOC-DUOC"


class MailboxDown(CchcError):
    """The mailbox can not be read now: no connection, a wrong password, or too slow."""

    code = "HOP-THU"


class UnauditedChange(CchcError):
    """A transaction changed data and recorded no audit event: a defect of the program."""

    code = "THIEU-NHAT-KY"


class BrokenChain(CchcError):
    """The audit chain does not verify; the subject is the first event that does not fit."""

    code = "NHAT-KY-BI-SUA"
