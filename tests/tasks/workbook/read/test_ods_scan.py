import re

import pytest

from models.domain.cells import NO_RESULT
from models.domain.errors import UnreadableFile
from tasks.workbook.read.read import read_workbook
from tests.support.corpus import FOLDER
from tests.support.zips import with_members

OFFICE = (FOLDER / "should_pass/filled_office.ods").read_bytes()
HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
TEXT = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
PERCENT = '<table:table-cell office:value-type="percentage" office:value="0.955"{}/>'


def sheet(*rows, name="a"):
    """A sheet of rows of cells; a row may be a pair of its attributes and its cells."""
    pairs = (row if isinstance(row, tuple) else ("", row) for row in rows)
    inner = "".join(f"<table:table-row{at}>{cells}</table:table-row>" for at, cells in pairs)
    return f'<table:table table:name="{name}">{inner}</table:table>'


def rows(many):
    return f' table:number-rows-repeated="{many}"'


def columns(many):
    return f' table:number-columns-repeated="{many}"'


def ods(*sheets):
    return with_members(OFFICE, {"content.xml": (HEAD + "".join(sheets) + TAIL).encode()})


def cells(*sheets):
    return read_workbook(ods(*sheets), "bai.ods")[0].rows


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content, "bai.ods")
    return refused.value.message


def test_repeated_percent_cells_are_all_read_as_a_person_sees_them():
    found = cells(sheet((rows(2), TEXT.format("") + PERCENT.format(columns(2)))))

    assert found == (("x", "95,5%", "95,5%"),) * 2


def test_a_formula_that_shows_an_error_or_nothing_is_told():
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
    error += 'office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>'
    nothing = '<table:table-cell table:formula="of:=A1"/>'

    assert cells(sheet(TEXT.format("") + error + nothing + TEXT.format(""))) == (
        ("x", "#DIV/0!", NO_RESULT, "x"),
    )


@pytest.mark.parametrize(
    "far",
    [
        sheet((rows(1_000_000), TEXT.format(""))),
        sheet((rows(9_998), "<table:table-cell/>"), TEXT.format(""), TEXT.format("")),
        sheet(TEXT.format(columns(703))),
        sheet((rows(9_000), TEXT.format(columns(700)))),
        "".join(sheet((rows(1_000), TEXT.format(columns(400))), name=n) for n in "ab"),
        sheet((rows(20_000), '<table:table-cell table:formula="of:=1"/>')),
    ],
)
def test_what_stands_for_too_many_cells_is_refused_before_room_is_made(far):
    assert "quá xa" in refusal(ods(far))


def test_empty_rows_and_cells_to_the_end_of_the_sheet_are_no_matter():
    empty = f"<table:table-cell{columns(16_384)}/>"

    assert cells(sheet(TEXT.format("") + empty, (rows(1_048_575), empty))) == (("x",),)


@pytest.mark.parametrize("broken", ["<a>", 'x="y"', "&nothing;", "\0"])
def test_a_content_that_is_no_xml_is_damage(broken):
    assert "bị hỏng" in refusal(ods(sheet(broken)))


def test_a_number_of_repetitions_that_is_none_is_damage():
    assert "bị hỏng" in refusal(ods(sheet((rows("x"), TEXT.format("")))))


def test_links_to_other_files_are_noted():
    linked = '<table:table-source xmlns:xlink="x" xlink:href="file:///x.ods"/>'
    source = re.sub("<table:table-row>", linked + "<table:table-row>", sheet(TEXT.format("")))

    assert [note.value for note in read_workbook(ods(source), "bai.ods").notes] == [
        "external_links"
    ]
