"""What an operator should know who gives units time while the stages go on."""

from __future__ import annotations

from collections.abc import Iterator

from config.workspace import open_workspace
from models.domain.campaign import STAGE_OF, Form
from models.domain.collection.round_changes import until_of
from models.domain.stages import StageName, StageState


def notes_on(campaign: str, form: Form, until: str) -> Iterator[str]:
    """How an extension of ``form`` to ``until`` meets the appraisal; Vietnamese sentences."""
    workspace, end = open_workspace(campaign), until_of(until)
    if form is not Form.COMMUNE:
        return
    with workspace.read() as uow:
        appraisal = uow.stages.all()[STAGE_OF[Form.APPRAISAL]].state
    if appraisal is not StageState.PENDING:
        yield (
            "phiếu thẩm định đã gửi các phòng, ban; xã được ghi nhận thì hệ thống gửi phiếu thẩm "
            "định bổ sung vào ngày hôm sau."
        )
    plan = workspace.campaign.stages[StageName.APPRAISAL]
    limit = plan.returns or plan.limit
    if end.closes > limit.closes:
        yield (
            f"thời hạn mới sau hạn gửi phiếu thẩm định ({limit.in_words()}); tiêu chí chưa kịp "
            "thẩm định lấy theo điểm tự chấm và được nêu rõ trong hồ sơ trình. Đề nghị báo trước "
            "cho các phòng, ban."
        )
