"""A template that is edited while people decide: what was not signed is not issued."""

from io import BytesIO

import pytest
from docx import Document

from models.domain.errors import ConfigurationError
from models.domain.messages.purposes import Purpose
from tasks.documents import draft, render
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tests.support.house import CAMPAIGN, S
from tests.tasks.documents.test_render import edited

OLD, NEW = "I. MỤC ĐÍCH, YÊU CẦU", "I. MỤC TIÊU"


@pytest.fixture
def edit(monkeypatch):
    """Gives the clerk Word: the plan's template is another one from then on."""

    def edit(old=OLD, new=NEW):
        content, kept = edited(old, new), render.template_of
        for module in (draft, render):
            monkeypatch.setattr(
                module, "template_of", lambda kind: content if kind == "plan" else kept(kind)
            )

    return edit


def plans(house):
    """The plans by round: whether issued, and what they say."""
    with house.workspace.read() as uow:
        records = [record for record in uow.documents.all() if record.kind == "plan"]
        texts = [Document(BytesIO(uow.files.get(record.sha256))) for record in records]
    lines = [[paragraph.text for paragraph in text.paragraphs] for text in texts]
    return [(r.round, r.issued, NEW in said) for r, said in zip(records, lines, strict=True)]


def test_a_template_edited_before_the_approval_is_not_issued_unseen(house, edit):
    edit()
    house.ballot(S.PLAN)

    assert plans(house) == [(1, False, False), (2, False, True)]
    assert house.gate(S.PLAN).round == 2
    assert "“Kế hoạch triển khai xác định Chỉ số CCHC” đã thay đổi" in house.text(S.PLAN)
    told = house.messages(Purpose.DECISION_VOIDED)
    assert {message.person for message in told} == {"chairman", "operator-1", "operator-2"}
    assert all("“Kế hoạch triển khai" in message.params["reason"] for message in told)

    house.ballot(S.PLAN)
    assert plans(house) == [(1, False, False), (2, True, True)]


def test_what_is_unchanged_is_issued_as_it_was_signed_days_later(house):
    house.later(days=3)
    house.ballot(S.PLAN)

    assert plans(house) == [(1, True, False)]


def test_a_document_that_nobody_signs_is_issued_as_it_was_last_drafted(opened, move_into, edit):
    house = move_into(opened)
    draft_documents(CAMPAIGN, S.PLAN, 1)
    edit()
    issue_documents(CAMPAIGN, S.PLAN, 1)

    assert plans(house) == [(1, True, True)]
    with house.workspace.read() as uow:
        changes = [e.action for e in uow.audit.events() if e.subject == "plan/plan/1"]
    assert changes == ["document.save", "document.save", "document.issue"]


def test_a_template_that_hides_words_from_the_draft_issues_nothing(opened, move_into, edit):
    house = move_into(opened)
    edit(OLD, "I. MỤC ĐÍCH{% if not draft %} KHÁC{% endif %}, YÊU CẦU")
    house.start(S.PLAN)

    with pytest.raises(ConfigurationError, match="khác dự thảo đã duyệt"):
        house.ballot(S.PLAN)
    assert plans(house) == [(1, False, False)]
