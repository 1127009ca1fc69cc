"""Every refusal is a short, polite sentence with the id of its reason."""

from datetime import UTC, datetime
from inspect import getmembers, isfunction, signature
from unicodedata import is_normalized

import pytest

from models.domain.errors import DecisionRefused
from models.domain.gate import refusals
from models.domain.gate.records import GateKey
from models.domain.stages import Body, StageName

EXAMPLES = {
    "words": "Duyệt",
    "signed_at": datetime(2021, 11, 19, 3, tzinfo=UTC),
    "wrong": 5,
    "until": datetime(2021, 11, 19, 17, 30, tzinfo=UTC),
    "lines": ["bỏ “Tờ trình.docx”", "thêm “Biên bản.docx”"],
    "approving": 1,
    "cast": 1,
    "quorum": 5,
}
EVERY = {
    name: make(**{parameter: EXAMPLES[parameter] for parameter in signature(make).parameters})
    for name, make in getmembers(refusals, isfunction)
    if make.__module__ == refusals.__name__ and name != "no_request" and not name.startswith("_")
}


@pytest.mark.parametrize("refusal", EVERY.values(), ids=EVERY)
def test_a_refusal_can_be_read_on_a_phone_and_says_what_to_do(refusal):
    message = refusal.message

    assert isinstance(refusal, DecisionRefused)
    assert len(message) <= 200
    assert message.endswith(".")
    assert "ồng chí" in message or "ề nghị" in message
    assert is_normalized("NFC", message)


def test_a_signer_can_tell_all_reasons_apart():
    reasons = {refusal.subject for refusal in EVERY.values()}

    assert len({refusal.message for refusal in EVERY.values()}) == len(EVERY)
    assert reasons == {
        *("already", "locked", "no-code", "wrong-code", "no-right", "reused"),
        *("changed", "no-opinion", "no-quorum", "against-votes", "other-gate", "void"),
        *("not-recorded", "own-unit"),
    }


def test_moments_are_told_in_hanoi_time():
    assert "sau 00:30 ngày 20/11/2021" in EVERY["codes_locked"].message


def test_all_changes_of_a_dossier_are_told():
    assert "bỏ “Tờ trình.docx”; thêm “Biên bản.docx”." in EVERY["changed"].message


@pytest.mark.parametrize(
    ("body", "whom"), [(Body.COUNCIL, "lên Hội đồng thẩm định"), (Body.CHAIRMAN, "lên Chủ tịch")]
)
def test_a_request_that_is_not_there_is_named_by_stage_round_and_body(body, whom):
    key = GateKey(stage=StageName.RESULTS, body=body, round=2)
    error = refusals.no_request(key)
    assert f"chưa trình hồ sơ lần 2 {whom}. Đề nghị" in error.message
    assert "results" not in error.message
    assert error.subject == str(key)
