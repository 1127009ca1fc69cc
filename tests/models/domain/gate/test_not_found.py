"""What is not there yet is named as the plan names it, with what to do first."""

import pytest

from models.domain.gate.approval import GateKey
from models.domain.gate.not_found import no_draft, no_request
from models.domain.stages import Body, StageName


@pytest.mark.parametrize(
    ("body", "whom"), [(Body.COUNCIL, "lên Hội đồng thẩm định"), (Body.CHAIRMAN, "lên Chủ tịch")]
)
def test_a_request_is_named_by_stage_round_and_body(body, whom):
    key = GateKey(stage=StageName.RESULTS, body=body, round=2)
    error = no_request(key)
    assert f"chưa trình hồ sơ lần 2 {whom}. Đề nghị" in error.message
    assert "results" not in error.message
    assert error.subject == str(key)


def test_a_draft_is_named_by_its_title_and_stage():
    error = no_draft("plan", "plan", 1)
    assert error.message.startswith("Kế hoạch triển khai xác định Chỉ số CCHC của bước “")
    assert "chưa có dự thảo lần 1. Đề nghị" in error.message


def test_a_document_of_no_known_kind_is_named_as_it_is():
    assert no_draft("phu-luc", "khac", 1).message.startswith("Văn bản loại phu-luc chưa có")
