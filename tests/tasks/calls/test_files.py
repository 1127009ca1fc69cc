"""The call list to print, in Excel and in Word."""

import io
import shutil
import subprocess

import openpyxl
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from models.domain.errors import ConfigurationError
from tasks.calls.paper import calls_docx
from tasks.calls.rows import rows_of
from tasks.calls.table import CALL_COLUMNS, NOTE
from tasks.calls.write import CALL_FILES, write_calls
from tests.tasks.calls.conftest import NOW

HEADINGS = [column.heading for column in CALL_COLUMNS]


@pytest.fixture(scope="module")
def rows(campaign, lost):
    return rows_of(campaign, lost)


@pytest.fixture(scope="module")
def sheet(campaign, rows):
    content = CALL_FILES[".xlsx"](campaign, rows, NOW)
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.fixture(scope="module")
def table(campaign, rows):
    (table,) = Document(io.BytesIO(calls_docx(campaign, rows, NOW))).tables
    return table


def test_the_sheet_has_a_line_for_each_thing_and_one_number_for_each_person(sheet, rows):
    lines = list(sheet.iter_rows(min_row=3, values_only=True))
    assert list(lines[0]) == HEADINGS
    assert [line[0] for line in lines[1:6]] == ["1", "2", None, "3", "4"]
    assert [line[4] for line in lines[1:6]] == ["14", "12", "3", "13", "15"]
    assert not any("".join(filter(None, line[6:])) for line in lines[1:6])
    assert sheet.max_row == 10
    assert sheet.cell(10, 1).value == NOTE


def test_the_sheet_prints_across_with_its_header_on_every_page(sheet):
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(cell.alignment.wrap_text for cell in sheet[4])


def test_nothing_becomes_a_formula(sheet):
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any("=HYPERLINK" in cell.value for cell in cells)


def test_the_document_has_the_same_table(table, sheet):
    document = [[cell.text for cell in row.cells] for row in table.rows]
    assert document[0] == HEADINGS
    assert [row[4] for row in document[1:]] == ["14", "12", "3", "13", "15"]
    assert document[3][:3] == document[2][:3]
    assert document[1][3] == sheet.cell(4, 4).value


def test_the_documents_header_is_repeated_and_no_row_is_torn(table):
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


@pytest.mark.parametrize("kind", CALL_FILES)
def test_the_same_list_gives_the_same_bytes(campaign, rows, kind):
    assert CALL_FILES[kind](campaign, rows, NOW) == CALL_FILES[kind](campaign, rows, NOW)


@pytest.mark.parametrize("kind", CALL_FILES)
def test_a_list_of_nobody_can_be_printed_too(campaign, kind):
    assert CALL_FILES[kind](campaign, (), NOW)


def test_another_kind_of_file_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(ConfigurationError, match=r"đuôi \.xlsx hoặc \.docx"):
        write_calls(None, tmp_path / "goi.pdf")


@pytest.mark.slow
@pytest.mark.parametrize("kind", CALL_FILES)
def test_a_long_list_prints_on_pages_across(campaign, lost, kind, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    many = rows_of(campaign, lost) * 6
    source = tmp_path / f"goi-dien{kind}"
    source.write_bytes(CALL_FILES[kind](campaign, many, NOW))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(source.with_suffix(".pdf")) as pdf:
        assert 2 <= len(pdf) <= 8
        for page in pdf:
            width, height = page.get_size()
            assert width > height
            assert "STT" in page.get_textpage().get_text_bounded()
