"""Events fold to what must be stored; what differs is named."""

from datetime import UTC, datetime

from models.domain.audit.chain import AuditEntry, append
from models.domain.audit.replay import RecordKind, differences, replay

AT = datetime(2021, 11, 6, 2, 0, tzinfo=UTC)
SHA, OTHER = "a" * 64, "b" * 64


def chain(*told):
    """Events of ``told``: (action, subject, after, reason)."""
    events = []
    for action, subject, after, *reason in told:
        entry = AuditEntry(
            campaign="c",
            at=AT,
            actor="x",
            action=action,
            subject=subject,
            after=after,
            reason="".join(reason),
        )
        events.append(append(entry, events[-1] if events else None))
    return events


def test_the_last_word_on_a_stage_stands():
    events = chain(("stage.running", "plan", {"run": "1"}), ("stage.ended", "plan", {"run": "2"}))
    assert replay(events) == {(RecordKind.STAGE, "plan"): {"run": "2"}}


def test_what_no_row_stands_for_claims_nothing():
    assert replay(chain(("login", "chairman", None), ("clock.set", "clock", "x"))) == {}


def test_a_file_must_be_what_it_is_named_by():
    (content,) = replay(chain(("file.put", SHA, {"name": "a", "size": 1}))).values()
    assert content == {"name": "a", "size": 1, "content": SHA}


def test_a_history_grows():
    events = chain(("submission.a", "commune/1", {"n": 1}), ("submission.b", "commune/1", {"n": 2}))
    assert replay(events) == {(RecordKind.SUBMISSION, "commune/1"): {"1": {"n": 1}, "2": {"n": 2}}}


def test_evidence_is_what_it_was_with_the_criteria_it_was_given_last():
    events = chain(
        ("evidence.add", "commune/1/1", {"name": "a", "criteria": []}),
        ("evidence.assign", "commune/1", {"1": ["1.1.1"]}),
    )
    assert replay(events) == {
        (RecordKind.EVIDENCE, "commune/1/1"): {"name": "a", "criteria": ["1.1.1"]}
    }


def test_an_emptied_sheet_is_gone():
    full, empty = {"rows": 2, "digest": SHA}, {"rows": 0, "digest": OTHER}
    assert replay(chain(("scores.replace", "s", full))) == {(RecordKind.SCORES, "s"): full}
    assert replay(chain(("scores.replace", "s", full), ("scores.replace", "s", empty))) == {}


def test_a_request_that_was_taken_back_keeps_its_reason():
    asked = ("gate.request", "plan/chairman/1", {"fingerprint": SHA, "quorum": 0})
    events = chain(asked, ("gate.void", "plan/chairman/1", None, "sửa"))
    assert replay(events) == {
        (RecordKind.REQUEST, "plan/chairman/1"): {
            "fingerprint": SHA,
            "quorum": 0,
            "dossier": SHA,
            "void_reason": "sửa",
        }
    }


def test_votes_stand_by_member():
    events = chain(("gate.vote", "g", {"member": "a"}), ("gate.vote", "g", {"member": "b"}))
    assert set(replay(events)) == {(RecordKind.VOTE, "g/a"), (RecordKind.VOTE, "g/b")}


def test_an_issued_document_keeps_its_draft_beside_the_file_that_counts():
    issued = {"number": 1, "issued_on": "2021-10-19", "sha256": OTHER}
    events = chain(
        ("document.save", "d", {"title": "t", "sha256": SHA}), ("document.issue", "d", issued)
    )
    assert replay(events) == {(RecordKind.DOCUMENT, "d"): {"title": "t", "draft": SHA, **issued}}


def test_what_is_missing_too_much_or_different_is_named():
    said = {(RecordKind.FILE, "1"): {"size": 1}, (RecordKind.FILE, "2"): {"size": 1, "unseen": 2}}
    stored = {(RecordKind.FILE, "2"): {"size": 2}, (RecordKind.FILE, "3"): {"size": 1}}
    assert sorted(differences(said, stored)) == [
        "Mất tệp 1: nhật ký có ghi nhưng không còn được lưu.",
        "Sai tệp 2: “size” trong nhật ký là “1”, đang lưu là “2”.",
        "Thừa tệp 3: đang lưu nhưng nhật ký không ghi.",
    ]


def test_the_zone_in_which_a_moment_was_told_does_not_matter():
    key = (RecordKind.DECISION, "g")
    said = {key: {"signed_at": "2021-11-06T09:00:00+07:00"}}
    assert list(differences(said, {key: {"signed_at": "2021-11-06T02:00:00Z"}})) == []
    assert len(list(differences(said, {key: {"signed_at": "2021-11-06T02:00:01Z"}}))) == 1


def test_long_and_empty_contents_stay_readable():
    key = (RecordKind.DECISION, "g")
    (line,) = differences({key: {"opinion": ""}}, {key: {"opinion": "x" * 500}})
    assert "là trống, đang lưu" in line
    assert len(line) < 160


def test_a_delivery_stands_unsettled_until_it_is_settled():
    put = ("delivery.put", "mail/<1@xa>", {"text": "Hỏi"})
    key = (RecordKind.DELIVERY, "mail/<1@xa>")

    assert replay(chain(put))[key] == {"text": "Hỏi", "settled": False}
    settled = replay(chain(put, ("delivery.settle", "mail/<1@xa>", None)))
    assert settled[key] == {"text": "Hỏi", "settled": True}
