from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import advice, facts, sent_file, told

LOCKED = facts(EvidenceKind.PDF, encrypted=True, readable=False)


def test_a_password_is_asked_to_be_taken_off():
    ((_, words),) = told("evidence_locked", (sent_file(facts=LOCKED),))

    assert "bỏ mật khẩu" in words


def test_a_locked_file_is_not_called_damaged_as_well():
    found = advice((sent_file(facts=LOCKED),))

    assert [each.check for each in found] == ["evidence_locked", "evidence_not_named"]


def test_an_open_file_is_not_locked():
    assert told("evidence_locked", (sent_file(),)) == []
