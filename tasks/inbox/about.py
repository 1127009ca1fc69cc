"""What letters about a question say of it."""

from __future__ import annotations

from models.domain.campaign import Form
from models.domain.collection.questions import Question
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_words


def subject_of(form: Form, unit: UnitCode, question: Question) -> str:
    """What letters about a question are about."""
    return f"{form}:{unit}:hoi-{question.number}"


def moment_of(question: Question) -> str:
    """When it was asked, in words."""
    return moment_in_words(question.at)
