from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from models.domain.deadlines import HANOI
from models.domain.messages.outcomes import Outcome
from models.domain.messages.transmission import Blame
from models.domain.vietnamese.text import masked
from tasks.notify.channels.zalo.answers import SPREAD, put_off, read_answer
from tasks.notify.channels.zalo.errors import ERROR_TABLES, AnswerKind, Host, answer_kind

NIGHT = datetime(2021, 11, 4, 23, 0, tzinfo=HANOI)
OPENAPI = {
    Outcome.STOP_CHANNEL: "216 220 204 205 209 212 219 221 223 224 235 240 242 248 320 321",
    Outcome.NEXT_CHANNEL: "213 217 227 230 232 244 201 210 233 249",
    Outcome.RETRY: "32 200 100",
    Outcome.DEFER: "234 211 218",
}
BUSINESS = {
    Outcome.STOP_CHANNEL: "124 101 102 103 104 105 106 117 120 1202 125 1241 135 1351 136 137 138 "
    "1381 145 126 127 115",
    Outcome.NEXT_CHANNEL: "108 110 114 118 119 139 140 141 109 111 112 1121 1122 1124 113 1131 116 "
    "121 122 130 131 132 146 153 161 162",
    Outcome.RETRY: "100 32",
    Outcome.DEFER: "133 144 147 1441 1471 1472",
}
CASES = [
    (host, -int(code), outcome)
    for host, table in ((Host.OPENAPI, OPENAPI), (Host.BUSINESS, BUSINESS))
    for outcome, codes in table.items()
    for code in codes.split()
]


def answered(host, code, **more):
    return read_answer(host, 200, f'{{"error": {code}, "message": "Vì 84912345678"}}'.encode())


@pytest.mark.parametrize(("host", "code", "outcome"), CASES)
def test_every_code_is_followed_by_what_the_table_says(host, code, outcome):
    receipt = answered(host, code).receipt("k", NIGHT)
    assert (receipt.outcome, receipt.code) == (outcome, str(code))
    assert (receipt.until is not None) == (outcome is Outcome.DEFER)
    assert "84*****678" in receipt.detail


def test_no_code_is_left_out():
    named = {(host, code) for host, code, _ in CASES}
    tabled = {(host, code) for host in (Host.OPENAPI, Host.BUSINESS) for code in ERROR_TABLES[host]}
    assert tabled == named


@pytest.mark.parametrize("code", [-213, -217, -227, -244])
def test_a_person_who_can_not_be_reached_is_to_blame_there(code):
    assert answered(Host.OPENAPI, code).receipt().blame is Blame.RECIPIENT


@pytest.mark.parametrize("code", [-230, -232])
def test_who_has_not_written_for_a_week_has_the_right_address_all_the_same(code):
    receipt = answered(Host.OPENAPI, code).receipt()
    assert (receipt.outcome, receipt.blame) == (Outcome.NEXT_CHANNEL, Blame.CHANNEL)


def test_a_trial_for_somebody_who_is_no_administrator_goes_another_way():
    said = b'{"error": -127, "message": "x"}'
    trial = read_answer(Host.BUSINESS, 200, said, trial=True).receipt()
    assert (trial.outcome, trial.blame) == (Outcome.NEXT_CHANNEL, Blame.CHANNEL)
    other = read_answer(Host.BUSINESS, 200, b'{"error": -126, "message": "x"}', trial=True)
    assert other.receipt().outcome is Outcome.STOP_CHANNEL


@pytest.mark.parametrize("code", [-118, -108, -114, -119, -141])
def test_a_number_that_can_not_be_reached_is_to_blame(code):
    assert answered(Host.BUSINESS, code).receipt().blame is Blame.RECIPIENT


@pytest.mark.parametrize("code", [-1121, -1122, -131, -109])
def test_a_text_that_is_refused_is_to_blame_and_goes_another_way(code):
    receipt = answered(Host.BUSINESS, code).receipt()
    assert (receipt.outcome, receipt.blame) == (Outcome.NEXT_CHANNEL, Blame.TEXT)


def test_the_same_code_means_different_things_on_each_host():
    assert answer_kind(Host.OPENAPI, -201) is AnswerKind.PAYLOAD
    assert answer_kind(Host.BUSINESS, -201) is AnswerKind.UNLISTED


def test_an_unlisted_code_marks_no_address_and_stops_no_channel():
    receipt = answered(Host.BUSINESS, -99999).receipt()
    assert (receipt.outcome, receipt.blame) == (Outcome.NEXT_CHANNEL, Blame.CHANNEL)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (400, Outcome.NEXT_CHANNEL),
        (401, Outcome.STOP_CHANNEL),
        (403, Outcome.UNKNOWN),
        (404, Outcome.NEXT_CHANNEL),
        (408, Outcome.UNKNOWN),
        (429, Outcome.RETRY),
        (500, Outcome.UNKNOWN),
        (503, Outcome.UNKNOWN),
    ],
)
def test_codes_of_the_bot(code, outcome):
    body = f'{{"ok": false, "error_code": {code}, "description": "x"}}'.encode()
    receipt = read_answer(Host.BOT, 200, body).receipt()
    assert receipt.outcome is outcome
    assert receipt.blame is not Blame.RECIPIENT


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"OK"),
        (200, b""),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"error": null}'),
        (200, b'{"error": "x"}'),
        (200, b"\xff\xfe"),
        (502, b"<html>Bad Gateway</html>"),
        (500, b'{"error": 0, "data": {}}'),
        (200, b"[" * 100_000),
    ],
)
@pytest.mark.parametrize("host", [Host.OPENAPI, Host.BUSINESS, Host.BOT])
def test_what_can_not_be_read_may_have_arrived(host, status, body):
    assert read_answer(host, status, body).receipt().outcome is Outcome.UNKNOWN


def test_a_success_has_the_id_under_either_name():
    by_phone = b'{"error": 0, "data": {"msg_id": "a1", "quota": {"remainingQuota": "499"}}}'
    by_user = b'{"error": 0, "data": {"message_id": "b2"}}'
    assert read_answer(Host.BUSINESS, 200, by_phone).receipt().ref == "a1"
    assert read_answer(Host.BUSINESS, 200, by_phone).facts == {"còn lại": "499"}
    assert read_answer(Host.OPENAPI, 200, by_user).receipt().ref == "b2"


class TestPuttingOff:
    @pytest.mark.parametrize(
        ("now", "day"), [("22:00", 5), ("23:59", 5), ("00:00", 4), ("05:59", 4), ("12:00", 5)]
    )
    def test_the_night_ends_on_the_next_morning(self, now, day):
        moment = NIGHT.replace(hour=int(now[:2]), minute=int(now[3:]))
        until = put_off(AnswerKind.NIGHT, "k", moment)
        morning = datetime(2021, 11, day, 6, 5, tzinfo=HANOI)
        assert morning <= until < morning + timedelta(seconds=SPREAD)

    def test_a_quota_begins_again_on_the_next_day(self):
        for hour in (0, 8, 23):
            until = put_off(AnswerKind.QUOTA, "k", NIGHT.replace(hour=hour))
            assert until == datetime(2021, 11, 5, 6, 5, tzinfo=HANOI)

    def test_messages_are_spread_and_each_keeps_its_moment(self):
        moments = [put_off(AnswerKind.NIGHT, f"k{n}", NIGHT) for n in range(50)]
        assert moments == [put_off(AnswerKind.NIGHT, f"k{n}", NIGHT) for n in range(50)]
        assert len(set(moments)) > 40


@pytest.mark.parametrize("number", ["84912345678", "+84912345678", "0912345678"])
def test_a_number_is_masked_wherever_it_stands(number):
    assert not re.search(r"\d{6}", masked(f"gửi {number}: lỗi"))
    assert masked("84912345678") == "84*****678"


def test_secrets_are_masked_and_short_words_are_not():
    assert masked("bot1001:abcdef/send", ("1001:abcdef", "bot")) == "bot***/send"
