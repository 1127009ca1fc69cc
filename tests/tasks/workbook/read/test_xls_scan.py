import struct
from io import BytesIO
from pathlib import Path

import pytest
from olefile import OleFileIO

from models.domain.collection.workbook import FileNote
from models.domain.errors import UnreadableFile
from tasks.workbook.read.read import RETURNED_BOUNDS, read_workbook
from tasks.workbook.read.scan import PERCENT
from tasks.workbook.read.xls_scan import Globals, Record, biff_records, scan_xls
from tests.support.corpus import FOLDER

OFFICE = (Path(FOLDER) / "should_pass/filled_office.xls").read_bytes()
PERCENTS = (Path(FOLDER) / "should_pass/percent_cells_office.xls").read_bytes()
MACRO_STORAGE = "_VBA_PROJECT_CUR".encode("utf-16-le")


def stream_of(content):
    with OleFileIO(BytesIO(content)) as ole:
        return ole.openstream("Workbook").read()


def with_record(content, wanted, change):
    """The workbook with the first record of a number changed in place, its length kept."""
    stream = stream_of(content)
    start, at = content.index(stream[:512]), 0
    while True:
        number, length = struct.unpack_from("<HH", stream, at)
        if number == wanted:
            data = change(stream[at + 4 : at + 4 + length])
            place = start + at + 4
            return content[:place] + data + content[place + length :]
        at += 4 + length


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content, "bai.xls")
    return refused.value.message


def test_percent_cells_are_found_by_their_style():
    scan = scan_xls(PERCENTS, "bai.xls", RETURNED_BOUNDS)

    (cells,) = scan.cells.values()
    assert cells == {(8, 3): PERCENT}


def test_a_sheet_that_ends_before_it_begins_takes_no_memory():
    broken = with_record(OFFICE, Record.DIMENSIONS, lambda d: b"\xff\xff\x00\x00" + d[4:])

    assert "bị hỏng" in refusal(broken)


def test_a_sheet_that_says_it_is_huge_takes_no_memory():
    huge = with_record(OFFICE, Record.DIMENSIONS, lambda d: d[:4] + b"\x00\x00\x01\x00" + d[8:])

    assert "quá xa" in refusal(huge)


def test_a_cell_far_away_takes_no_memory():
    far = with_record(OFFICE, Record.SHARED_TEXT, lambda d: b"\xff\xff" + d[2:])

    assert "quá xa" in refusal(far)


def test_a_list_of_sectors_that_goes_in_circles_is_refused():
    assert "bị hỏng" in refusal(OFFICE[:56] + bytes(456) + OFFICE[512:])


def test_an_old_workbook_that_is_none_is_refused_with_what_to_do():
    name = "Workbook".encode("utf-16-le")

    assert "không phải bảng tính" in refusal(OFFICE.replace(name, "Document".encode("utf-16-le")))


def test_macros_and_links_are_noted():
    root = "SummaryInformation".encode("utf-16-le")
    at = OFFICE.index(root) - 2
    entry = MACRO_STORAGE + bytes(64 - len(MACRO_STORAGE)) + b"\x22\x00"
    macro = OFFICE[:at] + entry + OFFICE[at + 66 :]

    assert scan_xls(macro, "x", RETURNED_BOUNDS).notes == {FileNote.MACROS}
    assert scan_xls(OFFICE, "x", RETURNED_BOUNDS).notes == frozenset()


def bound(number, data):
    return struct.pack("<HH", number, len(data)) + data


def test_links_to_other_files_are_told_from_the_books_own():
    own = bound(Record.EXTERNAL_BOOK, b"\x01\x00\x01\x04")
    other = bound(Record.EXTERNAL_BOOK, b"\x01\x00\x05\x00\x00\x01x")

    assert not Globals(own, wide=True).linked
    assert Globals(own + other, wide=True).linked


def test_names_and_formats_of_excel_5_have_letters_of_one_byte():
    sheet = bound(Record.BOUND_SHEET, b"\x10\x00\x00\x00\x00\x00\x03abc")
    percent = bound(Record.FORMAT, b"\xa4\x00\x020%")
    style = bound(Record.STYLE, b"\x00\x00\xa4\x00")

    book = Globals(sheet + percent + style, wide=False)

    assert book.sheets == [("abc", 16)]
    assert book.percent_styles == {0}


def test_records_end_with_their_part_or_with_the_bytes():
    end = bound(Record.END, b"")

    assert [number for number, _ in biff_records(end + end)] == [Record.END]
    assert list(biff_records(b"\x01\x00\x05\x00ab")) == [(1, b"ab")]
    assert list(biff_records(b"\x01")) == []
