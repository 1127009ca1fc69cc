"""What is uploaded is stored first, judged next, and answered on the page."""

import hashlib
import re
import threading
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from deployments.portal import taking_in
from deployments.portal.uploads import MOST_FILES
from models.domain.campaign import Form
from models.domain.collection.submission_events import (
    ExplanationAsked,
    FindingsReturned,
    QuestionAsked,
    RoundLocked,
)
from models.domain.deadlines import Limit, LimitKind
from models.domain.delivery import Door
from models.domain.evidence.file import Evidence, EvidenceFacts, EvidenceKind
from models.domain.messages.purposes import Purpose
from models.domain.scoring.reductions import ScoreReduction
from tasks.files.limits import MAX_BYTES
from tasks.intake.judge import judge_deliveries
from tests.support.house import CAMPAIGN
from tests.support.portal import OTHER, UNIT

PDF = b"%PDF-1.7 ..."


def sha(content):
    return hashlib.sha256(content).hexdigest()


def home_of(browser):
    """The address of the unit's page, from any page of the unit."""
    return re.search(r'"(/h/[^"/]+)', browser.seen)[1]


def nonsense(cells):
    """The first declared answer is text where a number or a choice is due."""
    first = next(iter(cells))
    return {**cells, first: "không rõ"}


@pytest.fixture
def good(site):
    return site.house.commune_file(UNIT)


@pytest.fixture
def bad(site):
    return site.house.commune_file(UNIT, nonsense)


def test_a_good_workbook_is_accepted_with_a_receipt_at_once(site, good):
    browser = site.visit()

    page = browser.look(browser.upload(("bang.xlsx", good)).headers["location"])

    assert page.status_code == 200
    for words in (
        "Đã nhận bảng",
        "Bản hợp lệ thứ 1",
        "đúng hạn",
        sha(good),
        "09:00 ngày 27/10/2021",
    ):
        assert words in page.text
    assert site.state().version == 1
    assert [m.purpose for m in site.house.messages(Purpose.RECEIPT)] == [Purpose.RECEIPT]


def test_a_workbook_with_findings_comes_back_with_what_to_mend(site, bad, good):
    browser = site.visit()

    page = browser.look(browser.upload(("bang.xlsx", bad)).headers["location"])
    with site.workspace.read() as uow:
        history = uow.submissions.history(Form.COMMUNE, UNIT)
    [returned] = [event for event in history if isinstance(event, FindingsReturned)]
    assert f"Cần sửa {returned.findings} chỗ" in page.text
    assert returned.sentences[0].replace("&", "&amp;").replace('"', "&#34;") in page.text

    browser.look(
        browser.action("/h/")
        if 'action="/h/' in page.text
        else re.search(r'href="(/h/[^"/]+)"', page.text)[1]
    )
    assert "Cần sửa" in browser.seen
    page = browser.look(browser.upload(("bang-2.xlsx", good)).headers["location"])
    assert "Bản hợp lệ thứ 1" in page.text


def test_the_marked_copy_that_went_out_with_the_answer_is_offered(site, bad, good):
    browser = site.visit()
    back = browser.upload(("bang.xlsx", bad)).headers["location"]
    assert "Tải tệp đã đánh dấu" in browser.look(back).text
    marked = browser.get(f"{back}/sua/0").content
    assert load_workbook(BytesIO(marked)).sheetnames[0] == "Cần sửa"

    browser.look(home_of(browser))
    right = browser.upload(("bang-2.xlsx", good)).headers["location"]
    assert "/sua/" not in browser.look(right).text
    assert browser.get(f"{right}/sua/0").status_code == 404


def test_evidence_alone_is_kept_with_the_unit(site):
    browser = site.visit()
    page = browser.look(browser.upload(("anh.jpg", b"\xff\xd8\xff\xe0 x")).headers["location"])

    assert "Đã nhận tài liệu" in page.text
    assert site.state().received == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bang.xlsx", b"PK\x03\x04 not a zip", "bị hỏng hoặc không phải tệp Excel"),
        ("bang.xlsx", b"\xff\xd8\xff\xe0 picture", "Đề nghị mở tệp đã gửi cho đơn vị"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(site, name, content, words):
    browser = site.visit()

    page = browser.look(browser.upload((name, content)).headers["location"])

    assert "Chưa ghi nhận được tệp" in page.text
    assert words in page.text
    assert site.state().version == 0


def test_the_workbook_of_another_unit_is_refused(site):
    browser = site.visit()

    page = browser.look(
        browser.upload(("bang.xlsx", site.house.commune_file(OTHER))).headers["location"]
    )

    assert "không phải của đơn vị gửi" in page.text
    assert site.state(OTHER).received == 0


def test_workbook_and_evidence_are_one_delivery_of_a_known_sender(site, good):
    browser = site.visit()

    browser.upload(("bang.xlsx", good), ("QĐ 12.pdf", PDF), ("ảnh.png", b"\x89PNG"))

    [delivery] = site.deliveries()
    assert delivery.sender == UNIT
    assert [file.name for file in delivery.files] == ["bang.xlsx", "QĐ 12.pdf", "ảnh.png"]
    with site.workspace.read() as uow:
        assert uow.files.get(delivery.files[1].file) == PDF
    assert site.left_over() == []


def test_a_form_sent_twice_is_one_delivery(site, good):
    browser = site.visit()
    first, again = browser.upload(("bang.xlsx", good)), browser.upload(("bang.xlsx", good))

    assert first.headers["location"] == again.headers["location"]
    assert len(site.deliveries()) == 1
    assert site.state().received == 1


def test_a_form_sent_twice_at_once_is_one_delivery(site, good):
    browser = site.visit()
    places = []

    def send():
        places.append(browser.upload(("bang.xlsx", good)).headers["location"])

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert len(places) == 3
    assert len(set(places)) == 1
    assert len(site.deliveries()) == 1
    assert site.state().version == 1


def test_the_same_form_with_another_file_is_another_delivery(site, bad, good):
    browser = site.visit()

    browser.upload(("bang.xlsx", bad))
    page = browser.look(browser.upload(("bang.xlsx", good)).headers["location"])

    assert len(site.deliveries()) == 2
    assert "Bản hợp lệ thứ 1" in page.text


def test_the_same_file_in_a_new_form_is_one_submission_with_two_receipts(site, good):
    browser = site.visit()
    browser.upload(("bang.xlsx", good))
    home = home_of(browser)
    browser.look(home)

    page = browser.look(browser.upload(("bang.xlsx", good)).headers["location"])

    assert "Bản hợp lệ thứ 1" in page.text
    assert site.state().version == 1
    assert len(site.house.messages(Purpose.RECEIPT)) == 2


def test_the_history_shows_every_file_and_gives_it_back(site, bad, good):
    browser = site.visit()
    browser.upload(("bang.xlsx", bad))
    home = home_of(browser)
    browser.look(home)
    browser.upload(("bang-2.xlsx", good))

    page = browser.look(home)
    for words in ("Đã nhận bản 1", "Đã nhận, bản 1", "Cần sửa", sha(bad), sha(good), "trang này"):
        assert words in page.text

    back = browser.get(f"{home}/tep/{sha(good)}")
    assert back.content == good
    assert back.headers["content-disposition"] == "attachment; filename*=UTF-8''bang-2.xlsx"
    assert back.headers["content-type"] == "application/octet-stream"


def test_nobody_gets_at_the_files_of_another_unit(site, good):
    mine = site.visit()
    outcome = mine.upload(("bang.xlsx", good), ("a.pdf", PDF)).headers["location"]
    theirs = site.visit(OTHER)
    home = home_of(theirs)

    assert mine.get(f"{outcome}/tep/1").content == PDF
    assert theirs.get(f"{home}/tep/{sha(good)}").status_code == 404
    assert theirs.get(outcome).status_code == 403
    assert theirs.get(f"{outcome}/tep/1").status_code == 403
    act = outcome.rsplit("/", 1)[1]
    assert theirs.get(f"{home}/nop/{act}").status_code == 404
    assert site.browser().get(f"{outcome}/tep/0").status_code == 403


def test_a_file_that_the_upload_has_not_is_not_found(site, good):
    browser = site.visit()
    outcome = browser.upload(("bang.xlsx", good)).headers["location"]

    for number in ("2", "-1", "x", "१", "99999999999999999999"):
        for kind in ("tep", "sua"):
            assert browser.get(f"{outcome}/{kind}/{number}").status_code == 404


def test_evidence_is_listed_and_served_to_its_unit_only(site):
    scan = Evidence(
        sha256=sha(PDF),
        name="QĐ 12.pdf",
        size=len(PDF),
        facts=EvidenceFacts(kind=EvidenceKind.PDF),
        criteria=("1.1.1",),
        door=Door.PORTAL,
        reference="lan-1",
        at=site.workspace.now(),
    )
    with site.workspace.change("test") as uow:
        uow.files.put(PDF, scan.name)
        uow.evidence.add(Form.COMMUNE, UNIT, scan)
    mine, theirs = site.visit(), site.visit(OTHER)

    assert "QĐ 12.pdf" in mine.seen
    assert "tiêu chí 1.1.1" in mine.seen
    assert mine.get(f"{home_of(mine)}/tai-lieu/1").content == PDF
    assert mine.get(f"{home_of(mine)}/tai-lieu/2").status_code == 404
    assert "QĐ 12.pdf" not in theirs.seen
    assert theirs.get(f"{home_of(theirs)}/tai-lieu/1").status_code == 404
    assert theirs.get(f"{home_of(mine)}/tai-lieu/1").status_code == 403


def test_the_blank_workbook_is_the_one_that_was_sent(site):
    browser = site.visit()
    home = home_of(browser)

    blank = browser.get(f"{home}/bang")

    [sent] = [m for m in site.house.messages(Purpose.WORKBOOK_SENT) if m.unit == UNIT]
    assert sha(blank.content) == sent.attachments[0].sha256
    assert sent.attachments[0].name in unquote(blank.headers["content-disposition"])


def test_names_of_files_are_shown_as_text(site, good):
    browser = site.visit()
    name = "C:\\hồ sơ\\<img src=x onerror=alert(1)>\u202exslx.exe"

    page = browser.look(browser.upload((name, good)).headers["location"])

    assert "<img" not in page.text
    assert "&lt;img src=x" in page.text
    assert "\u202e" not in page.text
    assert "hồ sơ" not in page.text


LIMITS = [
    ([("bang.xlsx", b"x" * (MAX_BYTES + 1))], "lớn hơn 15 MB"),
    ([("a.pdf", b"x" * (MAX_BYTES - 1))] * 5, "cộng lại lớn hơn 60 MB"),
    ([("a.pdf", PDF)] * (MOST_FILES + 1), "tối đa 20 tệp"),
    ([("bang.xlsx", b"")], "không có nội dung"),
    ([("", b"")], "chọn tệp"),
]


def test_what_passes_a_limit_is_refused_in_a_sentence_and_leaves_nothing(site):
    browser = site.visit()
    for files, words in LIMITS:
        page = browser.upload(*files)

        assert (page.status_code in (413, 422), words in page.text) == (True, True), words
        assert site.left_over() == []
    assert site.deliveries() == []


NO_FORMS = [
    ("multipart/form-data; boundary=x", b"no form at all"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
    ("multipart/form-data; boundary=", b"--\r\n\r\n"),
    ("multipart/form-data", b""),
    ("text/plain", b"bang=1"),
    ("", b""),
]


def test_a_body_that_is_no_form_is_refused_in_a_sentence(site):
    browser = site.visit()
    for kind, body in NO_FORMS:
        headers = {"content-type": kind}
        page = browser.post(browser.action("/nop/"), content=body, headers=headers)

        assert (page.status_code, kind, body) == (400, kind, body)
        assert "chưa có gì được ghi nhận" in page.text
    assert site.left_over() == []


def test_a_question_is_kept_with_the_units_record_once(site):
    browser = site.visit()
    action, text = (
        browser.action("/hoi/"),
        "Xin hỏi tiêu chí 1.1 <b>tính</b> từ ngày nào?\r\nXin cảm ơn.",
    )

    answer = browser.press(action, text=text)
    browser.press(action, text=text)
    page = browser.look(answer.headers["location"])

    assert "Đã nhận nội dung" in page.text
    assert "&lt;b&gt;tính&lt;/b&gt;" in page.text
    assert site.state().open_questions == 1


def test_a_note_that_came_with_files_by_mail_stands_there_and_waits_for_nothing(site):
    with site.workspace.change("door:mail") as uow:
        note = QuestionAsked(
            at=site.workspace.now(), text="Số liệu tạm tính.", sender="", owed=False
        )
        uow.submissions.append(Form.COMMUNE, UNIT, note)
    page = site.visit().seen

    assert "Lời nhắn kèm hồ sơ, lúc" in page
    assert "Số liệu tạm tính." in page
    assert "đang chờ trả lời" not in page


def test_what_is_to_be_explained_stands_there_and_is_answered_there(site):
    now = site.workspace.now().date()
    code = next(iter(site.workspace.sets[Form.COMMUNE].items_by_code))
    lost = ScoreReduction(code=code, declared=1, appraised=0, reason="Thiếu <b>văn bản</b>")
    limits = [Limit(kind=LimitKind.AT_LATEST, day=now + timedelta(days)) for days in (2, -1)]
    with site.workspace.change("test") as uow:
        for limit in limits:
            event = ExplanationAsked(at=site.workspace.now(), items=(lost,), limit=limit)
            uow.submissions.append(Form.COMMUNE, UNIT, event)
    browser = site.visit()
    assert f"Đề nghị giải trình {limits[0].in_words()}</h3>" in browser.seen
    assert f"{limits[1].in_words()} (đã hết hạn)" in browser.seen
    assert f"Tiêu chí {code} “" in browser.seen
    assert "Lý do: Thiếu &lt;b&gt;văn bản&lt;/b&gt;." in browser.seen

    sent = browser.press(browser.action("/hoi/"), text="Đã có văn bản.", explains="1")
    page = browser.look(sent.headers["location"]).text

    assert "Giải trình lúc" in page
    assert "Đã có văn bản." in page
    (delivery,) = site.deliveries()
    assert delivery.explains
    assert site.state().open_questions == 1


def test_who_was_asked_for_no_explanation_sends_a_question(site):
    browser = site.visit()
    assert "giai-trinh" not in browser.seen

    browser.press(browser.action("/hoi/"), text="Đã có văn bản.", explains="1")

    (delivery,) = site.deliveries()
    assert not delivery.explains


def test_a_question_without_text_is_refused(site):
    browser = site.visit()

    assert browser.press(browser.action("/hoi/"), text=" \n ").status_code == 422
    assert site.deliveries() == []


def test_after_the_closing_the_page_offers_no_upload_but_takes_questions(site, good):
    browser = site.visit()
    action = browser.action("/nop/")
    with site.workspace.change("test") as uow:
        uow.submissions.append(Form.COMMUNE, UNIT, RoundLocked(at=site.workspace.now()))
    home = home_of(browser)

    page = browser.look(home)

    assert "Đợt nhận đã khóa" in page.text
    assert 'type="file"' not in page.text
    assert browser.press(browser.action("/hoi/"), text="Xin gia hạn").status_code == 303
    page = browser.look(browser.upload(("bang.xlsx", good), action=action).headers["location"])
    assert "Đợt nhận bài đã khóa" in page.text
    assert site.state().version == 0


def test_a_judge_that_fails_or_is_slow_loses_nothing(site, good, monkeypatch):
    def fail(*_):
        raise RuntimeError("the judge is ill")

    monkeypatch.setattr(taking_in, "judge_at_once", fail)
    browser = site.visit()

    outcome = browser.upload(("bang.xlsx", good)).headers["location"]

    assert "Đã nhận tệp, đang kiểm tra" in browser.look(outcome).text
    judge_deliveries(CAMPAIGN)
    assert "Bản hợp lệ thứ 1" in browser.look(outcome).text
