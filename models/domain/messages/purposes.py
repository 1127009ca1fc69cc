"""What messages are for."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """Why a message is sent; each has its template."""

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
