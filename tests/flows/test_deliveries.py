"""Deliveries of several files: returns, evidence, zips, and what nobody is known to have sent."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from deployments.rehearsal import officials
from models.domain.campaign import Form
from models.domain.collection.submission_events import (
    FileReceived,
    QuestionAsked,
    SubmissionAccepted,
)
from models.domain.collection.submission_state import SubmissionStatus
from models.domain.delivery import Delivery, Door, SentFile
from models.domain.messages.purposes import Purpose
from models.store.verification import verify_campaign
from tasks.intake.answers import UNKNOWN_UNIT
from tasks.intake.judge import judge_at_once, judge_deliveries
from tests.support.evidence_files import excel, locked_pdf, text_pdf, zipped
from tests.support.house import CAMPAIGN, COMMUNES, Killed, killed_at_commit

FIRST, SECOND, THIRD = COMMUNES
ANSWERS = (Purpose.RECEIPT, Purpose.FINDINGS, Purpose.REFUSED, Purpose.EVIDENCE_RECEIVED)


@pytest.fixture
def house(asked, move_into):
    house = move_into(asked)
    house.at("2021-11-04 15:00")
    return house


def deliver(house, *files, sender="", text="", door=Door.MAIL, reference="<1@xa.example>"):
    """Put a delivery of named contents into the store, as a door would, without judging it."""
    workspace = house.workspace
    with workspace.change("door:test") as uow:
        sent = tuple(SentFile(name=n, file=uow.files.put(c, n)) for n, c in files)
        delivery = Delivery(
            door=door,
            reference=reference,
            at=workspace.now(),
            sender=sender,
            thread=reference,
            text=text,
            files=sent,
        )
        uow.deliveries.put(delivery)
    return delivery


def states(house, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        return uow.submissions.states(form)


def evidence(house, unit, form=Form.COMMUNE):
    with house.workspace.read() as uow:
        return [file.name for file in uow.evidence.of(form, unit)]


def told(house):
    return [(m.person, m.purpose) for m in house.messages(*ANSWERS)]


def history(house, unit):
    with house.workspace.read() as uow:
        return uow.submissions.history(Form.COMMUNE, unit)


def test_a_workbook_and_its_evidence_are_one_receipt_in_the_thread(house):
    files = [("bang.xlsx", house.commune_file(FIRST)), ("ke-hoach.pdf", text_pdf("Ke hoach"))]
    deliver(house, *files)
    judge_deliveries(CAMPAIGN)

    assert states(house)[FIRST].status is SubmissionStatus.ACCEPTED
    assert evidence(house, FIRST) == ["ke-hoach.pdf"]
    (receipt,) = house.messages(*ANSWERS)
    assert (receipt.purpose, receipt.thread) == (Purpose.RECEIPT, "<1@xa.example>")
    assert "ke-hoach.pdf" in receipt.params["advice"]


def test_two_workbooks_that_wait_together_are_two_versions_and_the_last_one_counts(house):
    filled = house.commune_file(FIRST)
    deliver(house, ("bang.xlsx", filled))
    deliver(house, ("bang.xlsx", filled + b"\n"), reference="<2@xa.example>")
    judge_deliveries(CAMPAIGN)

    assert states(house)[FIRST].version == 2
    accepted = [e for e in history(house, FIRST) if isinstance(e, SubmissionAccepted)]
    assert [event.version for event in accepted] == [1, 2]
    assert told(house) == [(f"{FIRST}.officer", Purpose.RECEIPT)] * 2
    with house.workspace.read() as uow:
        assert verify_campaign(uow).wrong == ()


def test_advice_never_keeps_a_workbook_back(house):
    deliver(house, ("bang.xlsx", house.commune_file(FIRST)), ("khoa.pdf", locked_pdf()))
    judge_deliveries(CAMPAIGN)

    assert states(house)[FIRST].status is SubmissionStatus.ACCEPTED
    (receipt,) = house.messages(Purpose.RECEIPT)
    assert "mật khẩu" in receipt.params["advice"]


def test_everything_may_come_in_one_zip(house):
    packed = zipped(
        ("ho so/bang.xlsx", house.commune_file(FIRST)),
        ("ho so/1.1.1/ke-hoach.pdf", text_pdf("Ke hoach")),
        ("ho so/so-lieu.xlsx", excel()),
    )
    deliver(house, ("ho-so.zip", packed))
    judge_deliveries(CAMPAIGN)

    assert states(house)[FIRST].status is SubmissionStatus.ACCEPTED
    assert set(evidence(house, FIRST)) == {"ho-so.zip", "ke-hoach.pdf", "so-lieu.xlsx"}
    assert told(house) == [(f"{FIRST}.officer", Purpose.RECEIPT)]


def test_evidence_by_itself_is_kept_for_the_unit_that_the_door_knows(house):
    deliver(house, ("1.1.1 ke-hoach.pdf", text_pdf("Ke hoach")), sender=FIRST)
    judge_deliveries(CAMPAIGN)

    assert evidence(house, FIRST) == ["1.1.1 ke-hoach.pdf"]
    assert told(house) == [(f"{FIRST}.officer", Purpose.EVIDENCE_RECEIVED)]
    assert states(house)[FIRST].status is SubmissionStatus.SENT_OUT


def test_evidence_that_comes_after_the_workbook_is_held_against_its_sheet(house):
    deliver(house, ("bang.xlsx", house.commune_file(FIRST)))
    judge_deliveries(CAMPAIGN)
    deliver(house, ("la.pdf", text_pdf("x")), sender=FIRST, reference="<2@xa.example>")
    judge_deliveries(CAMPAIGN)

    (answer,) = house.messages(Purpose.EVIDENCE_RECEIVED)
    assert "la.pdf" in answer.params["advice"]


def test_files_of_nobody_are_told_to_the_operators_once(house):
    deliver(house, ("a.pdf", text_pdf("a")), ("b.pdf", text_pdf("b")), ("c.pdf", text_pdf("c")))
    judge_deliveries(CAMPAIGN)

    assert told(house) == [("operator-1", Purpose.REFUSED), ("operator-2", Purpose.REFUSED)]
    assert states(house)[UNKNOWN_UNIT].received == 1


def test_the_workbooks_of_two_units_in_one_delivery_are_judged_each_for_its_own(house):
    files = [("1.xlsx", house.commune_file(FIRST)), ("2.xlsx", house.commune_file(SECOND))]
    deliver(house, *files)
    judge_deliveries(CAMPAIGN)

    assert [states(house)[unit].status for unit in (FIRST, SECOND)] == [
        SubmissionStatus.ACCEPTED,
        SubmissionStatus.ACCEPTED,
    ]


def test_what_must_be_mended_comes_back_marked(house):
    deliver(house, ("bang.xlsx", house.commune_file(SECOND, officials.broken)))
    judge_deliveries(CAMPAIGN)

    (answer,) = house.messages(Purpose.FINDINGS)
    (attached,) = answer.attachments
    assert attached.name == "bang-can-sua.xlsx"
    with house.workspace.read() as uow:
        book = load_workbook(BytesIO(uow.files.get(attached.sha256)))
    assert book.sheetnames[0] == "Cần sửa"


def test_the_marked_file_mended_and_sent_back_is_accepted(house):
    deliver(house, ("bang.xlsx", house.commune_file(SECOND, officials.broken)))
    judge_deliveries(CAMPAIGN)
    (attached,) = house.messages(Purpose.FINDINGS)[0].attachments
    with house.workspace.read() as uow:
        marked = uow.files.get(attached.sha256)
    mended = _with_sheet_of(marked, house.commune_file(SECOND))
    deliver(house, ("bang-can-sua.xlsx", mended), reference="<2@xa.example>")
    judge_deliveries(CAMPAIGN)

    assert states(house)[SECOND].status is SubmissionStatus.ACCEPTED


def _with_sheet_of(marked, right):
    """The marked workbook with the declared figures of ``right`` typed in."""
    book, source = load_workbook(BytesIO(marked)), load_workbook(BytesIO(right))
    for (cell,) in source["Chấm điểm"].iter_rows(min_row=8, min_col=4, max_col=4):
        if cell.value is not None:
            book["Chấm điểm"][cell.coordinate].value = cell.value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_text_without_a_file_is_a_question_of_the_unit(house):
    deliver(house, sender=FIRST, text="Mục 1.1.2 ghi thế nào?")
    judge_deliveries(CAMPAIGN)

    (asked,) = [event for event in history(house, FIRST) if isinstance(event, QuestionAsked)]
    assert asked.text == "Mục 1.1.2 ghi thế nào?"


def test_a_delivery_is_judged_once_however_often_the_step_runs(house):
    delivery = deliver(house, ("bang.xlsx", house.commune_file(FIRST)))
    judge_deliveries(CAMPAIGN)
    judge_deliveries(CAMPAIGN)
    judge_at_once(house.workspace, [delivery])

    assert len([e for e in history(house, FIRST) if isinstance(e, FileReceived)]) == 1
    assert told(house) == [(f"{FIRST}.officer", Purpose.RECEIPT)]


@pytest.mark.parametrize("number", [1, 2])
def test_a_judge_that_dies_at_a_commit_leaves_one_submission_and_one_receipt(house, number):
    deliver(house, ("bang.xlsx", house.commune_file(FIRST)), ("k.pdf", text_pdf("Ke hoach")))
    with pytest.raises(Killed), killed_at_commit(number):
        judge_deliveries(CAMPAIGN)
    judge_deliveries(CAMPAIGN)

    assert len([e for e in history(house, FIRST) if isinstance(e, FileReceived)]) == 1
    assert told(house) == [(f"{FIRST}.officer", Purpose.RECEIPT)]
    assert evidence(house, FIRST) == ["k.pdf"]


def test_a_zip_bomb_beside_the_workbook_harms_nothing(house):
    bomb = BytesIO()
    with ZipFile(bomb, "w", 8) as archive:
        archive.writestr("0.pdf", bytes(80 * 1024 * 1024))
    deliver(house, ("bang.xlsx", house.commune_file(FIRST)), ("bom.zip", bomb.getvalue()))
    judge_deliveries(CAMPAIGN)

    assert states(house)[FIRST].status is SubmissionStatus.ACCEPTED
    assert "bom.zip" in evidence(house, FIRST)
