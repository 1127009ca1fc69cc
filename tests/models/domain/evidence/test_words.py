import pytest

from models.domain.delivery import Door
from models.domain.evidence.file import EvidenceKind, LeftOut, LeftOutReason
from models.domain.evidence.words import DOORS, criteria_words, facts_words, size_words
from tests.support.evidence import facts, sent_file

K = EvidenceKind


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
    assert set(DOORS) == set(Door)
