"""Documents of a whole year: numbers, annexes, references, receivers and packed dossiers."""

import re
from collections import defaultdict
from importlib.readers import MultiplexedPath
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from models.domain.campaign import Form
from models.domain.documents.kinds import DOCUMENTS, DocumentSpec, SigningForm
from models.domain.documents.record import DocumentRecord, series
from models.domain.errors import TransitionRefused
from models.domain.gate.records import GateKey
from models.domain.messages.purposes import Purpose
from models.domain.stages import Body
from models.domain.units import Position
from models.store.tally import authority_score
from tasks.documents import render, send
from tasks.documents.bundles import BUNDLE, annexes, bundle_dossier, own_score_cards
from tasks.documents.dossier import verify_dossier
from tasks.documents.draft import draft_documents
from tasks.documents.issue import issue_documents
from tasks.documents.send import send_documents
from tasks.documents.wording import hour, packed_name
from tasks.gates.dossiers import assemble
from tasks.publish.release import announce, publish_results
from tests.support.house import CAMPAIGN, S


@pytest.fixture(scope="module")
def finished(approved, snapshot):
    """The year to its end."""

    def happen(house):
        house.play(S.PUBLICATION)
        house.play(S.DISTRICT_DOSSIER)
        house.at("2021-11-22 08:00")
        house.play(S.COMMENDATION)
        house.play(S.PROVINCIAL_REPORT)

    return snapshot(approved, happen)


@pytest.fixture
def house(finished, move_into):
    return move_into(finished)


def issued(house) -> list[DocumentRecord]:
    with house.workspace.read() as uow:
        return [record for record in uow.documents.all() if record.issued]


def text_of(house, kind):
    record = next(r for r in issued(house) if r.kind == kind)
    with house.workspace.read() as uow:
        document = Document(BytesIO(uow.files.get(record.sha256)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_every_kind_of_document_is_issued_once(house):
    kinds = [record.kind for record in issued(house)]

    assert sorted(kinds) == sorted(DOCUMENTS)


def test_numbers_run_from_one_without_gaps_in_each_series(house):
    authority = house.workspace.campaign.authority
    numbers = defaultdict(list)
    for record in issued(house):
        kind = record.kind
        if DOCUMENTS[kind].form is not SigningForm.ANNEX:
            numbers[series(kind, authority)].append(record.number)

    assert {name: sorted(n) for name, n in numbers.items()} == {
        name: list(range(1, len(n) + 1)) for name, n in numbers.items()
    }
    assert len(numbers["QĐ-UBND"]) == 2
    assert len(numbers["BC-UBND"]) == 2


def test_a_new_year_begins_at_one_again(opened, move_into):
    house = move_into(opened)
    house.at("2021-12-31 08:00")
    for round_, moment in ((1, "2021-12-31 08:00"), (2, "2022-01-04 08:00")):
        house.at(moment)
        draft_documents(CAMPAIGN, S.PLAN, round_)
        issue_documents(CAMPAIGN, S.PLAN, round_)

    plans = [record for record in issued(house) if record.kind == "plan"]
    assert [(r.number, r.issued_on.year) for r in plans] == [(1, 2021), (1, 2022)]


def test_an_annex_carries_the_number_of_its_document(house):
    numbers = {record.kind: (record.number, record.issued_on) for record in issued(house)}

    assert numbers["estimate"] == numbers["plan"]


def test_a_document_is_numbered_once_however_often_it_is_issued(house):
    before = issued(house)
    house.later(days=3)
    line = issue_documents(CAMPAIGN, S.PLAN, 1)

    assert issued(house) == before
    assert line == "Đã ban hành Kế hoạch số 01/KH-UBND ngày 11/10/2021"


@pytest.mark.parametrize(
    ("kind", "cited"),
    [
        ("council_decision", "01/KH-UBND"),
        ("results_decision", "01/QĐ-UBND"),
        ("notice", "02/QĐ-UBND"),
        ("provincial_report", "02/QĐ-UBND"),
        ("commendation_proposal", "02/QĐ-UBND"),
    ],
)
def test_a_document_cites_what_it_rests_on_by_its_number(house, kind, cited):
    assert cited in text_of(house, kind)


@pytest.mark.parametrize("kind", ["plan", "notice", "provincial_report"])
def test_an_issued_document_says_that_the_criteria_are_illustrative(house, kind):
    assert "minh họa" in text_of(house, kind)


def test_a_draft_stays_as_it_was_shown(opened, move_into):
    house = move_into(opened)
    draft_documents(CAMPAIGN, S.PLAN, 1)
    with house.workspace.read() as uow:
        before = uow.documents.all()
    house.later(days=2)
    draft_documents(CAMPAIGN, S.PLAN, 1)

    with house.workspace.read() as uow:
        assert uow.documents.all() == before


def test_the_plan_goes_to_every_receiver_once_with_its_estimate(house):
    sent = [m for m in house.messages(Purpose.DOCUMENT_SENT) if m.subject_ref == "01/KH-UBND"]
    campaign = house.workspace.campaign
    expected = [c.id for c in campaign.contacts if c.position in ("recipient", "head")]

    assert sorted(m.person for m in sent) == sorted(expected)
    assert {tuple(a.name for a in m.attachments) for m in sent} == {
        (
            "01-KH-UBND Kế hoạch triển khai xác định Chỉ số CCHC.docx",
            "01-KH-UBND Dự toán kinh phí xác định Chỉ số CCHC.docx",
        )
    }


def test_minutes_say_when_the_council_met_and_how_many_took_part(house):
    text = text_of(house, "minutes")
    with house.workspace.read() as uow:
        met = uow.gates.decision(GateKey(stage=S.RESULTS, body=Body.COUNCIL, round=1)).signed_at

    assert f"Thời gian bắt đầu: {hour(met)[:2]} giờ" in text
    assert f"Cuộc họp kết thúc vào {hour(met)}." in text
    assert re.search(r"Tham gia biểu quyết: 0\d/06 thành viên\.", text)
    assert "...." not in text


def test_proposals_and_minutes_are_sent_to_nobody(house):
    symbols = {m.subject_ref.partition("/")[2][:2] for m in house.messages(Purpose.DOCUMENT_SENT)}

    assert symbols & {"TT", "BB"} == set()


def test_sending_again_another_day_sends_nothing(house):
    before = len(house.messages())
    house.later(days=1)
    send_documents(CAMPAIGN, S.PLAN, 1)
    announce(CAMPAIGN, own_score_cards(CAMPAIGN))

    assert len(house.messages()) == before


@pytest.mark.parametrize("stage", [S.DISTRICT_DOSSIER, S.PROVINCIAL_REPORT])
def test_a_packed_dossier_verifies_and_is_packed_once(house, stage):
    with house.workspace.read() as uow:
        record = uow.documents.get(BUNDLE, stage, 1)
        package = uow.files.get(record.sha256)
        head = uow.audit.head()

    assert verify_dossier(package) == []
    assert verify_dossier(package[:-200]) != []
    bundle_dossier(CAMPAIGN, stage, 1)
    with house.workspace.read() as uow:
        assert uow.audit.head() == head


def test_bonus_and_deduction_of_the_authority_are_left_to_the_body_above(house):
    with house.workspace.read() as uow:
        content = annexes(house.workspace, uow, S.DISTRICT_DOSSIER)["bang-cham-diem.xlsx"]
        own = authority_score(uow, house.workspace.campaign, house.workspace.sets[Form.AUTHORITY])
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}

    assert {code: rows[code][-1] for code in ("C.1", "T.1")} == {
        "C.1": "Không tự chấm, do hội đồng thẩm định cấp trên xem xét",
        "T.1": "Không tự chấm, do hội đồng thẩm định cấp trên xem xét",
    }
    assert (own.bonus, own.deduction) == (0, 0)


def test_nothing_is_published_or_announced_before_the_results_have_a_number(appraised, move_into):
    house = move_into(appraised)
    house.start(S.RESULTS)
    for publish, given in ((publish_results, ()), (announce, ({},))):
        with pytest.raises(TransitionRefused, match="Chưa công bố được"):
            publish(CAMPAIGN, *given)

    assert not house.settings.public_folder(CAMPAIGN).exists()
    assert house.messages(Purpose.PUBLISHED) == []


def test_each_commune_is_told_its_own_rank(house):
    with house.workspace.read() as uow:
        _, results = uow.results.latest()
    sent = house.messages(Purpose.PUBLISHED)

    told = {(m.unit, m.params["result"].partition(",")[0]) for m in sent}
    assert told == {(result.unit, f"hạng {result.rank}/3") for result in results}
    assert len(sent) == 6


def test_each_commune_gets_its_own_score_card_and_the_address_of_the_page(house):
    sent = house.messages(Purpose.PUBLISHED)
    with house.workspace.read() as uow:
        cards = {m.unit: uow.files.get(m.attachments[0].sha256) for m in sent}

    assert {m.params["link"] for m in sent} == {house.workspace.campaign.public_page}
    for unit, card in cards.items():
        head = load_workbook(BytesIO(card)).worksheets[0]["A2"].value
        assert head == house.workspace.campaign.unit(unit).name


REPORTS = {S.DISTRICT_DOSSIER: "authority_report", S.PROVINCIAL_REPORT: "provincial_report"}


@pytest.mark.parametrize("stage", REPORTS)
def test_the_packed_dossier_goes_with_the_report_to_those_above_only(house, stage):
    report = next(r for r in issued(house) if r.kind == REPORTS[stage])
    with house.workspace.read() as uow:
        packed = uow.documents.get(BUNDLE, stage, 1).sha256
    sent = [
        message
        for message in house.messages(Purpose.DOCUMENT_SENT)
        if report.sha256 in {attached.sha256 for attached in message.attachments}
    ]
    with_dossier = {
        message.person: message.attachments[-1].name
        for message in sent
        if packed in {attached.sha256 for attached in message.attachments}
    }

    assert with_dossier == dict.fromkeys(["ubnd-tinh", "so-noi-vu"], packed_name(stage))
    assert {m.person for m in sent} > {"hdnd-huyen", "huyen-uy", "ubnd-tinh", "18496.head"}
    assert all(len(m.attachments) == 1 for m in sent if m.person not in with_dossier)


def test_a_dossier_too_big_for_mail_is_told_of_and_left_to_the_operators(house, monkeypatch):
    with house.workspace.read() as uow:
        size = uow.files.size(uow.documents.get(BUNDLE, S.PROVINCIAL_REPORT, 1).sha256)
    monkeypatch.setattr(send, "MOST_BYTES", size - 1)
    before = len(house.messages())
    send_documents(CAMPAIGN, S.PROVINCIAL_REPORT, 1)

    told = house.messages()[before:]
    assert [message.person for message in told] == ["operator-1", "operator-2"]
    for message in told:
        assert len(message.attachments) == 1
        assert "dossier-provincial_report.zip" in message.params["note"]
        assert "quá lớn để gửi kèm thư" in message.params["note"]


@pytest.fixture
def letter_of_thanks(monkeypatch, tmp_path):
    """One more document of the plan's stage: a row of the table and a template, no code."""
    spec = DocumentSpec(
        kind="thanks",
        stage=S.PLAN,
        symbol="",
        word="Công văn",
        title="Thư cảm ơn",
        form=SigningForm.OFFICE,
        rows=("estimate",),
        receivers=(Position.HEAD,),
    )
    letter = Document()
    letter.add_paragraph("Số: {{ number }}, {{ date }}")
    letter.add_paragraph("Cảm ơn {{ commune_count }} đơn vị. {{ rows.estimate[0][0] }}.")
    letter.save(tmp_path / "thanks.docx")
    monkeypatch.setitem(DOCUMENTS, spec.kind, spec)
    monkeypatch.setattr(render, "TEMPLATES", MultiplexedPath(tmp_path, render.TEMPLATES))
    return spec


def test_a_row_and_a_template_make_a_new_document(opened, move_into, letter_of_thanks):
    house = move_into(opened)
    house.start(S.PLAN)
    with house.workspace.read() as uow:
        submitted = assemble(house.workspace, uow, house.gate(S.PLAN))
    assert letter_of_thanks.title in [part.name for part in submitted.parts]
    house.ballot(S.PLAN)

    lines = text_of(house, "thanks").splitlines()
    count = len(house.workspace.campaign.communes)
    assert lines[0].startswith("Số: 01/PNV-CCHC, ngày ")
    assert lines[1] == f"Cảm ơn {count} đơn vị. Chi họp Hội đồng thẩm định."
    heads = {person.id for person in house.workspace.campaign.people(Position.HEAD)}
    sent = [m for m in house.messages(Purpose.DOCUMENT_SENT) if m.params["title"] == "Thư cảm ơn"]
    assert {message.person for message in sent} == heads
