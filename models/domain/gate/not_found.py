"""Sentences about what does not exist yet, in the words of the plan, and what to do first."""

from __future__ import annotations

from models.domain.documents.kinds import DOCUMENTS
from models.domain.errors import NotFound
from models.domain.gate.approval import GateKey
from models.domain.stages import STAGES, Body, StageName


def no_request(key: GateKey) -> NotFound:
    """Nothing was put before the body in this round."""
    whom = "Hội đồng thẩm định" if key.body is Body.COUNCIL else "Chủ tịch"
    return NotFound(
        f"Bước “{STAGES[key.stage].title}” chưa trình hồ sơ lần {key.round} lên {whom}. "
        "Đề nghị xem bảng tiến độ, chờ bước này trình hồ sơ rồi thực hiện lại.",
        subject=str(key),
    )


def no_draft(kind: str, ref: str, round_: int) -> NotFound:
    """The document was not drafted in this round."""
    what = DOCUMENTS[kind].title if kind in DOCUMENTS else f"Văn bản loại {kind}"
    stage = f" của bước “{STAGES[StageName(ref)].title}”" if ref in set(StageName) else ""
    return NotFound(
        f"{what}{stage} chưa có dự thảo lần {round_}. "
        "Đề nghị chạy lại bước này để hệ thống soạn dự thảo, sau đó mới ban hành.",
        subject=ref,
    )
