import pytest

from models.domain.collection.workbook import FileNote
from models.domain.errors import UnreadableFile
from tasks.files.limits import OLE
from tasks.workbook.read.read import read_workbook
from tests.support.corpus import FOLDER
from tests.support.corpus_form import answered
from tests.support.zips import with_members, zipped

ODS = (FOLDER / "should_pass/filled_office.ods").read_bytes()


def refusal(content, name="bai.xlsx"):
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content, name)
    assert "Đề nghị" in refused.value.message
    return refused.value.message


@pytest.mark.parametrize("name", ["bai.xls", "bai.ods", "bai", "Bài nộp v1.2", "BAI.XLSX"])
def test_a_workbook_under_another_name_of_one_is_read_by_what_it_is(name):
    assert read_workbook(answered(), name) == read_workbook(answered(), "bai.xlsx")


@pytest.mark.parametrize("name", ["bai.pdf", "bai.DOCX", "bai.exe", "bai.zip", "bai.html"])
def test_a_workbook_under_the_name_of_something_else_is_refused(name):
    assert "không phải đuôi của bảng tính" in refusal(answered(), name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"\x89PNG\r\n", "ảnh chụp"),
        (b"Rar!\x1a", "tệp nén"),
        (b"MZ\x90", "chương trình"),
        (b"{\\rtf1", "văn bản"),
        (b"\xef\xbb\xbf<HTML>", "trang web"),
        (b"a;b;c", "không phải tệp bảng tính"),
        (zipped({"word/document.xml": b""}), "Word"),
        (zipped({"xl/workbook.bin": b""}), "xlsb"),
        (zipped({"ppt/presentation.xml": b""}), "trình chiếu"),
        (zipped({"Index/Document.iwa": b""}), "Numbers"),
        (zipped({"bai.xlsx": b""}), "giải nén"),
        (OLE + bytes(600), "bị hỏng"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(content, words):
    assert words in refusal(content)


@pytest.mark.parametrize(
    ("member", "note"),
    [
        ("xl/vbaProject.bin", FileNote.MACROS),
        ("xl/macrosheets/sheet1.xml", FileNote.MACROS),
        ("xl/externalLinks/externalLink1.xml", FileNote.EXTERNAL_LINKS),
        ("xl/embeddings/oleObject1.bin", FileNote.EMBEDDED_OBJECTS),
        ("xl/activeX/activeX1.bin", FileNote.EMBEDDED_OBJECTS),
    ],
)
def test_what_an_xlsx_holds_beside_cells_is_noted(member, note):
    assert read_workbook(with_members(answered(), {member: b"x"}), "x.xlsx").notes == {note}


@pytest.mark.parametrize(
    ("member", "note"),
    [
        ("Basic/Standard/Module1.xml", FileNote.MACROS),
        ("Scripts/python/x.py", FileNote.MACROS),
        ("Object 1", FileNote.EMBEDDED_OBJECTS),
    ],
)
def test_what_an_ods_holds_beside_cells_is_noted(member, note):
    assert read_workbook(with_members(ODS, {member: b"x"}), "x.ods").notes == {note}


def test_a_chart_in_an_ods_is_nothing_to_tell():
    assert (
        read_workbook(with_members(ODS, {"Object 1/content.xml": b"<x/>"}), "x.ods").notes
        == frozenset()
    )


def test_a_document_that_is_embedded_may_be_an_archive_but_no_other_member():
    inner = zipped({"word/document.xml": b""})

    assert read_workbook(with_members(answered(), {"xl/embeddings/a.docx": inner}), "x.xlsx").notes
    assert "bất thường" in refusal(with_members(answered(), {"xl/a.zip": inner}))


def test_a_picture_in_svg_may_declare_its_document_type_but_no_other_member():
    picture = b"<!DOCTYPE svg><svg/>"

    assert read_workbook(with_members(answered(), {"xl/media/image1.svg": picture}), "x.xlsx")
    assert "bất thường" in refusal(with_members(answered(), {"xl/theme/theme1.xml": picture}))
    wide = "<!DOCTYPE x>".encode("utf-16-be")
    assert "bất thường" in refusal(with_members(answered(), {"xl/theme/theme1.xml": wide}))


def test_a_member_that_is_larger_than_it_says_is_damage():
    content = bytearray(zipped({"xl/workbook.xml": b"x" * 100, "a": b"y"}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (50).to_bytes(4, "little")

    assert "bị hỏng" in refusal(bytes(content))


def test_an_archive_that_asks_for_a_password_is_refused_as_such():
    content = bytearray(answered())
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "mật khẩu" in refusal(bytes(content))
