"""The register of returns: what every unit sent in, when, and how late."""

import csv
import io
from collections.abc import Mapping

from models.domain.campaign import Campaign, Form
from models.domain.collection.round_changes import own_limit
from models.domain.collection.status_words import late_words, status_words
from models.domain.collection.submission_state import SubmissionState
from models.domain.units import Unit
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_table

RETURN_COLUMNS = (
    "Biểu",
    "Mã đơn vị",
    "Đơn vị",
    "Thời hạn của đơn vị",
    "Bản được ghi nhận",
    "Nhận lúc",
    "So với thời hạn",
    "Tình trạng",
)

StatesByForm = Mapping[Form, Mapping[UnitCode, SubmissionState]]


def returns_csv(campaign: Campaign, states: StatesByForm) -> bytes:
    """UTF-8 CSV with BOM, one row for each form that a unit owes; it holds no text of units."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(RETURN_COLUMNS)
    for form, known in states.items():
        for unit in campaign.owing(form):
            writer.writerow(_row(campaign, form, unit, known.get(unit.code, SubmissionState())))
    return buffer.getvalue().encode("utf-8-sig")


def _row(campaign: Campaign, form: Form, unit: Unit, state: SubmissionState) -> tuple[str, ...]:
    at = state.accepted_at
    return (
        form,
        unit.code,
        unit.name,
        own_limit(campaign.limit_of(form), state).in_words(),
        str(state.version or ""),
        moment_in_table(at),
        _timing(state),
        status_words(state),
    )


def _timing(state: SubmissionState) -> str:
    if not state.version:
        return ""
    return late_words(state.late_by) if state.late else "đúng hạn"
