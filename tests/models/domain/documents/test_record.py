"""What is not drafted yet is named as the plan names it, with what to do first."""

from models.domain.documents.record import DocumentRecord, no_draft


def test_a_draft_is_named_by_its_title_and_stage():
    error = no_draft("plan", "plan", 1)
    assert error.message.startswith("Kế hoạch triển khai xác định Chỉ số CCHC của bước “")
    assert "chưa có dự thảo lần 1. Đề nghị" in error.message


def test_a_document_of_no_known_kind_is_named_as_it_is():
    assert no_draft("phu-luc", "khac", 1).message.startswith("Văn bản loại phu-luc chưa có")


def test_minutes_and_packed_dossiers_were_not_there_to_decide_on():
    draft = DocumentRecord(kind="plan", ref="plan", round=1, title="x", sha256="0" * 64)

    assert draft.is_submitted
    assert not draft.model_copy(update={"kind": "minutes"}).is_submitted
    assert not draft.model_copy(update={"kind": "dossier"}).is_submitted
