from dataclasses import replace
from datetime import date

from models.domain.evidence.declared import EvidenceColumn
from tests.support.evidence import row, told


def test_a_document_without_its_number_is_told():
    ((cells, words),) = told("evidence_number", (), (row(number=""), row(line=7)))

    assert cells == ["C6"]
    assert "12/KH-UBND" in words


def test_a_document_without_its_day_is_told():
    ((cells, words),) = told("evidence_date", (), (row(issued=None), row(line=7)))

    assert cells == ["D6"]
    assert "ngày, tháng, năm" in words


def test_a_day_that_is_none_is_told():
    ((cells, words),) = told("evidence_date_unclear", (), (row(issued="quý I/2021"), row(line=7)))

    assert cells == ["D6"]
    assert "15/03/2021" in words


def test_where_the_column_is_gone_the_row_is_told_at_its_code():
    bare = row(issued="quý I")
    columns = {EvidenceColumn.CODE.value: 0}

    ((cells, _),) = told(
        "evidence_date_unclear",
        (),
        (replace(bare, place=bare.place._replace(columns=columns)),),
    )

    assert cells == ["A6"]


EARLIER, LATER, AHEAD = date(2019, 5, 6), date(2022, 1, 10), date(2022, 12, 31)
JANUARY = date(2022, 1, 20)


def outside(day, **context):
    return told("evidence_outside_year", (), (row(issued=day),), **context)


def test_a_document_of_the_year_is_not_told():
    assert outside(date(2021, 1, 1)) == outside(date(2021, 11, 4)) == []


def test_an_older_document_may_still_be_in_force():
    ((cells, words),) = outside(EARLIER)

    assert cells == ["D6"]
    assert "Nếu còn hiệu lực trong năm 2021 thì giữ nguyên" in words


def test_a_later_document_may_report_on_the_year():
    ((_, words),) = outside(LATER, today=JANUARY)

    assert "xác nhận kết quả của năm 2021" in words


def test_what_the_unit_has_explained_is_not_told():
    assert outside(EARLIER, explained={"1.1.1"}) == []
    assert outside(LATER, today=JANUARY, explained={"1.1.1"}) == []
    assert outside(EARLIER, explained={"1.1.2"}) != []


def test_a_day_that_has_not_come_cannot_be_explained():
    ((_, words),) = outside(AHEAD, explained={"1.1.1"})

    assert "chưa đến" in words
    assert outside(date(2021, 11, 5)) != []


def test_what_is_no_day_is_for_the_other_checks():
    assert outside(None) == outside("2019") == []
