from __future__ import annotations

import json
from unicodedata import normalize

import pytest

from models.domain.errors import ConfigurationError
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from tasks.notify.channels.port import OutgoingLetter
from tasks.notify.channels.short import LONGEST_TEXT, MOST_LINES, ShortWriter
from tasks.notify.channels.writing import by_when, earliest, shortened
from tasks.notify.channels.zalo.zbs import ZbsWriter
from tasks.notify.settings import TASK_LIMITS, ZaloTemplate

PORTAL = "https://cchc.example"
PURPOSES = (
    Purpose.REMINDER,
    Purpose.LATE,
    Purpose.ESCALATION,
    Purpose.DIGEST,
    Purpose.CHAIRMAN_LIST,
    Purpose.GATE_WAITING,
    Purpose.GATE_REMINDER,
    Purpose.VOTE_WAITING,
    Purpose.DECISION_MADE,
    Purpose.FINDINGS,
    Purpose.RECEIPT,
    Purpose.PUBLISHED,
    Purpose.EXPLANATION_ASKED,
    Purpose.ROUND_EXTENDED,
    Purpose.QUESTION_ANSWERED,
)
FREE = {"title", "content", "document", "result", "reason", "answer", "next_step", "question"}
LONG = "Xây dựng, triển khai và kiểm tra kế hoạch cải cách hành chính " * 40


@pytest.fixture
def zbs(campaign):
    return ZbsWriter(campaign, Mode.REHEARSAL, PORTAL, {"nhac-viec": ZaloTemplate(id="371")})


@pytest.fixture
def short(campaign):
    return ShortWriter(campaign, Mode.REHEARSAL, PORTAL)


@pytest.fixture
def long_names(campaign):
    units = [unit.model_copy(update={"name": f"Xã {LONG}"}) for unit in campaign.units]
    people = [who.model_copy(update={"title": LONG}) for who in campaign.contacts]
    return campaign.model_copy(update={"units": tuple(units), "contacts": tuple(people)})


@pytest.fixture
def letter(make_record, campaign, now):
    def make(purpose=Purpose.REMINDER, people=campaign, free=None, **params):
        record = make_record(purpose)
        given = {name: free for name in record.params if free and name in FREE}
        record = record.model_copy(update={"params": record.params | given | params})
        return OutgoingLetter(record, 1, people.contact("cb"), "84912345678", now)

    return make


def data(prepared):
    return json.loads(prepared.content)["template_data"]


def text(prepared):
    said = json.loads(prepared.content)
    return f"{said['title']}\n{said['text']}"


@pytest.mark.parametrize("purpose", PURPOSES)
class TestEveryPurpose:
    def test_fits_the_template(self, zbs, letter, purpose):
        values = data(zbs.write(letter(purpose)))
        assert set(values) == set(TASK_LIMITS)
        assert all(0 < len(values[name]) <= most for name, most in TASK_LIMITS.items())
        assert values["viec"].startswith("[THỬ] ")

    def test_fits_however_long_names_are(self, campaign, long_names, letter, purpose):
        templates = {"nhac-viec": ZaloTemplate()}
        given = letter(purpose, people=long_names, free=LONG)
        for mode in (Mode.LIVE, Mode.TEAM):
            values = data(ZbsWriter(long_names, mode, PORTAL, templates).write(given))
            assert all(0 < len(values[name]) <= most for name, most in TASK_LIMITS.items())
            assert len(text(ShortWriter(long_names, mode, PORTAL).write(given))) <= LONGEST_TEXT

    def test_has_a_short_text_with_what_and_by_when_and_a_code(self, short, letter, purpose):
        first, *lines = text(short.write(letter(purpose))).splitlines()
        assert first.startswith("[THỬ] ")
        assert 2 <= len(lines) <= MOST_LINES
        assert lines[-1].startswith("Mã: CCHC-")

    def test_is_in_nfc(self, campaign, zbs, short, letter, purpose):
        given = letter(purpose, free=normalize("NFD", "Kế hoạch năm 2021"))
        for prepared in (zbs.write(given), short.write(given)):
            content = prepared.content.decode()
            assert content == normalize("NFC", content)

    def test_has_no_address_of_a_person(self, zbs, short, letter, purpose):
        for prepared in (zbs.write(letter(purpose)), short.write(letter(purpose))):
            assert b"84912345678" not in prepared.content
            assert b"@" not in prepared.content


class TestAMessageThatWouldLoseSomething:
    def test_goes_by_mail_when_it_has_files(self, zbs, short, make_record, attachment):
        record = make_record(attachments=(attachment,))
        assert not zbs.carries(record)
        assert not short.carries(record)

    def test_goes_by_mail_when_its_details_stand_nowhere_else(self, campaign, make_record):
        without = ZbsWriter(campaign, Mode.LIVE, "", {})
        for purpose in (Purpose.FINDINGS, Purpose.EXPLANATION_ASKED):
            record = make_record(purpose)
            assert not without.carries(record)
            assert ZbsWriter(campaign, Mode.LIVE, PORTAL, {}).carries(record)

    def test_goes_by_mail_when_there_is_advice(self, short, make_record):
        receipt = make_record(Purpose.RECEIPT)
        assert not short.carries(receipt)
        plain = receipt.model_copy(update={"params": receipt.params | {"advice": ""}})
        assert short.carries(plain)

    def test_goes_by_mail_when_the_answer_is_long(self, campaign, make_record):
        short = ShortWriter(campaign, Mode.LIVE, "")
        answered = make_record(Purpose.QUESTION_ANSWERED)
        assert short.carries(answered)
        long = answered.model_copy(update={"params": answered.params | {"answer": "a" * 1201}})
        assert not short.carries(long)

    def test_goes_by_mail_when_there_is_no_text(self, zbs, short, make_record):
        for purpose in (Purpose.WORKBOOK_SENT, Purpose.LINK_SENT, Purpose.CHANNEL_STOPPED):
            assert not zbs.carries(make_record(purpose))
            assert not short.carries(make_record(purpose))

    def test_goes_by_mail_when_the_list_is_long(self, zbs, make_record):
        some = make_record(Purpose.CHAIRMAN_LIST)
        assert zbs.carries(some)
        assert not zbs.carries(some.model_copy(update={"items": some.items * 2}))


def test_a_missing_parameter_is_told(zbs, short, letter):
    broken = letter()
    broken.message.params.pop("limit")
    for writer in (zbs, short):
        with pytest.raises(ConfigurationError, match="limit"):
            writer.write(broken)


def test_an_address_that_is_too_long_is_told_and_not_cut(campaign, letter):
    writer = ZbsWriter(campaign, Mode.LIVE, "https://" + "a" * 200, {"nhac-viec": ZaloTemplate()})
    with pytest.raises(ConfigurationError, match="lien_ket dài 208 ký tự, tối đa 200"):
        writer.write(letter())


def test_a_template_that_is_not_set_up_is_told(campaign, letter):
    with pytest.raises(ConfigurationError, match="CCHC_ZALO_TEMPLATES"):
        ZbsWriter(campaign, Mode.LIVE, PORTAL, {}).write(letter())


def test_a_text_of_2001_characters_is_refused(short, letter, monkeypatch):
    given = letter(Purpose.QUESTION_ANSWERED, answer="a" * 1200, asked_at="b" * 800)
    with pytest.raises(ConfigurationError, match="tối đa 2000 ký tự"):
        short.write(given)


def test_the_name_of_a_transmission_is_short_and_always_the_same(zbs, letter):
    first, again = zbs.write(letter()), zbs.write(letter())
    assert first == again
    assert len(first.ref) == 33
    other = letter()
    assert zbs.write(
        OutgoingLetter(other.message, 2, other.contact, other.address, other.sent_at)
    ).ref != (first.ref)


def test_the_parcel_says_from_what_it_was_written(zbs, short, letter):
    assert zbs.write(letter()).template == "zalo/reminder"
    assert short.write(letter()).template == "short/reminder"
    assert len(zbs.write(letter()).version) == 8
    assert zbs.write(letter()).suffix == ".json"


def test_the_whole_parcel_of_a_reminder(campaign, letter):
    templates = {"nhac-viec": ZaloTemplate(id="371")}
    prepared = ZbsWriter(campaign, Mode.LIVE, "", templates).write(letter())
    said = json.loads(prepared.content)
    assert said["template_id"] == "371"
    code = said["template_data"]["ma"]
    assert said["template_data"] == {
        "ten": "Công chức VP-TK, xã Hà Linh",
        "viec": "Gửi bảng tự đánh giá, chấm điểm của xã Hà Linh",
        "han": "05/11/2021",
        "ma": code,
        "lien_ket": code,
    }


@pytest.mark.parametrize(
    ("limit", "moment"),
    [
        ("chậm nhất vào ngày 05/11/2021", "05/11/2021"),
        ("trước ngày 22/11/2021", "21/11/2021"),
        ("trước ngày 01/01/2022 (không tính ngày 01/01/2022)", "31/12/2021"),
        ("chậm nhất 17 giờ 00 ngày 12/11/2021", "17:00 12/11/2021"),
        ("trước 17 giờ 00 ngày 12/11/2021", "17:00 12/11/2021"),
        ("08:05 ngày 04/11/2021", "08:05 04/11/2021"),
        ("khi có thông báo", "khi có thông báo"),
    ],
)
def test_limits_become_dates(limit, moment):
    assert by_when(limit) == moment


def test_the_earliest_limit_comes_first():
    limits = ["ngày 05/12/2021", "ngày 06/11/2021", "trước 17 giờ 00 ngày 06/11/2021"]
    assert earliest(limits) == "17:00 06/11/2021"
    assert earliest([]) == ""


@pytest.mark.parametrize("most", [5, 12, 30, 44, 45, 46, 100])
def test_what_is_shortened_fits_and_its_words_are_whole(most):
    whole = normalize("NFC", "Ủy ban nhân dân phường Trần Phú - thành phố")
    cut = shortened(normalize("NFD", whole), most)
    assert len(cut) <= most
    assert cut.endswith("…") or cut == whole
    kept = cut.removesuffix("…")
    assert f"{whole} ".startswith((f"{kept} ", f"{kept},"))
    assert not kept.endswith(("-", " "))


def test_only_a_word_that_is_too_long_is_cut():
    assert shortened("Nghiêng", 5) == "Nghi…"
    assert shortened("Ủy ban nhân", 10) == "Ủy ban…"


def test_now_is_the_day_of_what_has_no_limit(zbs, letter, now):
    assert data(zbs.write(letter(Purpose.PUBLISHED)))["han"] == f"{now:%d/%m/%Y}"
