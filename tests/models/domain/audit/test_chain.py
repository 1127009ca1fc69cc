"""The chain of audit events holds, and any tampering is found at its place."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.audit.chain import GENESIS, AuditEntry, AuditEvent, append, canonical, verify
from models.domain.errors import BrokenChain
from tests.support.properties import PROPERTY

AT = datetime(2021, 11, 5, 9, 59, 59, 120, tzinfo=UTC)


def entry(**changed):
    fields = {
        "campaign": "thu-2021",
        "at": AT,
        "actor": "truong-phong",
        "action": "submission.unlock",
        "subject": "commune:18496",
        "before": {"locked": True},
        "after": {"locked": False, "điểm": ["1.25", None, 2]},
        "reason": "Nộp bổ sung",
    }
    return AuditEntry(**(fields | changed))


def chain(*entries):
    events: list[AuditEvent] = []
    for one in entries:
        events.append(append(one, events[-1] if events else None))
    return events


THREE = chain(entry(), entry(action="b"), entry(action="c"))


def test_the_canonical_form_is_fixed():
    """A change of this form would break every chain that was ever written."""
    expected = (
        '{"action":"submission.unlock","actor":"truong-phong",'
        '"after":{"locked":false,"điểm":["1.25",null,2]},'
        '"at":"2021-11-05T09:59:59.000120+00:00","before":{"locked":true},'
        '"campaign":"thu-2021","previous":"p","reason":"Nộp bổ sung","seq":1,'
        '"subject":"commune:18496"}'
    ).encode()

    assert canonical(entry(), 1, "p") == expected


def test_zone_key_order_and_unicode_form_do_not_matter():
    same = entry(
        at=AT.astimezone(timezone(timedelta(hours=7))),
        after={normalize("NFD", "điểm"): ["1.25", None, 2], "locked": False},
        reason=normalize("NFD", "Nộp bổ sung"),
    )

    assert canonical(same, 1, GENESIS) == canonical(entry(), 1, GENESIS)


def test_an_event_carries_its_place_and_the_hash_of_its_canonical_form():
    first, second, _ = THREE

    assert (first.seq, first.previous) == (1, GENESIS)
    assert (second.seq, second.previous) == (2, first.hash)
    assert first.hash == sha256(canonical(entry(), 1, GENESIS)).hexdigest()


def test_a_whole_chain_gives_the_hash_of_its_head():
    assert verify(THREE) == THREE[-1].hash
    assert verify([]) == GENESIS


def test_an_event_survives_a_trip_through_json():
    again = [AuditEvent.model_validate_json(event.model_dump_json()) for event in THREE]

    assert verify(again) == THREE[-1].hash


TAMPERED = {
    "changed": ([THREE[0], THREE[1].model_copy(update={"actor": "ai-do"}), THREE[2]], 2, "bị sửa"),
    "removed": ([THREE[0], THREE[2]], 2, "bị thiếu"),
    "swapped": ([THREE[1], THREE[0], THREE[2]], 1, "sai thứ tự"),
    "first removed": (THREE[1:], 1, "bị thiếu"),
    "replaced": (
        [THREE[0], chain(entry(actor="x"), entry())[1], THREE[2]],
        2,
        "không nối với sự kiện trước",
    ),
    "of another campaign": (
        [THREE[0], THREE[1].model_copy(update={"campaign": "khac"}), THREE[2]],
        2,
        "thuộc đợt khác",
    ),
}


@pytest.mark.parametrize(("events", "seq", "words"), TAMPERED.values(), ids=TAMPERED)
def test_tampering_is_found_at_its_place(events, seq, words):
    with pytest.raises(BrokenChain, match="Đề nghị") as broken:
        verify(events)

    assert broken.value.subject == str(seq)
    assert f"sự kiện số {seq} " in broken.value.message
    assert words in broken.value.message


def test_a_chain_takes_events_of_its_own_campaign_only():
    with pytest.raises(BrokenChain, match="thuộc đợt khác"):
        append(entry(campaign="khac"), THREE[-1])


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValidationError, match="timezone"):
        entry(at=datetime(2021, 11, 5))  # noqa: DTZ001


def test_what_json_cannot_say_is_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        append(entry(after=float("nan")), None)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("aậ\u0302\u0323", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@PROPERTY
@given(st.lists(json_values, min_size=1, max_size=5), st.data())
def test_any_single_change_breaks_the_chain(values, data):
    events = chain(*(entry(after=value) for value in values))
    assert verify(events) == events[-1].hash

    spot = data.draw(st.integers(0, len(events) - 1))
    events[spot] = events[spot].model_copy(update={"reason": "Sửa lén"})
    with pytest.raises(BrokenChain):
        verify(events)


@pytest.mark.parametrize("kept", [event.hash for event in THREE])
def test_a_head_that_was_kept_is_found_in_a_chain_that_grew(kept):
    assert verify(THREE, kept) == THREE[-1].hash


def test_a_cut_tail_and_a_chain_written_anew_show_against_a_kept_head():
    kept = THREE[-1].hash
    assert verify(THREE[:2]) == THREE[1].hash
    for shown in (THREE[:2], chain(entry(), entry(action="b"), entry(action="d")), []):
        with pytest.raises(BrokenChain, match="đã bị cắt hoặc chuỗi đã bị viết lại") as broken:
            verify(shown, kept)
        assert broken.value.subject == kept
