from dataclasses import replace

from models.domain.evidence.declared import EvidenceColumn
from tests.support.evidence import row, told


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
