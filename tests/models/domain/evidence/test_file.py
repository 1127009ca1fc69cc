from datetime import timedelta

from models.domain.evidence.file import current, is_known
from tests.support.evidence import AT, sent_file


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
