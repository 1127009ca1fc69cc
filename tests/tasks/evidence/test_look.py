import random
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from models.domain.evidence.file import EvidenceFacts, EvidenceKind
from tasks.evidence.open_up import facts_of, unopened
from tasks.files.limits import ENCRYPTED
from tests.support.evidence_files import (
    LINE,
    OLE,
    excel,
    locked_pdf,
    open_document,
    page,
    picture,
    raw_pdf,
    scan,
    text_pdf,
    with_parts,
    word,
    zipped,
)
from tests.support.profile import examples

K = EvidenceKind
LOCKED_PART = "<manifest:encryption-data/>"
FAR_LIMIT = 5.0
"""Seconds; a look takes a hundredth of that."""


class TestPdf:
    def test_text_is_counted_and_nothing_is_odd(self):
        assert facts_of(text_pdf(LINE, LINE), "a.pdf") == EvidenceFacts(
            kind=K.PDF, pages=2, text_length=len("".join(LINE.split()))
        )

    def test_a_scan_with_writing_is_not_blank(self):
        found = facts_of(scan(page(lines=1)), "a.pdf")

        assert (found.pages, found.text_length, found.blank) == (1, 0, False)

    @pytest.mark.parametrize("colour", ["white", "black", "lightblue"])
    def test_a_scan_of_one_colour_is_blank(self, colour):
        assert facts_of(scan(page(colour)), "a.pdf").blank

    def test_a_page_without_anything_is_blank(self):
        assert facts_of(text_pdf("", ""), "a.pdf").blank

    def test_one_page_with_something_is_enough(self):
        assert not facts_of(text_pdf("", "", LINE), "a.pdf").blank

    def test_a_long_document_is_not_called_blank_for_its_first_pages(self):
        assert not facts_of(text_pdf(*[""] * 11), "a.pdf").blank

    def test_a_password_is_no_damage(self):
        found = facts_of(locked_pdf(), "a.pdf")

        assert (found.encrypted, found.readable, found.pages) == (True, False, None)

    @pytest.mark.parametrize(
        "action", ["/S /JavaScript /JS (app.alert\\(1\\))", "/S /Launch /F (cmd.exe)"]
    )
    def test_what_would_run_is_a_macro(self, action):
        assert facts_of(text_pdf(LINE, catalog=f"/OpenAction << {action} >>"), "a.pdf").macro

    def test_a_plain_open_action_is_none(self):
        assert not facts_of(text_pdf(LINE, catalog="/OpenAction [4 0 R /Fit]"), "a.pdf").macro

    def test_a_cut_off_scan_still_tells_what_it_can(self):
        whole = scan(page(lines=20))

        assert facts_of(whole[: len(whole) // 2], "a.pdf").kind is K.PDF

    @pytest.mark.parametrize("content", [b"%PDF-1.4", b"%PDF-1.4\n%%EOF", b"%PDF-" + b"\0" * 999])
    def test_a_pdf_of_nothing_is_unreadable(self, content):
        assert facts_of(content, "a.pdf") == EvidenceFacts(kind=K.PDF, readable=False)

    def test_pages_that_are_their_own_parents_end(self):
        looped = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 9 >>"]

        _soon(raw_pdf(looped))

    def test_forms_that_draw_themselves_end(self):
        draws = "/F Do"
        form = (
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject "
            f"<< /F 5 0 R >> >> /Length {len(draws)} >>\nstream\n{draws}\nendstream"
        )
        used = "<< /XObject << /F 5 0 R >> >>"
        parts = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R "
            f"/Resources {used} >>",
            f"<< /Length {len(draws)} >>\nstream\n{draws}\nendstream",
            form,
        ]

        _soon(raw_pdf(parts))

    @pytest.mark.parametrize("box", ["0 0 0 0", "0 0 1e9 1", "5 5 -5 -5", "0 0 nan nan"])
    def test_pages_of_odd_sizes_are_looked_at(self, box):
        _soon(text_pdf(LINE).replace(b"0 0 595 842", box.encode()))


class TestPicture:
    @pytest.mark.parametrize("form", ["PNG", "JPEG"])
    def test_writing_is_seen(self, form):
        found = facts_of(picture(page(lines=1), form), "a")

        assert (found.readable, found.blank, found.width, found.height) == (True, False, 827, 1169)

    @pytest.mark.parametrize("colour", ["white", "black", "yellow"])
    def test_one_colour_is_blank(self, colour):
        assert facts_of(picture(page(colour), "JPEG"), "a.jpg").blank

    def test_uneven_light_and_dust_are_blank(self):
        image = Image.linear_gradient("L").resize((827, 1169)).point(lambda p: 170 + p // 4)
        draw = ImageDraw.Draw(image)
        dust = random.Random(1)
        for _ in range(12):
            x, y = dust.randrange(827), dust.randrange(1169)
            draw.ellipse((x, y, x + 2, y + 2), fill=60)
        draw.ellipse((18, 300, 40, 322), fill=0)
        draw.rectangle((0, 0, 15, 1169), fill=30)

        assert facts_of(picture(image, "JPEG"), "a.jpg").blank

    @pytest.mark.parametrize(
        "mark",
        [
            lambda draw: draw.ellipse((450, 750, 620, 920), outline=(200, 30, 30), width=4),
            lambda draw: draw.line([(450, 750), (500, 700), (600, 730)], "navy", width=3),
            lambda draw: draw.text((150, 500), "But chi mo", fill=(170, 170, 170), font_size=18),
        ],
        ids=["stamp", "signature", "pencil"],
    )
    def test_a_single_mark_on_the_page_is_seen(self, mark):
        image = page((240, 238, 230))
        mark(ImageDraw.Draw(image))

        assert not facts_of(picture(image, "JPEG"), "a.jpg").blank

    def test_what_shines_through_from_the_back_is_blank(self):
        image = page((240, 238, 230))
        draw = ImageDraw.Draw(image)
        for number in range(20):
            draw.text((120, 120 + 40 * number), LINE[::-1], fill=(224, 222, 214), font_size=18)

        assert facts_of(picture(image, "JPEG"), "a.jpg").blank

    @pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK"])
    def test_writing_is_seen_in_every_mode(self, mode):
        form = "JPEG" if mode == "CMYK" else "PNG"

        assert not facts_of(picture(page(lines=3).convert(mode), form), "a").blank

    def test_writing_in_sixteen_bits_is_seen(self):
        deep = page(lines=3).convert("I").point(lambda p: p * 257).convert("I;16")

        assert not facts_of(picture(deep), "a.png").blank

    def test_writing_on_nothing_is_seen_and_nothing_on_nothing_is_blank(self):
        clear = page((0, 0, 0, 0), mode="RGBA")

        assert facts_of(picture(clear), "a.png").blank
        assert not facts_of(picture(page((0, 0, 0, 0), lines=3, mode="RGBA")), "a.png").blank

    def test_a_single_pixel_is_blank(self):
        assert facts_of(picture(Image.new("RGB", (1, 1))), "a.png").blank

    @pytest.mark.parametrize("form", ["PNG", "JPEG"])
    def test_a_picture_that_is_cut_off_is_unreadable(self, form):
        whole = picture(page(lines=20), form)

        assert not facts_of(whole[: len(whole) // 2], "a").readable

    def test_a_picture_that_would_fill_the_memory_is_not_unpacked(self):
        bomb = picture(Image.new("1", (12_000, 12_000)))
        started = monotonic()
        found = facts_of(bomb, "a.png")

        assert (found.readable, found.width) == (False, 12_000)
        assert len(bomb) < 200_000
        assert monotonic() - started < 0.5


class TestOffice:
    @pytest.mark.parametrize(
        ("content", "name"),
        [(word(), "a.docx"), (excel(), "a.xlsx"), (open_document(), "a.odt")],
    )
    def test_letters_are_counted(self, content, name):
        found = facts_of(content, name)

        assert (found.readable, found.blank, found.macro, found.encrypted) == (
            True,
            False,
            False,
            False,
        )
        assert found.text_length >= len("".join(LINE.split()))

    @pytest.mark.parametrize(
        "content", [word(""), excel(None), open_document(text=""), open_document("spreadsheet", "")]
    )
    def test_a_document_without_letters_is_blank(self, content):
        assert facts_of(content, "a").blank

    def test_a_document_of_pictures_is_not_blank(self):
        assert not facts_of(with_parts(word(""), ("word/media/image1.png", b"x")), "a.docx").blank

    @pytest.mark.parametrize(
        "part", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "Basic/Standard/Module1.xml"]
    )
    def test_macros_are_seen_wherever_programs_put_them(self, part):
        assert facts_of(with_parts(word(), (part, b"x")), "a.docx").macro

    def test_macros_of_old_documents_are_seen(self):
        with_macro = OLE + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le")

        assert facts_of(with_macro, "a.doc").macro
        assert not facts_of(OLE + b"\0" * 600, "a.doc").macro

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (OLE + b"\0" * 600 + ENCRYPTED, "a.docx"),
            (OLE + b"\0" * 600 + ENCRYPTED, "a.doc"),
            (open_document(manifest=LOCKED_PART), "a.odt"),
        ],
    )
    def test_a_password_is_seen(self, content, name):
        found = facts_of(content, name)

        assert (found.encrypted, found.readable, found.blank) == (True, False, False)

    def test_a_damaged_package_is_unreadable(self):
        whole = bytearray(word())
        whole[len(whole) // 3] ^= 0xFF

        assert not facts_of(bytes(whole), "a.docx").readable
        assert not facts_of(word()[:-100], "a.docx").readable

    def test_a_package_that_unpacks_to_gigabytes_is_unreadable_at_once(self):
        bomb = with_parts(word(), ("word/media/a.bmp", b"\0" * 30_000_000))

        assert not facts_of(bomb, "a.docx").readable

    def test_entities_are_not_resolved(self):
        xml = '<!DOCTYPE d [<!ENTITY a "' + "b" * 99 + '">]><w:p>&a;</w:p>'
        package = zipped(("[Content_Types].xml", b""), ("word/document.xml", xml.encode()))

        assert facts_of(package, "a.docx").text_length < 200


class TestAnything:
    def test_an_empty_file_is_empty(self):
        assert facts_of(b"", "a.pdf") == EvidenceFacts(kind=K.EMPTY, readable=False)

    def test_what_has_no_look_is_only_named(self):
        assert facts_of(b"MZ\x90", "a.pdf") == EvidenceFacts(kind=K.PROGRAM)

    def test_what_could_not_be_looked_into_is_unreadable(self):
        assert unopened(text_pdf(LINE), "a.pdf") == EvidenceFacts(kind=K.PDF, readable=False)

    @settings(max_examples=examples(60), deadline=None)
    @given(
        st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]),
        st.binary(max_size=400),
        st.text(max_size=20),
    )
    def test_random_bytes_end_in_facts(self, start, rest, name):
        _soon(start + rest, name)

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (text_pdf(LINE, LINE), "a.pdf"),
            (scan(page(lines=2)), "a.pdf"),
            (locked_pdf(), "a.pdf"),
            (word(), "a.docx"),
            (excel(), "a.xlsx"),
            (picture(page(lines=2)), "a.png"),
            (picture(page(lines=2), "JPEG"), "a.jpg"),
        ],
    )
    def test_mutated_files_end_in_facts(self, content, name):
        chance = random.Random(name)
        for _ in range(25):
            mutated = bytearray(content)
            for _ in range(chance.randint(1, 20)):
                mutated[chance.randrange(len(mutated))] = chance.randrange(256)
            cut = chance.randrange(len(mutated)) if chance.random() < 0.3 else len(mutated)
            _soon(bytes(mutated[:cut]), name)


def _soon(content, name="a.pdf"):
    started = monotonic()
    assert isinstance(facts_of(content, name), EvidenceFacts)
    assert monotonic() - started < FAR_LIMIT
