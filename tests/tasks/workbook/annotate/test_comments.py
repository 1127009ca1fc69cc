"""A unit's own comments, drawings, merged cells and sheet names stay and are worked around."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from xlsxwriter import Workbook

from models.domain.cells import CellRef
from models.domain.collection.workbook import Finding, Severity
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.annotate.remarks import LIST_SHEET
from tasks.workbook.annotate.xml import parse_xml, serialised
from tests.support.annotated import book_of, marks_of, members_of, rest_of
from tests.support.odd_workbooks import rewritten

NAME = "Bảng 'của' \"xã\" & tổ"


def finding(sheet, *refs, words="phải sửa"):
    places = tuple(CellRef(sheet=sheet, cell=ref) for ref in refs)
    return Finding(check="thu", severity=Severity.BLOCKS, message=words, cells=places, words=words)


def commented():
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(NAME)
        sheet.write("B2", "đã ghi")
        sheet.merge_range("C3:E5", "gộp")
        sheet.write_comment("B2", "Chị Lan ghi: xem lại", {"author": "Lan"})
        sheet.write_comment("F9", "ghi chú khác", {"author": "Lan", "visible": True})
        sheet.insert_textbox("H2", "hộp chữ")
        sheet.insert_button("H12", {"caption": "Bấm", "macro": "m"})
        other = book.add_worksheet("Khác")
        other.write_comment("A1", "giữ nguyên")
    return target.getvalue()


def made(*refs, content=None):
    return annotate(content or commented(), "a.xlsx", [finding(NAME, *refs)]).content


def texts(content):
    return {
        cell.coordinate: (cell.comment.text, cell.comment.author)
        for row in book_of(content)[NAME].iter_rows()
        for cell in row
        if cell.comment
    }


def test_ours_is_added_below_a_units_own_comment_and_beside_it():
    content = made("B2", "A1")

    assert texts(content) == {
        "A1": ("[CẦN SỬA] Phải sửa", "cchc"),
        "B2": ("Chị Lan ghi: xem lại\n[CẦN SỬA] Phải sửa", "Lan"),
        "F9": ("ghi chú khác", "Lan"),
    }
    assert rest_of(content) == rest_of(commented())
    assert book_of(content)["Khác"]["A1"].comment.text == "giữ nguyên"


def test_ours_goes_and_the_units_own_stays_with_its_box():
    again = annotate(made("B2", "A1"), "a.xlsx", [finding(NAME, "C9")]).content

    assert texts(again) == {
        "B2": ("Chị Lan ghi: xem lại", "Lan"),
        "C9": ("[CẦN SỬA] Phải sửa", "cchc"),
        "F9": ("ghi chú khác", "Lan"),
    }
    vml = members_of(again)["xl/drawings/vmlDrawing1.vml"]
    assert vml.count(b'ObjectType="Note"') == 3
    assert vml.count(b'ObjectType="Button"') == 1
    assert vml.count(b"<v:shapetype") == 2
    before = members_of(commented())["xl/drawings/vmlDrawing1.vml"]
    assert before.partition(b"</xml>")[0] in vml


def test_what_a_unit_wrote_below_our_line_stays():
    book = load_workbook(BytesIO(made("A1")))
    book[NAME]["A1"].comment = Comment("[CẦN SỬA] Phải sửa\nĐã hỏi, không sửa", "Lan")
    target = BytesIO()
    book.save(target)

    again = annotate(target.getvalue(), "a.xlsx", [finding(NAME, "C9")]).content

    assert texts(again)["A1"][0].strip() == "Đã hỏi, không sửa"


def test_a_faulty_cell_inside_a_merged_area_is_shown_on_the_whole_area():
    content = made("D4", "E5")

    assert marks_of(content).coloured == {(NAME, "C3:E5")}
    assert texts(content)["C3"][0] == "[CẦN SỬA] Phải sửa\n[CẦN SỬA] Phải sửa"
    assert marks_of(content).linked == ((NAME, "D4"), (NAME, "E5"))


def test_a_link_reaches_a_sheet_whatever_its_name():
    content = made("B2")

    (location,) = (c.hyperlink.location for (c,) in book_of(content)[LIST_SHEET]["C5:C5"])
    assert location == "'Bảng ''của'' \"xã\" & tổ'!B2"


def test_a_units_own_sheet_of_the_same_name_stays():
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("cần sửa").write("A1", "việc của tôi")

    once = annotate(target.getvalue(), "a.xlsx", [finding("cần sửa", "A1")]).content
    twice = annotate(once, "a.xlsx", [finding("cần sửa", "A1")]).content

    assert book_of(twice).sheetnames == ["Cần sửa (2)", "cần sửa"]
    assert twice == once


def test_vml_that_is_no_xml_is_kept_as_it_is():
    def old(members):
        name = "xl/drawings/vmlDrawing1.vml"
        members[name] = members[name].replace(b"</xml>", b"<!-- <br> --><br></xml>")

    content = made("A1", content=rewritten(commented(), old))

    assert b"<!-- <br> --><br><v:shape" in members_of(content)["xl/drawings/vmlDrawing1.vml"]


def test_a_thread_is_not_written_into():
    def threaded(members):
        name = "xl/comments1.xml"
        members[name] = members[name].replace(b"<author>Lan<", b"<author>tc={1-2}<")

    content = rewritten(commented(), threaded)

    assert members_of(made("B2", content=content))["xl/comments1.xml"] == packless(content)


def packless(content):
    """The comments as the program writes what it has only read."""
    return serialised(parse_xml(members_of(content)["xl/comments1.xml"]))


@pytest.mark.parametrize("last", ["XFD1048576", "XFD1", "A1048576"])
def test_a_cell_at_the_edge_gets_its_box(last):
    members = members_of(made(last))

    assert f'ref="{last}"'.encode() in members["xl/comments1.xml"]
    anchor = re.findall(rb"<x:Anchor>([^<]*)</x:Anchor>", members["xl/drawings/vmlDrawing1.vml"])[
        -1
    ]
    left, _, top, _, right, _, bottom, _ = map(int, anchor.split(b","))
    assert left <= right < 16384
    assert top <= bottom < 1048576
