"""The forms that a suspended run shows in the Prefect UI.

Only schema-level rules stand here: the server refuses what breaks them and the run stays
suspended, while a Python validator would run after the resume and fail the run.
"""

from typing import Literal

from prefect.input import RunInput
from pydantic import Field

from models.domain.gate.records import GateKey


class BallotForm(RunInput):
    """What the approver enters at a gate."""

    verdict: Literal["Duyệt", "Trả lại"] = Field(title="Quyết định")
    code: str = Field(
        title="Mã xác nhận (6 chữ số)",
        description="Mã dùng một lần, hiện trong ứng dụng xác thực của người có thẩm quyền.",
        pattern=r"^[0-9]{6}$",
    )
    opinion: str = Field(
        default="",
        title="Ý kiến chỉ đạo",
        description="Bắt buộc khi trả lại: nêu rõ nội dung cần sửa.",
        max_length=2000,
    )


class ReworkForm(RunInput):
    """What the operator enters when a returned dossier has been mended."""

    note: str = Field(
        title="Nội dung đã chỉnh sửa",
        description="Nêu ngắn gọn đã sửa gì; nội dung này được trình kèm hồ sơ lần sau.",
        min_length=5,
        max_length=2000,
    )


WAKING = {"verdict": "Trả lại", "code": "000000", "opinion": ""}
"""What a wake-up fills in: whatever happens, a return without an opinion decides nothing."""


def ballot_key(gate: GateKey, attempt: str) -> str:
    """The name of the form of one attempt at a gate: small letters, digits and hyphens."""
    return f"{gate.stage}-{gate.body}-{gate.round}-{attempt}".replace("_", "-")
