import unicodedata

from models.domain.vietnamese.text import fold, readable_text, tidy


def test_decomposed_letters_are_the_same_text():
    assert tidy(unicodedata.normalize("NFD", "Không áp dụng")) == "Không áp dụng"


def test_no_break_spaces_and_invisible_characters_do_not_count():
    assert tidy("\ufeff Đầy\u00a0đủ,\n kịp\u200b thời ") == "Đầy đủ, kịp thời"


def test_plain_text_is_only_trimmed():
    assert tidy("  a \t b ") == "a b"


def test_case_does_not_count_when_comparing():
    assert fold("CÓ") == fold("có")


def test_signs_that_cannot_be_printed_are_marked():
    assert readable_text("bao-cao\u202efdp.exe\n") == "bao-cao\ufffdfdp.exe\ufffd"
    assert readable_text(unicodedata.normalize("NFD", "Kế hoạch")) == "Kế hoạch"
