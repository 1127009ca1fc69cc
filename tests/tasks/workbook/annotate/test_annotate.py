from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from deployments.rehearsal.fill import fill
from models.domain.cells import CellRef
from models.domain.checks.self_assessment.review import assess
from models.domain.collection.workbook import Finding, ScoreColumn, Severity
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.annotate.colours import FORMULA
from tasks.workbook.annotate.list_sheet import HIGHEST
from tasks.workbook.annotate.remarks import LIST_SHEET, LIST_TITLE, MOST_LETTERS
from tasks.workbook.read.read import read_workbook
from tests.support.annotated import (
    FIRST_LINE,
    Marks,
    book_of,
    given_back,
    marks_of,
    members_of,
    rest_of,
)
from tests.support.properties import PROPERTY
from tests.support.sent_workbooks import filled, parsed
from tests.support.workbooks import RIGHT, SHEET, cells, context

CLEAN = filled()
FEW = settings(PROPERTY, max_examples=12)
FAULTS = {
    "1.1.1": [
        (ScoreColumn.DECLARED, None),
        (ScoreColumn.DECLARED, "hú"),
        (ScoreColumn.NAME, "Tên khác"),
    ],
    "1.1.2": [(ScoreColumn.DECLARED, "khoảng 95"), (ScoreColumn.SELF_SCORE, Decimal("0.5"))],
    "1.2.1": [(ScoreColumn.DECLARED, Decimal(101)), (ScoreColumn.MAXIMUM, Decimal(4))],
    "1.2.2": [(ScoreColumn.DECLARED, Decimal("2.5")), (ScoreColumn.DECLARED, "#REF!")],
    "2.1.1": [(ScoreColumn.DECLARED, '=HYPERLINK("http://x")'), (ScoreColumn.SELF_SCORE, "0,25")],
    "2.1.2": [(ScoreColumn.DECLARED, "không nhớ"), (ScoreColumn.MAXIMUM, None)],
    "2.1.3": [(ScoreColumn.DECLARED, Decimal("1.3")), (ScoreColumn.DECLARED, Decimal(9))],
    "2.2.1": [(ScoreColumn.DECLARED, Decimal(9)), (ScoreColumn.SELF_SCORE, "5")],
}
faults = st.lists(st.sampled_from(sorted(FAULTS)), min_size=1, unique=True).flatmap(
    lambda codes: st.fixed_dictionaries({code: st.sampled_from(FAULTS[code]) for code in codes})
)


def with_faults(wrong):
    typed = {(SHEET, code, column.value): value for code, (column, value) in wrong.items()}
    return fill(CLEAN, typed)


def places(wrong):
    rows = {row.code: row.place for row in parsed(CLEAN).rows}
    return {(SHEET, rows[code].ref(column).cell) for code, (column, _) in wrong.items()}


@FEW
@given(faults)
def test_exactly_the_faulty_cells_come_back_and_nothing_else_is_touched(wrong):
    content = with_faults(wrong)

    made = given_back(content).content

    marks = marks_of(made)
    assert marks.coloured == marks.commented == set(marks.linked) == places(wrong)
    assert len(marks.linked) == len(wrong)
    assert rest_of(made) == rest_of(content)
    assert parsed(made) == parsed(content)


@FEW
@given(faults, st.data())
def test_sent_again_what_is_mended_is_gone_and_only_the_rest_and_the_new_come_back(wrong, data):
    mended = data.draw(st.sets(st.sampled_from(sorted(wrong))))
    left = {code: fault for code, fault in wrong.items() if code not in mended}
    fresh = data.draw(faults.map(lambda new: {c: f for c, f in new.items() if c not in wrong}))
    returned = given_back(with_faults(wrong)).content
    rows = {row.code: row for row in parsed(CLEAN).rows}
    printed = {
        ScoreColumn.NAME: "name",
        ScoreColumn.MAXIMUM: "maximum",
        ScoreColumn.DECLARED: "declared",
    }
    typed = {
        (SHEET, code, wrong[code][0].value): (
            getattr(rows[code], printed[wrong[code][0]]) if wrong[code][0] in printed else None
        )
        for code in mended
    } | {(SHEET, code, column.value): value for code, (column, value) in fresh.items()}

    again = fill(returned, typed)
    findings = assess(parsed(again), context()).findings

    expected = places(left | fresh)
    assert {(ref.sheet, ref.cell) for f in findings for ref in f.cells} == expected
    if findings:
        marks = marks_of(annotate(again, "lan-2.xlsx", findings).content)
        assert marks.coloured == marks.commented == set(marks.linked) == expected


def canonical(sheet):
    data = etree.fromstring(sheet).find("{*}sheetData")
    return etree.tostring(data, method="c14n", exclusive=True)


def test_members_that_say_nothing_of_marks_keep_their_bytes():
    content = with_faults({"1.1.1": (ScoreColumn.DECLARED, None)})
    before, after = members_of(content), members_of(given_back(content).content)

    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",
    }
    rows = [canonical(sheets["xl/worksheets/sheet3.xml"]) for sheets in (before, after)]
    assert rows[0] == rows[1] != b""
    assert set(after) - set(before) == {
        "xl/worksheets/sheet7.xml",
        "xl/worksheets/_rels/sheet3.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_annotated_twice_is_annotated_once():
    content = with_faults(
        {"1.1.1": (ScoreColumn.DECLARED, None), "2.1.1": (ScoreColumn.DECLARED, "hú")}
    )
    findings = assess(parsed(content), context()).findings

    once = annotate(content, "a.xlsx", findings)
    twice = annotate(once.content, "a.xlsx", findings)

    assert twice == once
    assert annotate(once.content, once.name, findings).name == once.name == "a-can-sua.xlsx"


def test_the_first_sheet_lists_what_blocks_first_and_the_book_opens_on_it():
    made = given_back(
        filled(declared={"1.1.2": "khoảng 95", "2.1.1": "hú"}, self_score={"1.1.1": 9})
    ).content

    book = book_of(made)
    sheet = book.worksheets[0]
    assert (sheet.title, book.active.title) == (LIST_SHEET, LIST_SHEET)
    assert sheet["A1"].value == LIST_TITLE
    assert "3 nội dung cần sửa" in sheet["A2"].value
    lines = [[cell.value for cell in row] for row in sheet["A5:E7"]]
    assert lines[1] == [
        "2",
        "Cần sửa",
        "Chấm điểm, ô D9",
        "1.1.2 Tiêu chí thành phần 1.1.2",
        "Nội dung không đọc được thành một con số. Đề nghị chỉ gõ số, ví dụ 1,5 hoặc 1500; không "
        "gõ chữ, ngày tháng, đơn vị tính và dấu phân cách hàng nghìn.",
    ]
    assert [line[2] for line in lines] == ["Chấm điểm, ô G8", "Chấm điểm, ô D9", "Chấm điểm, ô D15"]
    assert [bool(s.sheet_view.tabSelected) for s in book.worksheets] == [True, *[False] * 6]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$4"
    assert book[SHEET].print_title_rows == "$5:$5"


def finding(words, *refs, severity=Severity.BLOCKS):
    places = tuple(CellRef(sheet=SHEET, cell=ref) for ref in refs)
    return Finding(
        check="thu", severity=severity, message=f"ở đâu đó: {words}", cells=places, words=words
    )


def test_a_comment_says_what_is_wrong_and_what_to_type_and_the_level():
    found = [
        finding("nên xem", "D8", "D9", severity=Severity.WARNS),
        finding("phải  sửa", "D9"),
        Finding(check="tep", severity=Severity.WARNS, message="Cả tệp có điều lạ."),
    ]

    made = annotate(CLEAN, "a.xlsx", found).content

    book = book_of(made)
    assert book[SHEET]["D8"].comment.text == "[NÊN XEM LẠI] Nên xem"
    assert book[SHEET]["D9"].comment.text == "[CẦN SỬA] Phải sửa\n[NÊN XEM LẠI] Nên xem"
    assert book[SHEET]["D9"].comment.author == "cchc"
    listed = [(row[1].value, row[2].value) for row in book[LIST_SHEET].iter_rows(min_row=5)]
    assert listed == [
        ("Cần sửa", "Chấm điểm, ô D9"),
        ("Nên xem lại", "Cả tệp"),
        ("Nên xem lại", "Chấm điểm, ô D8"),
        ("Nên xem lại", "Chấm điểm, ô D9"),
    ]
    fills = {
        str(entry.sqref): entry.rules[0].dxf.fill.bgColor.rgb
        for entry in book[SHEET].conditional_formatting
        if FORMULA in entry.rules[0].formula
    }
    assert fills == {"D9": "FFFF9C9C", "D8": "FFFFD67A"}


@pytest.mark.parametrize("words", ['=cmd|"/c calc"!A1', "+1", "<b>&amp;", "_x0041_\x07"])
def test_words_of_strangers_stay_text(words):
    made = annotate(CLEAN, "=1+1.xlsx", [finding(words, "D8")]).content

    cell = book_of(made)[LIST_SHEET][f"E{FIRST_LINE}"]
    shown = read_workbook(made, "a.xlsx")[0].rows[FIRST_LINE - 1][4]
    assert cell.data_type != "f"
    assert shown == words.replace("\x07", "")


def test_words_of_any_length_fit_in_cell_comment_and_row():
    made = annotate(CLEAN, "a.xlsx", [finding("dài " * 20_000, "D8")]).content

    book = book_of(made)
    text = book[LIST_SHEET][f"E{FIRST_LINE}"].value
    assert text.endswith("…")
    assert len(text) <= MOST_LETTERS
    assert book[LIST_SHEET].row_dimensions[FIRST_LINE].height == HIGHEST
    assert len(book[SHEET]["D8"].comment.text) <= MOST_LETTERS + 20


def test_without_findings_there_is_nothing_to_send_back():
    assert annotate(CLEAN, "a.xlsx", ()) is None


def test_a_cell_of_no_sheet_is_told_in_the_list_only():
    lost = Finding(
        check="thu",
        severity=Severity.BLOCKS,
        message="x",
        cells=(CellRef(sheet="Không có", cell="A1"),),
    )

    marks = marks_of(annotate(CLEAN, "a.xlsx", [lost]).content)

    assert marks == Marks(frozenset(), frozenset(), (("Không có", "A1"),))


def test_an_unknown_answer_in_the_list_is_not_taken_for_the_form():
    made = given_back(filled(declared=dict.fromkeys(RIGHT))).content

    found = assess(parsed(made), context()).findings

    assert {cell for one in found for cell in cells(one)} == {
        cell for _, cell in marks_of(made).coloured
    }
