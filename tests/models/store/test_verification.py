"""What is changed behind the store's back shows against the events; a cut tail against a head."""

from datetime import date

import pytest

from deployments.migrations.run import migrate
from models.domain.audit.replay import RecordKind
from models.domain.campaign import Form
from models.domain.errors import BrokenChain
from models.domain.scoring.score_tree import SELF
from models.domain.stages import StageName
from models.store.verification import verify_campaign
from tests.models.store.conftest import CAMPAIGN
from tests.models.store.examples import (
    CORRECTION,
    DECISION,
    DELIVERY,
    EVIDENCE,
    FIGURE,
    KEY,
    OFFICER,
    REQUEST,
    RESULT,
    ROWS,
    UNLOCKED,
    VOTE,
    keep,
    number,
    sha,
)


@pytest.fixture(autouse=True)
def full(begin):
    """A campaign with something of every kind, some of it replaced since."""
    with begin() as unit:
        unit.stages.start(StageName.PLAN, "run-1")
        unit.deliveries.put(DELIVERY)
        unit.deliveries.settle_all([DELIVERY])
        unit.submissions.append(Form.COMMUNE, "18406", UNLOCKED)
        keep(unit)
        unit.evidence.add(Form.COMMUNE, "18406", EVIDENCE)
        unit.contacts.record(CORRECTION, OFFICER)
        unit.evidence.assign(Form.COMMUNE, "18406", {1: ("1.1.1",)})
        unit.scores.replace(Form.COMMUNE, "18409", "self", ROWS)
        unit.scores.replace(Form.COMMUNE, "18409", "self", ())
        unit.scores.replace(Form.COMMUNE, "18406", "self", ROWS)
        unit.surveys.replace_figures({"18406": [FIGURE]})
        unit.results.save(1, [RESULT])
        unit.gates.request(REQUEST)
        unit.gates.vote(VOTE)
        unit.gates.decide(DECISION, 7)
    with begin() as unit:
        number(unit, "plan", 1)
        unit.documents.issue("plan", "plan", 1, 1, date(2021, 10, 19), keep(unit, b"ky"))
        unit.gates.void(KEY, "sửa “bảng điểm”")


def test_what_the_store_wrote_agrees_with_its_events(read):
    with read() as unit:
        done = verify_campaign(unit)
        assert (done.events, done.head) == (len(list(unit.audit.events())), unit.audit.head())
    assert done.wrong == ()
    assert done.compared == dict.fromkeys(RecordKind, 1) | {RecordKind.FILE: 2}


def test_a_database_from_before_scores_named_who_gave_them_agrees_after_it_is_migrated(
    read, raw, url
):
    with read() as unit:
        before = verify_campaign(unit)
    raw("ALTER TABLE score RENAME COLUMN scored_by TO round")
    raw("UPDATE alembic_version SET version_num = '0011'")
    migrate(url)
    with read() as unit:
        assert verify_campaign(unit) == before
        assert unit.scores.of(Form.COMMUNE, SELF) == {"18406": ROWS}


GATE = str(KEY)
EDITS = {
    "UPDATE delivery SET settled_at = NULL": "Sai lần gửi portal/lan-1: “settled” trong nhật ký là",
    "UPDATE campaign SET mode = 'live'": f"Sai cấu hình đợt {CAMPAIGN}: “mode” trong nhật ký là",
    "UPDATE criteria_set SET body = replace(body, '1.50', '2.50')": "“criteria” trong nhật ký là",
    "UPDATE contact_change SET body = replace(body, '84987', '84988')": "Sai thay đổi người",
    "UPDATE contact_change SET reason = 'khác'": "Sai thay đổi người liên hệ can-bo-18406",
    "DELETE FROM contact_change": "Mất thay đổi người liên hệ can-bo-18406",
    "UPDATE stage SET run = 'x'": "“run” trong nhật ký là “run-1”, đang lưu là “x”.",
    "UPDATE submission_event SET body = replace(body, 'ba', 'hai')": "Sai hồ sơ nộp commune/18406",
    "UPDATE evidence SET criteria = '[]'": "Sai tài liệu kiểm chứng commune/18406/1: “criteria”",
    "UPDATE evidence SET body = replace(body, 'mail', 'drop')": "“door” trong nhật ký là “mail”",
    "DELETE FROM evidence": "Mất tài liệu kiểm chứng commune/18406/1",
    "UPDATE score SET points = points + 1 WHERE position = 0": "Sai bảng điểm commune/self/18406",
    "UPDATE score SET unit = '18409' WHERE position = 0": "Thừa bảng điểm commune/self/18409",
    "DELETE FROM score": "Mất bảng điểm commune/self/18406",
    "UPDATE survey_figure SET percent = 10000": "Sai số liệu khảo sát figures",
    "UPDATE result SET rank = 2": "Sai bảng kết quả round 1",
    "UPDATE gate_request SET fingerprint = 'x'": f"Sai hồ sơ trình {GATE}: “fingerprint”",
    "UPDATE gate_request SET request = replace(request, 'aaaa', 'bbbb')": "“dossier” trong nhật",
    "UPDATE gate_request SET request = replace(request, '\"quorum\": 2', '\"quorum\": 0')": (
        "“quorum” trong nhật ký là “2”, đang lưu là “0”."
    ),
    "UPDATE gate_request SET void_reason = ''": "“void_reason” trong nhật ký là “sửa “bảng điểm””",
    "UPDATE gate_vote SET verdict = 'approve'": f"Sai phiếu biểu quyết {GATE}/uy-vien-1",
    "DELETE FROM gate_vote": f"Mất phiếu biểu quyết {GATE}/uy-vien-1",
    "UPDATE gate_decision SET verdict = 'return'": (
        f"Sai quyết định {GATE}: “verdict” trong nhật ký là “approve”, đang lưu là “return”."
    ),
    "UPDATE gate_decision SET signed_at = '2021-11-07 02:00:00'": "“signed_at” trong nhật ký là",
    "UPDATE document SET number = 13": "Sai văn bản plan/plan/1: “number” trong nhật ký là “1”",
    "UPDATE document SET issued_on = '2021-10-20'": "“issued_on” trong nhật ký là “2021-10-19”",
    "UPDATE document SET sha256 = draft": "“sha256” trong nhật ký là",
    "UPDATE document SET draft = sha256": "“draft” trong nhật ký là",
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_row_is_named(read, raw, edit):
    assert raw(edit) >= 1
    with read() as unit:
        wrong = verify_campaign(unit).wrong
    assert [line for line in wrong if EDITS[edit] in line], wrong


def test_the_bytes_of_a_file_are_compared_with_its_sha256(read, raw):
    raw("UPDATE file SET content = :content WHERE size = 2", content=b"gi")
    with read() as unit:
        (line,) = verify_campaign(unit).wrong
    assert line.startswith(f"Sai tệp {sha(b'ky')}: “content” trong nhật ký là")


def test_a_row_that_cannot_be_read_is_a_sentence_not_a_traceback(read, raw):
    raw("UPDATE gate_decision SET verdict = 'có lẽ'")
    with read() as unit, pytest.raises(BrokenChain, match="không còn đọc được"):
        verify_campaign(unit)


def test_only_a_head_kept_elsewhere_shows_a_cut_tail(begin, read, raw):
    with begin() as unit:
        unit.stages.end(StageName.PLAN, "Đã ban hành")
        kept = unit.audit.head()
    with read() as unit:
        assert verify_campaign(unit, kept).head == kept
    raw("UPDATE stage SET state = 'running', ended_at = NULL, summary = ''")
    raw("DELETE FROM audit_event WHERE action = 'stage.ended'")
    with read() as unit:
        assert verify_campaign(unit).wrong == ()
        with pytest.raises(BrokenChain, match="đã bị cắt"):
            verify_campaign(unit, kept)
