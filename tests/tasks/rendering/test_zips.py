from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tasks.rendering.zips import EPOCH, pack_zip, without_dates

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"Th\xe1\xbb\xa9 " * 500}


def written_at(moment):
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(ZipInfo(name, moment), content, ZIP_DEFLATED)
        archive.comment = "ghi chú".encode()
    return buffer.getvalue()


def test_the_moment_of_writing_leaves_no_trace():
    one, other = written_at((2021, 10, 11, 8, 0, 0)), written_at((2026, 11, 24, 23, 59, 58))

    assert one != other
    assert without_dates(one) == without_dates(other)


def test_only_the_dates_differ():
    with ZipFile(BytesIO(without_dates(written_at((2021, 10, 11, 8, 0, 0))))) as archive:
        assert archive.testzip() is None
        assert {n: archive.read(n) for n in archive.namelist()} == PARTS
        assert {part.date_time for part in archive.infolist()} == {EPOCH}
        assert archive.comment.decode() == "ghi chú"


def test_what_is_packed_already_is_stored_as_it_is():
    with ZipFile(BytesIO(pack_zip([("a.docx", b"0" * 900)]))) as archive:
        assert archive.infolist()[0].compress_size == 900
    with ZipFile(BytesIO(pack_zip([("a.txt", b"0" * 900)]))) as archive:
        assert archive.infolist()[0].compress_size < 100
