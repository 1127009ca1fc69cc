import pytest

from models.domain.campaign import Form
from tests.support.workbooks import checks, found, identity, returned


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (None, "phần nhận dạng"),
        (identity(form=Form.AUTHORITY), "biểu mẫu khác"),
        (identity(version=2), "phiên bản 2"),
        (identity(template="bo-khac"), "lập theo bộ tiêu chí “bo-khac”; bộ đang dùng là"),
        (identity(template="bo-khac", version=2), "lập theo bộ tiêu chí “bo-khac”"),
        (identity(round=2), "lần 2"),
    ],
)
def test_says_what_differs_from_the_form_that_was_sent(sent, words):
    (finding,) = found(returned(identity=sent))

    assert finding.check == "wrong_version"
    assert words in finding.message


def test_the_form_that_was_sent_is_fine():
    assert "wrong_version" not in checks(found(returned()))
