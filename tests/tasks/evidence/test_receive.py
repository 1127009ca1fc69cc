"""Evidence from a delivery to the store, and from the store to advice."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.domain.campaign import Form
from models.domain.collection.workbook import Severity
from models.domain.delivery import Delivery, Door
from models.domain.evidence.file import current
from models.store.verification import verify_campaign
from tasks.evidence.open_up import open_up
from tasks.evidence.receive import advise, assign_criteria, receive_evidence
from tests.support.evidence import row
from tests.support.evidence_files import LINE, excel, page, picture, text_pdf, word, zipped

AT = datetime(2021, 11, 4, 2, 0, tzinfo=UTC)
TODAY = date(2021, 11, 4)
COMMUNE, OTHER = "18496", "18499"
PLAN, REPORT = text_pdf(LINE), text_pdf("Bao cao")


@pytest.fixture
def office(opened, move_into):
    return Office(move_into(opened).workspace)


class Office:
    """Receives for a campaign."""

    def __init__(self, workspace):
        self.workspace, self.forms = workspace, workspace.forms

    def receive(self, content, name, unit=COMMUNE, reference="<1@xa.example>", form=Form.COMMUNE):
        sent = Delivery(door=Door.MAIL, reference=reference, at=AT, sender=unit)
        with self.workspace.change("door:mail") as uow:
            (files,) = open_up([(content, name)])
            receive_evidence(uow, self.forms, self._unit(unit), form, sent, files)

    def assign(self, *declared, unit=COMMUNE):
        with self.workspace.change("door:mail") as uow:
            assign_criteria(uow, self.forms, self._unit(unit), Form.COMMUNE, declared)

    def advise(self, *declared, sheet=True, unit=COMMUNE, form=Form.COMMUNE, **more):
        with self.workspace.read() as uow:
            owner = self._unit(unit)
            sent = uow.evidence.of(form, unit)
            own = declared if sheet else None
            return advise(uow, self.forms, owner, form, sent, own, TODAY, **more)

    def checks(self, *declared, **more):
        return [finding.check for finding in self.advise(*declared, **more)]

    def history(self, unit=COMMUNE, form=Form.COMMUNE):
        with self.workspace.read() as uow:
            return uow.evidence.of(form, unit)

    def events(self):
        with self.workspace.read() as uow:
            return [event.action for event in uow.audit.events()]

    def _unit(self, code):
        return self.workspace.campaign.unit(code)


def test_a_file_is_kept_before_any_workbook_comes(office):
    office.receive(PLAN, "1.1.1 - Ke hoach.pdf")

    (file,) = office.history()
    assert (file.name, file.criteria, file.facts.pages) == ("1.1.1 - Ke hoach.pdf", ("1.1.1",), 1)
    assert (file.door, file.reference, file.at) == (Door.MAIL, "<1@xa.example>", AT)
    with office.workspace.read() as uow:
        assert uow.files.get(file.sha256) == PLAN


def test_a_zip_is_kept_whole_and_in_parts_by_the_folders_of_criteria(office):
    package = zipped(("1.1.1/a.pdf", PLAN), ("99.9.9/b.pdf", REPORT), ("../x.pdf", PLAN))
    office.receive(package, "ho-so.zip")

    whole, first, second = office.history()
    assert [file.size for file in (whole, first, second)] == [len(package), len(PLAN), len(REPORT)]
    assert [left.name for left in whole.facts.left_out] == ["x.pdf"]
    assert (first.name, first.criteria) == ("a.pdf", ("1.1.1",))
    assert (second.name, second.criteria) == ("b.pdf", ())
    assert "evidence_left_out" in office.checks()


def test_the_same_delivery_again_changes_nothing(office):
    office.receive(PLAN, "a.pdf")
    before = office.events()
    office.receive(PLAN, "a.pdf")

    assert office.events() == before


def test_before_a_workbook_only_the_files_themselves_are_advised_on(office):
    office.receive(picture(page()), "anh.png")

    assert office.checks(sheet=False) == ["evidence_blank"]
    assert office.checks() == ["evidence_blank", "evidence_not_named"]


def test_what_came_first_is_checked_when_the_workbook_comes(office):
    office.receive(picture(page()), "anh.png")

    assert office.checks(row(file_name="anh")) == ["evidence_blank"]


def test_a_better_file_of_the_same_name_ends_the_advice(office):
    office.receive(picture(page()), "anh.png")
    office.receive(picture(page(lines=9)), "Anh.PNG", reference="<2@xa.example>")

    assert len(office.history()) == 2
    assert office.advise(row(file_name="anh")) == ()


def test_advice_names_the_cell_and_is_never_more_than_advice(office):
    office.receive(b"MZ\x90", "bao-cao.pdf")

    (finding,) = office.advise(row(file_name="bao-cao.pdf"))
    assert finding.severity is Severity.WARNS
    assert [str(ref.cell) for ref in finding.cells] == ["H6"]


def test_the_sheet_tells_what_a_file_belongs_to_and_tells_it_anew(office):
    office.receive(PLAN, "ke-hoach.pdf")
    office.receive(REPORT, "1.1.1 bao cao.pdf", reference="<2@xa.example>")
    office.assign(row("1.1.2", file_name="Kế hoạch"))
    assert [file.criteria for file in office.history()] == [("1.1.2",), ("1.1.1",)]

    office.assign(row("1.2.1", file_name="ke hoach"))
    assert [file.criteria for file in office.history()] == [("1.2.1",), ("1.1.1",)]
    before = office.events()
    office.assign(row("1.2.1", file_name="ke hoach"))
    assert office.events() == before


def test_the_same_file_of_two_units_is_told_to_the_one_that_sends_it_now(office):
    office.receive(PLAN, "a.pdf")
    assert "evidence_shared" not in office.checks()
    office.receive(PLAN, "b.pdf", unit=OTHER, reference="<2@xa.example>")

    assert "evidence_shared" in office.checks(unit=OTHER)
    office.receive(REPORT, "b.pdf", unit=OTHER, reference="<3@xa.example>")
    assert "evidence_shared" not in office.checks()


def test_one_unit_may_send_a_file_twice(office):
    office.receive(PLAN, "a.pdf")
    office.receive(PLAN, "b.pdf", reference="<2@xa.example>")

    assert "evidence_shared" not in office.checks()


def test_an_explained_document_of_an_earlier_year_is_not_told(office):
    old = row(issued=date(2019, 1, 1))

    assert office.checks(old) == ["evidence_outside_year"]
    assert office.checks(old, explained={"1.1.1"}) == []


def test_a_departments_evidence_belongs_to_its_own_part(office):
    department = office.workspace.campaign.departments[0]
    own = office.forms.set_for(Form.AUTHORITY, department).codes
    mine = min(own, key=len)
    strange = min(office.forms.sets[Form.AUTHORITY].codes - own)
    for code in (mine, strange):
        office.receive(word(), f"{code} a.docx", department.code, f"<{code}>", Form.AUTHORITY)
    office.receive(excel(), "b.xlsx", department.code, "<3>", Form.APPRAISAL)

    found = office.history(department.code, Form.AUTHORITY)
    assert [file.criteria for file in found] == [(mine,), ()]
    assert [file.name for file in office.history(department.code, Form.APPRAISAL)] == ["b.xlsx"]
    assert office.history(department.code) == ()


def test_what_is_kept_agrees_with_its_events(office):
    office.receive(zipped(("1.1.1/a.pdf", PLAN), ("b.rar", b"x")), "ho-so.zip")
    office.assign(row("1.1.2", file_name="a"))
    with office.workspace.read() as uow:
        assert verify_campaign(uow).wrong == ()


def test_nothing_sent_and_nothing_declared_needs_no_advice(office):
    assert office.advise() == ()
    assert current(office.history()) == ()


def test_a_row_of_a_form_without_a_column_is_told_all_the_same(office):
    bare = row(number="")
    bare = replace(bare, place=bare.place._replace(columns={"Mã tiêu chí": 0}))

    (finding,) = office.advise(bare)
    assert finding.cells[0].cell == "A6"
