import random
import struct
import unicodedata
from binascii import crc32
from io import BytesIO
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.evidence.file import LeftOutReason
from tasks.evidence import unpack as limits
from tasks.evidence.magic import has_small_directory
from tasks.evidence.unpack import MOST_UNPACKED_FILES, Unpacked, unpack_zip
from tests.support.evidence_files import excel, word, zipped
from tests.support.profile import examples

R = LeftOutReason
VIETNAMESE = "Kế hoạch cải cách.pdf"


def names(content):
    return [(each.folder, each.name) for each in unpack_zip(content).files]


def left(content):
    return [(each.name, each.reason) for each in unpack_zip(content).left_out]


def raw_named(name: bytes, utf8: bool = False, extra: bytes = b"") -> bytes:
    """A zip whose entry has exactly these bytes as its name."""
    holder = ZipInfo("x" * len(name))
    holder.extra = extra
    made = zipped((holder, b"noi dung"))
    made = made.replace(b"x" * len(name), name)
    flags = 0x800 if utf8 else 0
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(sign) + place
        made = made[:at] + struct.pack("<H", flags) + made[at + 2 :]
    return made


class TestNames:
    def test_folders_are_dropped_and_their_code_is_kept(self):
        made = zipped(
            ("1.1.1 - Kế hoạch/quét/a.pdf", b"1"),
            ("Hồ sơ/1.1.2/b.pdf", b"2"),
            ("c.pdf", b"3"),
        )

        assert names(made) == [("1.1.1", "a.pdf"), ("1.1.2", "b.pdf"), ("", "c.pdf")]

    @pytest.mark.parametrize(
        "raw", [VIETNAMESE.encode(), unicodedata.normalize("NFD", VIETNAMESE).encode()]
    )
    @pytest.mark.parametrize("said", [True, False])
    def test_names_in_utf8_are_read_whether_it_is_said_or_not(self, raw, said):
        assert names(raw_named(raw, said)) == [("", VIETNAMESE)]

    def test_names_of_a_vietnamese_windows_are_read(self):
        name = "Quyết định.pdf"
        typed = "Quyê\u0301t đi\u0323nh.pdf".encode("cp1258")

        assert names(raw_named(typed)) == [("", name)]

    def test_what_is_no_code_page_is_read_as_the_format_has_it(self):
        assert names(raw_named(b"b\x9do.pdf")) == [("", "b¥o.pdf")]

    def test_a_unicode_name_beside_the_other_wins(self):
        raw = b"K? ho?ch.pdf"
        field = b"\x01" + struct.pack("<I", crc32(raw)) + "Kế hoạch.pdf".encode()
        extra = struct.pack("<HH", 1, 0) + struct.pack("<HH", 0x7075, len(field)) + field

        assert names(raw_named(raw, extra=extra)) == [("", "Kế hoạch.pdf")]
        wrong = extra.replace(struct.pack("<I", crc32(raw)), b"abcd")
        assert names(raw_named(raw, extra=wrong)) == [("", "K? ho?ch.pdf")]

    def test_windows_separators_divide_folders(self):
        assert names(raw_named(rb"1.1.1\a.pdf")) == [("1.1.1", "a.pdf")]

    def test_a_name_that_turns_the_text_around_is_made_plain(self):
        ((_, name),) = names(zipped(("bao-cao\u202efdp.exe", b"x")))

        assert "\u202e" not in name

    def test_a_long_name_keeps_its_extension(self):
        ((_, name),) = names(zipped(("a" * 300 + ".pdf", b"x")))

        assert len(name) == 150
        assert name.endswith("a.pdf")
        assert len(names(zipped(("a" * 300, b"x")))[0][1]) == 150

    def test_what_systems_make_for_themselves_is_left_without_a_word(self):
        made = zipped(
            ("__MACOSX/._a.pdf", b"1"),
            ("1.1/.DS_Store", b"1"),
            ("Thumbs.db", b"1"),
            ("~$a.docx", b"1"),
            ("1.1.1/", b""),
        )

        assert unpack_zip(made) == Unpacked()


class TestLimits:
    @pytest.mark.parametrize("path", ["../../etc/cron.d/x", "/etc/passwd", "C:\\a.pdf", "a/../b"])
    def test_paths_that_lead_out_are_left(self, path):
        ((_, reason),) = left(zipped((path, b"x"), ("a.pdf", b"x")))

        assert reason is R.ODD_PATH
        assert names(zipped((path, b"x"), ("a.pdf", b"x"))) == [("", "a.pdf")]

    def test_links_are_left(self):
        link = ZipInfo("ke-hoach.pdf")
        link.external_attr = 0o120777 << 16

        assert left(zipped((link, b"/etc/passwd"))) == [("ke-hoach.pdf", R.ODD_PATH)]

    def test_locked_entries_are_left_and_told(self):
        made = bytearray(zipped(("a.pdf", b"x"), ("b.pdf", b"y")))
        made[made.index(b"PK\x01\x02") + 8] |= 1

        assert left(bytes(made)) == [("a.pdf", R.ENCRYPTED)]
        assert names(bytes(made)) == [("", "b.pdf")]

    @pytest.mark.parametrize("name", ["b.zip", "b.pdf"])
    def test_archives_in_archives_are_left_whatever_they_are_called(self, name):
        assert left(zipped((name, zipped(("c.pdf", b"x"))))) == [(name, R.NESTED)]

    def test_a_rar_by_name_is_left(self):
        assert left(zipped(("b.rar", b"x"))) == [("b.rar", R.NESTED)]

    def test_office_documents_are_no_archives(self):
        made = zipped(("a.docx", word()), ("b.xlsx", excel()))

        assert names(made) == [("", "a.docx"), ("", "b.xlsx")]

    def test_of_too_many_the_first_are_taken(self):
        made = zipped(*((f"{n:03}.pdf", b"x") for n in range(MOST_UNPACKED_FILES + 3)))

        assert len(names(made)) == MOST_UNPACKED_FILES
        assert left(made) == [(f"{n:03}.pdf", R.TOO_MANY) for n in range(50, 53)]

    def test_what_shrinks_too_well_is_a_bomb(self):
        bomb = zipped(("a.pdf", b"x"), ("b.pdf", b"\0" * 3_000_000))

        assert left(bomb) == [("b.pdf", R.TOO_LARGE)]

    def test_all_together_may_not_be_too_large(self):
        noise = random.Random(1).randbytes(1_000_000) * 2
        made = zipped(*((f"{n}.pdf", noise) for n in range(40)), packed=False)

        unpacked = unpack_zip(made)

        assert sum(len(each.content) for each in unpacked.files) <= limits.MOST_UNPACKED
        assert {each.reason for each in unpacked.left_out} == {R.TOO_LARGE}
        assert len(unpacked.files) == 31

    def test_a_directory_that_lies_about_a_size_is_not_believed(self):
        made = bytearray(zipped(("a.pdf", b"1"), ("b.pdf", b"\0" * 3_000_000)))
        at = made.rindex(b"PK\x01\x02")
        made[at + 24 : at + 28] = struct.pack("<I", 10)

        assert left(bytes(made)) == [("b.pdf", R.DAMAGED)]

    def test_damage_in_one_entry_leaves_the_others(self):
        made = bytearray(zipped(("a.pdf", b"noi dung"), ("b.pdf", b"y")))
        made[made.index(b"noi dung")] ^= 1

        assert left(bytes(made)) == [("a.pdf", R.DAMAGED)]
        assert names(bytes(made)) == [("", "b.pdf")]

    def test_rare_compressions_are_left(self):
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_LZMA) as archive:
            archive.writestr("a.pdf", b"x")

        assert left(buffer.getvalue()) == [("a.pdf", R.DAMAGED)]

    def test_a_directory_of_a_hundred_thousand_entries_is_not_read(self):
        entry = zipped(("a", b""))
        directory = entry[entry.index(b"PK\x01\x02") : entry.index(b"PK\x05\x06")]
        end = struct.pack(
            "<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, len(directory) * 60_000, 31, 0
        )
        bomb = entry[: entry.index(b"PK\x01\x02")] + directory * 60_000 + end

        assert not has_small_directory(bomb)
        assert unpack_zip(bomb) == Unpacked(readable=False)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06", b"khong phai zip"])
    def test_what_is_no_archive_does_not_open(self, content):
        assert unpack_zip(content) == Unpacked(readable=False)

    @settings(max_examples=examples(80), deadline=None)
    @given(st.integers(0, 10_000), st.integers(0, 255), st.integers(0, 10_000))
    def test_mutated_archives_raise_nothing(self, place, byte, cut):
        whole = bytearray(zipped(("1.1.1/a.pdf", b"noi dung" * 9), ("b.zip", zipped(("c", b"")))))
        whole[place % len(whole)] = byte

        assert isinstance(unpack_zip(bytes(whole[: cut % len(whole) + 1])), Unpacked)
