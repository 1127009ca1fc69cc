import random
from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from models.domain.errors import UnreadableFile
from tasks.files import limits
from tasks.workbook.read.read import read_workbook
from tests.support.sent_workbooks import sent


def workbook(**cells):
    book = Workbook()
    for name, value in cells.items():
        book.active[name] = value
    return saved(book)


def saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def zipped(**members):
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive_:
        for name, content in members.items():
            archive_.writestr(name, content)
    return target.getvalue()


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content, "bai.xlsx")
    assert "“bai.xlsx”" in refused.value.message
    return refused.value.message


def test_cells_are_neutral_values():
    (sheet,) = read_workbook(
        workbook(A1="Có", B1=1.1 + 0.2, C1=True, D1=date(2021, 5, 1), B2=3), "x"
    )

    assert sheet.rows[0][:3] == ("Có", Decimal("1.3"), True)
    assert str(sheet.rows[0][3]).startswith("2021-05-01")
    assert sheet.rows[1][:2] == (None, Decimal(3))


def with_member(content, name, text):
    """The package with one member replaced."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, text if member == name else old.read(member))
    return target.getvalue()


def percent_workbook(value):
    book = Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = "0%"
    return saved(book)


def test_a_truth_value_shown_as_a_percentage_stays_one():
    (sheet,) = read_workbook(percent_workbook(True), "x")

    assert sheet.rows[0][0] is True


SHEET = "xl/worksheets/sheet1.xml"
ROWS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
ROWS += "</sheetData></worksheet>"


def test_cells_without_a_name_in_a_far_row_are_refused():
    rows = '<row r="1"><c><v>1</v></c></row><row spans="1:1" r="1048576"><c><v>1</v></c></row>'

    assert "ở ô quá xa" in refusal(with_member(workbook(A1=1), SHEET, ROWS.format(rows)))


def test_a_far_row_without_cells_is_no_matter():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" ht="15"/>'

    (sheet,) = read_workbook(with_member(workbook(A1=1), SHEET, ROWS.format(rows)), "x")
    assert sheet.rows[0][0] == Decimal(1)


def test_rows_count_from_the_first_even_when_it_is_empty():
    (sheet,) = read_workbook(workbook(C4="x"), "x")

    assert sheet.rows[3][2] == "x"


def test_hidden_sheets_are_read_too_but_not_what_may_be_picked():
    assert [sheet.name for sheet in read_workbook(sent(), "x")] == [
        "Bìa",
        "Hướng dẫn",
        "Chấm điểm",
        "Tài liệu kiểm chứng",
        "_cchc",
    ]


def test_a_percent_cell_is_read_as_the_person_sees_it():
    book = Workbook()
    book.active["A1"], book.active["B1"], book.active["C1"] = 0.955, 0.5, "x"
    book.active["A1"].number_format = "0.0%"
    book.create_sheet("khác")["A1"] = 0.25

    first, second = read_workbook(saved(book), "x")

    assert first.rows[0] == ("95,5%", Decimal("0.5"), "x")
    assert second.rows[0] == (Decimal("0.25"),)


def test_a_percent_sign_that_is_only_text_changes_nothing():
    book = Workbook()
    book.active["A1"] = 95
    book.active["A1"].number_format = '0"%"'

    assert read_workbook(saved(book), "x")[0].rows[0] == (Decimal(95),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"xin chao", "không phải tệp bảng tính"),
        (b"PK\x03\x04" + b"x" * 100, "bị hỏng"),
        (limits.OLE + b"\x00" * 600, "bị hỏng"),
        (limits.OLE + limits.ENCRYPTED, "mật khẩu"),
        (b"PK\x03\x04" + bytes(limits.MAX_BYTES), "15 MB"),
    ],
)
def test_what_is_no_sound_workbook_is_refused_with_what_to_do(content, words):
    message = refusal(content)

    assert words in message
    assert "Đề nghị" in message


def test_a_zip_that_is_no_workbook_is_refused():
    assert "tệp nén" in refusal(zipped(**{"a.txt": "x"}))


def test_a_cut_off_workbook_is_refused():
    assert "bị hỏng" in refusal(sent()[:-200])


def test_a_file_that_swells_when_unpacked_is_refused():
    assert "bất thường" in refusal(zipped(**{"xl/workbook.xml": bytes(5_000_000)}))


def test_a_file_of_too_many_members_is_refused():
    members = {f"m{n}": "x" for n in range(limits.MAX_ENTRIES + 1)}

    assert "bất thường" in refusal(zipped(**members))


@pytest.mark.parametrize("cell", ["XFD1", "A10000", "B1048576"])
def test_a_value_far_outside_the_table_is_refused_before_memory_is_taken(cell):
    assert "quá xa" in refusal(workbook(**{"A1": "x", cell: "y"}))


@pytest.mark.parametrize("attribute", ["r='XFD1'", 'r = "xfd1"', 'r=\n"A10000"'])
def test_a_far_value_is_found_however_the_xml_is_written(attribute):
    source = ZipFile(BytesIO(workbook(A1="x")))
    members = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b'r="A1"', attribute.encode())

    assert "quá xa" in refusal(zipped(**members))


def test_a_value_just_inside_is_read():
    (sheet,) = read_workbook(workbook(A9999="x"), "x")

    assert sheet.rows[9998][0] == "x"


def test_damaged_files_are_refused_and_never_end_in_another_error():
    generator = random.Random(2021)
    content = sent()
    for _ in range(150):
        broken = bytearray(content)
        for _ in range(generator.randint(1, 20)):
            broken[generator.randrange(len(broken))] = generator.randrange(256)
        with suppress(UnreadableFile):
            read_workbook(bytes(broken), "x")
