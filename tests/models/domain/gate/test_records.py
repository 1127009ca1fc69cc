from datetime import UTC, datetime

import pytest

from models.domain.gate.records import (
    VOTE_PREFIX,
    GateKey,
    RefusedBallot,
    Wait,
    ballots_only,
    parse_wait,
    wrong_codes,
)
from models.domain.stages import Body, StageName

AT = datetime(2021, 11, 19, 3, 0, tzinfo=UTC)


def refused(reason, minute):
    at = AT.replace(minute=minute)
    return RefusedBallot(reason=reason, message="…", who="chairman", at=at)


FORM, RIGHT = refused("wrong-code", 1), refused("no-right", 2)
BY_VOTER, LATE = refused("vote.wrong-code", 3), refused("vote.already", 4)
ALL = (FORM, RIGHT, BY_VOTER, LATE)


def test_refused_votes_are_no_refused_ballots():
    assert ballots_only(ALL) == (FORM, RIGHT)


def test_wrong_codes_of_the_form_and_of_voters_are_counted_apart():
    assert wrong_codes(ALL) == (FORM.at,)
    assert wrong_codes(ALL, VOTE_PREFIX) == (BY_VOTER.at,)


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
