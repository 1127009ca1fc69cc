from datetime import timedelta

import pytest

from models.domain.delivery import DOOR_WORDS, Door
from models.domain.evidence.file import (
    EvidenceKind,
    LeftOut,
    LeftOutReason,
    criteria_words,
    current,
    facts_words,
    is_disguised,
    is_forbidden,
    is_known,
    kind_by_name,
    kind_words,
    size_words,
)
from tests.support.evidence import AT, facts, sent_file


def test_a_file_of_the_same_name_takes_the_place_of_the_one_before():
    first = sent_file("Kế hoạch.pdf", position=1, content="old")
    other = sent_file("b.pdf", position=2)
    second = sent_file("KẾ HOẠCH.pdf", position=3, content="new")

    assert current((first, other, second)) == (other, second)


def test_files_of_one_name_in_two_folders_stand_side_by_side():
    files = (
        sent_file("kh.pdf", folder="1.1.1"),
        sent_file("kh.pdf", folder="1.1.2", position=2),
    )

    assert current(files) == files


def test_what_stands_brings_nothing_new_from_whatever_delivery():
    kept = sent_file(content="x")
    again = kept.model_copy(update={"reference": "<2@xa.example>", "at": AT + timedelta(days=1)})

    assert is_known((kept,), again)
    assert not is_known((kept,), sent_file(content="y"))
    assert not is_known((kept,), sent_file("b.pdf", content="x"))


def test_a_delivery_that_is_told_of_again_brings_nothing_back():
    first = sent_file(content="x", position=1)
    second = sent_file(content="y", position=2, reference="<2@xa.example>")

    assert is_known((first, second), first)
    assert not is_known((first, second), first.model_copy(update={"reference": "<3@xa.example>"}))


K = EvidenceKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PDF", K.PDF),
        ("a.b.jpeg", K.JPG),
        ("a.pdf.exe", K.PROGRAM),
        ("a.pdf . ", K.PDF),
        ("pdf", K.OTHER),
        ("a.", K.OTHER),
        ("", K.OTHER),
    ],
)
def test_the_last_extension_tells_the_kind(name, kind):
    assert kind_by_name(name) is kind


def test_no_file_is_both_disguised_and_forbidden():
    names = ("a.pdf", "a.doc", "a.zip", "a.exe", "a")
    both = [(n, k) for n in names for k in K if is_disguised(n, k) and is_forbidden(n, k)]

    assert both == []


def test_only_kinds_on_the_list_and_zips_pass():
    names = ["a.pdf", "a.docx", "a.xlsx", "a.pptx", "a.odt", "a.ods", "a.png", "a.jpg", "a.zip"]
    others = ["a.doc", "a.heic", "a.rar", "a.exe", "a.svg", "a.txt"]

    def passes(name):
        kind = kind_by_name(name)
        return not is_disguised(name, kind) and not is_forbidden(name, kind)

    assert [name for name in names + others if passes(name)] == names


def test_every_kind_has_its_words():
    assert all(kind_words(kind) for kind in K)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (facts(pages=3, signatures=1), "PDF, 3 trang, có chữ ký số (chưa xác minh)"),
        (facts(K.JPG, width=800, height=600, blank=True), "ảnh JPG, 800 x 600 điểm ảnh, không "),
        (facts(encrypted=True, readable=False), "PDF, đặt mật khẩu"),
        (facts(readable=False), "PDF, không mở được"),
        (facts(K.XLSX, macro=True), "Excel, có macro hoặc mã lệnh"),
        (
            facts(K.ZIP, left_out=(LeftOut(name="a", reason=LeftOutReason.NESTED),)),
            "tệp nén ZIP, còn 1 tệp chưa lấy ra được",
        ),
    ],
)
def test_what_was_seen_is_told_in_words(seen, words):
    assert facts_words(seen).startswith(words)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 byte"), (1023, "1023 byte"), (1536, "1,5 KB"), (15 * 1024 * 1024, "15 MB")],
)
def test_sizes_are_told_as_people_read_them(size, words):
    assert size_words(size) == words


def test_a_file_without_criteria_is_said_to_have_none():
    assert criteria_words(sent_file(criteria=("1.1.1", "C.1"))) == "1.1.1, C.1"
    assert criteria_words(sent_file()) == "chưa rõ tiêu chí"


def test_every_door_has_its_words():
    assert set(DOOR_WORDS) == set(Door)
