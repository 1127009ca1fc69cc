"""Waits are stored as short keys and read as words."""

import pytest

from models.domain.gate.records import GateKey
from models.domain.gate.waits import Wait, parse_wait
from models.domain.stages import Body, StageName

CHAIRMAN = GateKey(stage=StageName.RESULTS, body=Body.CHAIRMAN, round=1)
COUNCIL = GateKey(stage=StageName.RESULTS, body=Body.COUNCIL, round=2)


@pytest.mark.parametrize(
    ("wait", "key", "words"),
    [
        (Wait(kind="returns"), "returns", "Chờ hồ sơ của các đơn vị"),
        (Wait(kind="explanations"), "explanations", "Chờ giải trình của các đơn vị"),
        (
            Wait(kind="gate", gate=CHAIRMAN),
            "gate:results/chairman/1",
            "Chờ Chủ tịch quyết định (lần 1)",
        ),
        (
            Wait(kind="gate", gate=COUNCIL),
            "gate:results/council/2",
            "Chờ Hội đồng thẩm định quyết định (lần 2)",
        ),
        (
            Wait(kind="rework", gate=CHAIRMAN),
            "rework:results/chairman/1",
            "Chờ chỉnh sửa hồ sơ bị trả lại (lần 1)",
        ),
    ],
)
def test_a_wait_has_a_key_that_leads_back_to_it_and_words(wait, key, words):
    assert str(wait) == key
    assert parse_wait(key) == wait
    assert wait.in_words() == words


def test_no_key_is_no_wait():
    assert parse_wait("") is None
