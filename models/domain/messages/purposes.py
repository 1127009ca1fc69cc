"""The messages: what each is for, how it may come and what may be done with it.

``MESSAGES`` is the single table; a message is one row of it and a template for each channel in
``templates/messages``, with sample parameters in ``samples.yaml`` there. An installation adds one
by ``add_message`` in a file of its ``extensions`` folder, with a folder of templates of its own.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from models.domain.errors import ConfigurationError
from models.domain.values import Value


class Manner(StrEnum):
    """How a message may come."""

    ANSWER = "answer"
    """To what the person has just done: at once, on loud channels not at night."""
    ROUTINE = "routine"
    """In office hours of working days."""
    URGENT = "urgent"
    """On any day, on loud channels not at night."""


class About(StrEnum):
    """What a message is about: what its ``subject_ref`` names."""

    FORM = "form"
    GATE = "gate"
    DOCUMENT = "document"
    SEVERAL = "several"
    """Several of these, one item each."""
    SYSTEM = "system"
    """A mailbox, a channel or a source of the installation."""


class Purpose(StrEnum):
    """The messages that come with the program, by the names that are stored."""

    WORKBOOK_SENT = "workbook_sent"
    LINK_SENT = "link_sent"
    REMINDER = "reminder"
    LATE = "late"
    ESCALATION = "escalation"
    CHAIRMAN_LIST = "chairman_list"
    DIGEST = "digest"
    RECEIPT = "receipt"
    FINDINGS = "findings"
    EVIDENCE_RECEIVED = "evidence_received"
    REFUSED = "refused"
    GATE_WAITING = "gate_waiting"
    VOTE_WAITING = "vote_waiting"
    GATE_REMINDER = "gate_reminder"
    BALLOT_LOST = "ballot_lost"
    DECISION_MADE = "decision_made"
    DECISION_VOIDED = "decision_voided"
    DOCUMENT_SENT = "document_sent"
    APPRAISAL_SHEET_SENT = "appraisal_sheet_sent"
    VISIT_SCHEDULE = "visit_schedule"
    EXPLANATION_ASKED = "explanation_asked"
    PUBLISHED = "published"
    SURVEY_SOURCE = "survey_source"
    ROUND_EXTENDED = "round_extended"
    ROUND_UNLOCKED = "round_unlocked"
    QUESTION_ASKED = "question_asked"
    QUESTION_ANSWERED = "question_answered"
    MAIL_LEFT_OUT = "mail_left_out"
    MAILBOX_DOWN = "mailbox_down"
    CHANNEL_STOPPED = "channel_stopped"


class MessageSpec(Value):
    """What is known of a message before there is one.

    It ``presses`` for something, so that a person gets only so many a day; it ``chases`` what is
    owed, and loses its reason when that is done; it may be ``digested``, put together with others
    for one person, and is ``confirmable`` by a link. On short channels: ``whole`` are parameters
    that a reader must see whole, with the longest that there is room for; ``on_page`` is told in
    full on the upload page, so that a text need only point there; ``in_chat`` may be said in a
    consultation, as an answer. ``colour`` is that of the calendar of the year.

    ``templates`` is the folder of a message that an installation adds, laid out as
    ``templates/messages``, and ``sample`` are its parameters in a preview.
    """

    purpose: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    words: str = Field(min_length=1)
    about: About
    manner: Manner = Manner.ROUTINE
    presses: bool = False
    chases: bool = False
    digested: bool = False
    confirmable: bool = False
    in_chat: bool = False
    on_page: bool = False
    whole: Mapping[str, int] = Field(default_factory=dict)
    colour: str = ""
    templates: Path | None = None
    sample: Mapping[str, str] = Field(default_factory=dict)


_P, _ANSWER, _URGENT = Purpose, Manner.ANSWER, Manner.URGENT


def _row(purpose: Purpose, words: str, about: About, **more: object) -> MessageSpec:
    return MessageSpec.model_validate(
        {"purpose": str(purpose), "words": words, "about": about, **more}
    )


_SHIPPED = (
    _row(_P.WORKBOOK_SENT, "Gửi bảng tự chấm điểm", About.FORM, colour="#1d5fa8"),
    _row(_P.LINK_SENT, "Gửi liên kết nộp bảng", About.FORM, manner=_ANSWER),
    _row(
        _P.REMINDER,
        "Nhắc trước hạn",
        About.FORM,
        presses=True,
        chases=True,
        digested=True,
        confirmable=True,
        colour="#e0a100",
    ),
    _row(
        _P.LATE,
        "Nhắc quá hạn",
        About.FORM,
        presses=True,
        chases=True,
        digested=True,
        confirmable=True,
        colour="#d9480f",
    ),
    _row(
        _P.ESCALATION,
        "Đề nghị chỉ đạo",
        About.FORM,
        presses=True,
        chases=True,
        digested=True,
        confirmable=True,
        colour="#b3261e",
    ),
    _row(
        _P.CHAIRMAN_LIST,
        "Danh sách đơn vị chậm",
        About.SEVERAL,
        presses=True,
        chases=True,
        colour="#7b1e3a",
    ),
    _row(
        _P.DIGEST,
        "Tổng hợp việc cần làm",
        About.SEVERAL,
        presses=True,
        chases=True,
        confirmable=True,
        colour="#8a6d3b",
    ),
    _row(
        _P.RECEIPT,
        "Xác nhận đã nhận",
        About.FORM,
        manner=_ANSWER,
        in_chat=True,
        whole={"advice": 0},
    ),
    _row(_P.FINDINGS, "Đề nghị sửa tệp", About.FORM, manner=_ANSWER, in_chat=True, on_page=True),
    _row(_P.EVIDENCE_RECEIVED, "Xác nhận tài liệu kiểm chứng", About.FORM, manner=_ANSWER),
    _row(_P.REFUSED, "Chưa ghi nhận được tệp", About.FORM, manner=_ANSWER),
    _row(_P.GATE_WAITING, "Xin ý kiến, quyết định", About.GATE, chases=True, colour="#6741d9"),
    _row(_P.VOTE_WAITING, "Mời bỏ phiếu", About.GATE, chases=True),
    _row(
        _P.GATE_REMINDER,
        "Nhắc cho ý kiến, quyết định",
        About.GATE,
        presses=True,
        chases=True,
        digested=True,
        confirmable=True,
        colour="#9775fa",
    ),
    _row(_P.BALLOT_LOST, "Đề nghị nhập lại quyết định", About.GATE, manner=_URGENT),
    _row(_P.DECISION_MADE, "Thông báo quyết định", About.GATE, whole={"opinion": 0}),
    _row(_P.DECISION_VOIDED, "Thông báo hồ sơ phải trình lại", About.GATE, manner=_URGENT),
    _row(_P.DOCUMENT_SENT, "Gửi văn bản", About.DOCUMENT),
    _row(_P.APPRAISAL_SHEET_SENT, "Gửi phiếu thẩm định", About.FORM, colour="#0f8b8d"),
    _row(_P.VISIT_SCHEDULE, "Thông báo lịch thẩm định", About.DOCUMENT),
    _row(_P.EXPLANATION_ASKED, "Đề nghị giải trình", About.FORM, on_page=True, colour="#d6336c"),
    _row(_P.PUBLISHED, "Thông báo kết quả", About.DOCUMENT, colour="#2b8a3e"),
    _row(_P.SURVEY_SOURCE, "Nguồn khảo sát cần xem lại", About.SYSTEM),
    _row(_P.ROUND_EXTENDED, "Thông báo gia hạn", About.FORM),
    _row(_P.ROUND_UNLOCKED, "Thông báo mở khóa nhận bài", About.FORM),
    _row(_P.QUESTION_ASKED, "Câu hỏi của đơn vị", About.FORM),
    _row(_P.QUESTION_ANSWERED, "Trả lời câu hỏi", About.FORM, in_chat=True, on_page=True),
    _row(_P.MAIL_LEFT_OUT, "Phần của thư chưa nhận được", About.SYSTEM, manner=_ANSWER),
    _row(_P.MAILBOX_DOWN, "Hộp thư gặp sự cố", About.SYSTEM, manner=_URGENT),
    _row(_P.CHANNEL_STOPPED, "Kênh gửi tin tạm dừng", About.SYSTEM, manner=_URGENT),
)

MESSAGES: dict[str, MessageSpec] = {spec.purpose: spec for spec in _SHIPPED}
"""Every message, by its purpose."""


def add_message(spec: MessageSpec) -> None:
    """Put a message into the table; ConfigurationError when its purpose stands for another one."""
    if MESSAGES.setdefault(spec.purpose, spec) != spec:
        raise ConfigurationError(
            f"Đã có loại tin “{spec.purpose}”. Đề nghị đặt tên khác cho loại tin bổ sung.",
            spec.purpose,
        )


def known_purpose(name: str) -> str:
    """The purpose of this name; ValueError when no message is in the table for it."""
    if name not in MESSAGES:
        raise ValueError(f"không có loại tin “{name}”")
    return Purpose(name) if name in set(Purpose) else name


PurposeName = Annotated[str, AfterValidator(known_purpose)]
"""A purpose in the table; one that comes with the program is a ``Purpose``."""
