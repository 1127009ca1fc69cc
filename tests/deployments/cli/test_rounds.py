"""``cchc round`` and ``cchc question`` as operators type them."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from deployments.cli.app import app
from models.domain.delivery import Delivery, Door
from models.domain.errors import NotFound, RuleViolation
from tests.support.house import CAMPAIGN, COMMUNES, House

FIRST, SECOND, _ = COMMUNES
BY = ("--by", "operator-1")
WHY = ("--reason", "Mưa lũ")
EXTEND = ("round", "extend", CAMPAIGN)


@pytest.fixture
def house(asked, move_into) -> House:
    house = move_into(asked)
    house.at("2021-11-04 15:00")
    return house


def cchc(*arguments):
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_one_unit_is_given_time_and_shown_with_it(house):
    until = ("--until", "2021-11-12 17:00")
    assert "Đã gia hạn: Thị trấn Hương Khê." in cchc(*EXTEND, FIRST, *until, *WHY, *BY)
    assert "không thay đổi gì" in cchc(*EXTEND, FIRST, *until, *WHY, *BY)

    shown = cchc("round", "show", CAMPAIGN, FIRST)
    assert "Hạn nộp của đơn vị: chậm nhất 17 giờ 00 ngày 12/11/2021." in shown
    assert "Gia hạn đến 17 giờ 00 ngày 12/11/2021 (operator-1: Mưa lũ)" in shown
    everyone = cchc("round", "show", CAMPAIGN)
    assert "khóa sau hết ngày 09/11/2021" in everyone
    assert f"{SECOND}  " in everyone


def test_all_units_of_a_form_are_given_time(house):
    told = cchc(*EXTEND, "--all", "--form", "authority", "--until", "12/11/2021", *WHY, *BY)
    assert "Phòng Tư pháp" in told
    assert "được gia hạn" in cchc("round", "show", CAMPAIGN, "tu-phap")
    assert "khóa khi phê duyệt kết quả" in cchc("round", "show", CAMPAIGN, "--form", "appraisal")


def test_an_extension_past_the_appraisal_warns(house):
    told = cchc(*EXTEND, FIRST, "--until", "2021-11-20", *WHY, *BY)
    assert "Lưu ý: thời hạn mới sau hạn gửi phiếu thẩm định" in told


def test_a_closed_round_is_unlocked_and_locked_again(house):
    house.at("2021-11-10 08:00")
    house.collect()
    assert "Đã mở khóa cho Thị trấn Hương Khê" in cchc(
        "round", "unlock", CAMPAIGN, FIRST, *WHY, *BY
    )
    assert "được mở khóa" in cchc("round", "show", CAMPAIGN, FIRST)
    assert "Đã khóa" in cchc("round", "lock", CAMPAIGN, FIRST, *WHY, *BY)
    assert "đã khóa nhận hồ sơ" in cchc("round", "show", CAMPAIGN, FIRST)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((*EXTEND, "--until", "2021-11-12"), RuleViolation, "mã một đơn vị, hoặc --all"),
        ((*EXTEND, FIRST, "--all", "--until", "2021-11-12"), RuleViolation, "hoặc --all"),
        ((*EXTEND, "99999", "--until", "2021-11-12"), NotFound, "không có đơn vị"),
        ((*EXTEND, FIRST, "--until", "2021-11-01"), RuleViolation, "đã qua"),
        (("round", "lock", CAMPAIGN, FIRST), RuleViolation, "còn mở cho mọi đơn vị"),
        (("round", "unlock", CAMPAIGN, FIRST), RuleViolation, "chưa bị khóa"),
    ],
    ids=str,
)
def test_what_may_not_be_is_refused(house, arguments, error, words):
    with pytest.raises(error, match=words):
        cchc(*arguments, *WHY, *BY)


def test_questions_are_listed_and_answered(house):
    assert "Không có câu hỏi nào" in cchc("question", "list", CAMPAIGN)
    asked = Delivery(
        door=Door.PORTAL, reference="1", at=house.workspace.now(), sender=FIRST, text="Ngày nào?"
    )
    with house.workspace.change("door:portal") as uow:
        uow.deliveries.put(asked)
    house.collect()
    assert "câu hỏi số 1" in cchc("question", "list", CAMPAIGN)
    answer = ("question", "answer", CAMPAIGN, FIRST, "--text", "Đến 31/10.", *BY)
    assert f"Đã trả lời câu hỏi số 1 của đơn vị {FIRST}." in cchc(*answer)
    assert "không gửi lại" in cchc(*answer)
    assert "Không có câu hỏi nào" in cchc("question", "list", CAMPAIGN)
    assert "đã trả lời: Đến 31/10." in cchc("question", "list", CAMPAIGN, "--all")


def test_a_refusal_is_one_sentence_on_a_machine_in_another_time_zone(house, monkeypatch):
    """23:30 in Hanoi on the 5th is the 5th, whatever day the machine has."""
    house.at("2021-11-05 23:30")
    house.close()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    run = [sys.executable, "-c", "from deployments.cli import main; main()"]

    def process(until):
        arguments = [*run, *EXTEND, FIRST, "--until", until, *WHY, *BY]
        return subprocess.run(arguments, capture_output=True, check=False, text=True)

    past, ahead = process("2021-11-05 23:29"), process("2021-11-06 00:00")
    assert (past.returncode, ahead.returncode) == (1, 0), ahead.stderr
    assert "đã qua (bây giờ là 23:30 ngày 05/11/2021)" in " ".join(past.stderr.split())
    assert "Traceback" not in past.stderr
