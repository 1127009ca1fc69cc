from __future__ import annotations

import json
import logging
from datetime import datetime
from unicodedata import normalize

import pytest

from models.domain.messages.breaker import TOKEN_SINCE
from models.domain.messages.channels import Way
from models.domain.messages.mode import AllowList, Mode
from models.domain.messages.outcomes import Outcome
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame
from tasks.notify.channels.port import OutgoingLetter
from tasks.notify.channels.zalo.api import Gate, Withheld
from tasks.notify.channels.zalo.channels import KINDS

pytestmark = pytest.mark.slow

SEND = "/message/template"
ALL = (Way.ZALO_PHONE, Way.ZALO_USER, Way.ZALO_BOT, Way.ZALO_CHAT)
PERSON = {
    Way.ZALO_PHONE: "84911110001",
    Way.ZALO_USER: "u1",
    Way.ZALO_BOT: "c1",
    Way.ZALO_CHAT: "u1",
}
TEXTS = (Way.ZALO_BOT, Way.ZALO_CHAT)
SECRETS = ("bi-mat", "AT1", "AT2", "RT1", "RT2", "khoa-cua")


def calls(zalo, path=SEND):
    return [each for each in zalo.log() if each["path"].endswith(path)]


def of(way, prepared, **more):
    text = {"text": "Nội dung."} if way in TEXTS else {}
    return prepared(PERSON[way], **(text | more))


@pytest.mark.parametrize("way", ALL)
def test_a_message_is_accepted_under_the_id_of_zalo(zalo, channel, prepared, way):
    receipt = channel(way).send(of(way, prepared))
    (message,) = zalo.messages()
    assert receipt.outcome is Outcome.ACCEPTED
    assert receipt.ref == message["msg_id"]
    assert message["recipient"] == PERSON[way]


def test_our_name_for_it_goes_with_a_message_to_a_number(zalo, channel, prepared):
    channel().send(prepared(key="k7"))
    assert zalo.messages()[0]["tracking_id"] == "tk7"


@pytest.mark.parametrize(
    ("digits", "outcome", "messages"),
    [
        ("0118", Outcome.NEXT_CHANNEL, 0),
        ("0114", Outcome.NEXT_CHANNEL, 0),
        ("0108", Outcome.NEXT_CHANNEL, 0),
        ("0032", Outcome.RETRY, 0),
        ("0124", Outcome.ACCEPTED, 1),
        ("0133", Outcome.DEFER, 0),
        ("0144", Outcome.DEFER, 0),
        ("5000", Outcome.UNKNOWN, 0),
        ("5001", Outcome.UNKNOWN, 1),
        ("5002", Outcome.UNKNOWN, 0),
        ("5003", Outcome.UNKNOWN, 0),
        ("5004", Outcome.UNKNOWN, 0),
    ],
)
def test_numbers_that_say_what_happens(zalo, channel, prepared, digits, outcome, messages):
    receipt = channel().send(prepared(f"8491111{digits}"))
    assert receipt.outcome is outcome
    assert len(zalo.messages()) == messages


@pytest.mark.parametrize("chat", ["c500", "chtml", "coklater"])
def test_a_bot_that_breaks_leaves_the_fate_unknown(channel, prepared, chat):
    assert channel(Way.ZALO_BOT).send(prepared(chat, "x")).outcome is Outcome.UNKNOWN


def test_a_bot_that_is_busy_is_asked_again(channel, prepared):
    assert channel(Way.ZALO_BOT).send(prepared("c429", "x")).outcome is Outcome.RETRY


@pytest.mark.parametrize(
    ("user", "code", "blame"),
    [
        ("u2", "-230", Blame.CHANNEL),
        ("u4", "-244", Blame.RECIPIENT),
        ("nobody", "-213", Blame.RECIPIENT),
    ],
)
def test_who_did_not_write_within_a_week_gets_no_answer_in_the_chat(
    channel, prepared, user, code, blame
):
    receipt = channel(Way.ZALO_CHAT).send(prepared(user, "x"))
    assert (receipt.outcome, receipt.code) == (Outcome.NEXT_CHANNEL, code)
    assert receipt.blame is blame


@pytest.mark.parametrize("way", TEXTS)
def test_2000_characters_go_and_2001_do_not(zalo, channel, prepared, way):
    title = len("Nhắc việc\n")
    fits, does_not = "a" * (2000 - title), "a" * (2001 - title)
    sender = channel(way)
    assert sender.send(prepared(PERSON[way], fits)).outcome is Outcome.ACCEPTED
    receipt = sender.send(prepared(PERSON[way], does_not))
    assert (receipt.outcome, receipt.blame) == (Outcome.NEXT_CHANNEL, Blame.TEXT)
    assert len(zalo.messages()) == 1


@pytest.mark.parametrize(
    ("hour", "outcome", "day"),
    [
        ("21:59", "accepted", 4),
        ("22:00", "defer", 5),
        ("05:59", "defer", 4),
        ("06:00", "accepted", 4),
    ],
)
def test_the_night_begins_at_ten_and_ends_at_six(zalo, channel, prepared, now, hour, outcome, day):
    moment = now.replace(hour=int(hour[:2]), minute=int(hour[3:]))
    zalo.clock(moment.isoformat())
    receipt = channel().send(prepared(at=moment, template="nhac-dem"))
    assert receipt.outcome == outcome
    if receipt.until:
        assert (receipt.until.day, receipt.until.hour) == (day, 6)


def test_a_name_in_pieces_is_sent_whole(zalo, channel, campaign, make_record, now):
    title = normalize("NFD", "Công chức Văn phòng – Thống kê")
    contact = campaign.contact("cb").model_copy(update={"title": title, "unit": None})
    sender = channel()
    letter = OutgoingLetter(make_record(), 1, contact, "84911110001", now)
    assert sender.send(sender.write(letter)).outcome is Outcome.ACCEPTED
    assert zalo.messages()[0]["data"]["ten"] == "Công chức Văn phòng – Thống kê"


@pytest.mark.parametrize("way", ALL)
def test_nobody_off_the_list_is_reached_and_zalo_is_not_even_asked(zalo, channel, prepared, way):
    receipt = channel(way, allowed=AllowList(listed={"84911119999"})).send(of(way, prepared))
    assert receipt.outcome is Outcome.SUPPRESSED
    assert zalo.log() == []


def test_the_gate_before_the_network_holds_by_itself(zalo):
    import httpx

    gate = Gate(httpx.HTTPTransport(), AllowList(listed={"84911119999"}), lambda: "")
    with httpx.Client(transport=gate) as http, pytest.raises(Withheld):
        http.post(zalo.api + SEND, json={}, extensions={"cchc.to": "84911110001"})
    assert zalo.log() == []


def test_a_list_is_compared_as_numbers_are_dialled(zalo, channel, prepared):
    sender = channel(allowed=AllowList(listed={"84911110001"}))
    assert sender.send(prepared("84911110001")).outcome is Outcome.ACCEPTED


def test_a_trial_is_marked_as_one(zalo, channel, prepared):
    sender = channel(mode=Mode.TEAM, allowed=AllowList(listed={"84900000001", "84911110001"}))
    assert sender.send(prepared("84900000001")).outcome is Outcome.ACCEPTED
    outsider = sender.send(prepared("84911110001"))
    assert (outsider.code, outsider.outcome) == ("-127", Outcome.NEXT_CHANNEL)
    assert sender.send(prepared("84900000001")).outcome is Outcome.ACCEPTED
    assert all(json.loads(each["body"])["mode"] == "development" for each in calls(zalo))


def test_what_is_live_is_not_marked(zalo, channel, prepared):
    channel().send(prepared())
    assert "mode" not in json.loads(calls(zalo)[0]["body"])


def test_the_header_is_bare_and_bearer_is_never_used(zalo, channel, prepared):
    for way in ALL:
        channel(way).send(of(way, prepared))
    headers = [each["headers"] for each in zalo.log()]
    assert all("authorization" not in each for each in headers)
    assert [each["headers"]["access_token"] for each in calls(zalo)] == ["AT2", "AT2"]
    assert all("appsecret_proof" not in each for each in headers)


def test_the_proof_is_given_where_it_is_asked_for(zalo, channel, prepared):
    zalo.set(proof_required=True)
    assert channel(proof=True).send(prepared()).outcome is Outcome.ACCEPTED
    assert channel(proof=False).send(prepared()).code == "-1241"


@pytest.mark.parametrize("way", ALL)
def test_a_host_that_is_not_there_stops_the_channel(channel, prepared, way):
    sender = channel(way, url="http://127.0.0.1:9")
    assert sender.send(of(way, prepared)).outcome is Outcome.STOP_CHANNEL
    assert sender.check().outcome is Outcome.STOP_CHANNEL


@pytest.mark.parametrize("way", ALL)
def test_a_check_sends_nothing(zalo, channel, way):
    sender = channel(way)
    assert sender.check().outcome is Outcome.ACCEPTED
    assert zalo.messages() == []


def test_a_check_tells_why_a_channel_can_not_send(zalo, channel):
    zalo.set(oa_allowed=False)
    assert channel().check().code == "-135"
    assert channel(Way.ZALO_BOT, bot_token="1:falsch").check().code == "401"


def test_the_quota_and_the_age_of_the_token_are_known(channel, prepared):
    sender = channel()
    sender.send(prepared())
    facts = dict(sender.facts)
    assert datetime.fromisoformat(facts.pop(TOKEN_SINCE)).tzinfo
    assert facts == {"hạn mức ngày": "500", "còn lại": "499"}


def test_only_answers_go_in_a_chat(channel, make_record):
    sender = channel(Way.ZALO_CHAT)
    assert sender.carries(make_record(Purpose.QUESTION_ANSWERED))
    assert sender.carries(make_record(Purpose.FINDINGS))
    assert not sender.carries(make_record(Purpose.REMINDER))


@pytest.mark.parametrize("way", ALL)
@pytest.mark.parametrize("digits", ["0001", "0118", "5003", "5004"])
def test_no_secret_and_no_whole_number_is_ever_told(
    zalo, channel, prepared, settings, caplog, way, digits
):
    caplog.set_level(logging.DEBUG)
    zalo.script({"path": "*"}, {"error": -118} if digits == "0118" else {"pass": True})
    sender = channel(way)
    receipts = [sender.send(of(way, prepared)), sender.check(), sender.send(of(way, prepared))]
    if way == Way.ZALO_PHONE:
        receipts.append(sender.send(prepared(f"8491111{digits}")))
    told = f"{caplog.text}{receipts!r}{settings(zalo.api)!r}{sender.facts}{vars(sender)}"
    assert not [secret for secret in SECRETS if secret in told]
    assert "8491111" not in told


@pytest.mark.parametrize("way", ALL)
def test_one_without_a_client_sends_nothing(prepared, way):
    sender = KINDS[way](writer=None)
    assert sender.send(of(way, prepared)).outcome is Outcome.STOP_CHANNEL
    assert sender.check().outcome is Outcome.STOP_CHANNEL
