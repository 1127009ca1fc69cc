"""The error tree: codes, subjects, and the picture in the docstring."""

import pickle

import pytest

from models.domain import errors
from models.domain.errors import CchcError

TREE = [error for error in vars(errors).values() if isinstance(error, type)]


def test_every_error_has_a_code_of_its_own():
    assert len({error.code for error in TREE}) == len(TREE)


@pytest.mark.parametrize("error", TREE)
def test_every_error_is_drawn_in_the_tree(error):
    assert issubclass(error, CchcError)
    assert error.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("error", TREE)
def test_an_error_keeps_message_and_subject_through_pickling(error):
    again = pickle.loads(pickle.dumps(error("Đề nghị nộp lại.", subject="18496")))

    assert type(again) is error
    assert str(again) == again.message == "Đề nghị nộp lại."
    assert again.subject == "18496"


def test_an_error_may_be_about_nothing_in_particular():
    assert CchcError("Lỗi.").subject == ""
