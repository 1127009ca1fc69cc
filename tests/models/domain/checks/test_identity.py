import pytest

from models.domain.campaign import Form
from tests.support.workbooks import checks, found, identity, returned


def test_a_file_of_another_campaign_is_told_alone():
    workbook = returned({"1.1.1": {"declared": None}}, identity=identity(campaign="ha-tinh-2026"))

    (finding,) = found(workbook)

    assert finding.check == "wrong_campaign"
    assert "ha-tinh-2026" in finding.message


def test_a_file_of_the_campaign_is_fine():
    assert "wrong_campaign" not in checks(found(returned()))


def test_names_both_units():
    (finding,) = found(returned(identity=identity(unit="18500")))

    assert finding.check == "wrong_unit"
    assert "UBND xã Điền Mỹ" in finding.message
    assert "UBND thị trấn Hương Khê" in finding.message


def test_a_unit_outside_the_campaign_is_named_by_its_code():
    (finding,) = found(returned(identity=identity(unit="99999")))

    assert "mã 99999" in finding.message


def test_the_units_own_file_is_fine():
    assert "wrong_unit" not in checks(found(returned()))


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


def test_names_every_header_that_is_not_there():
    (finding,) = found(returned(rows=(), missing_columns=("STT", "Giải trình")))

    assert finding.check == "missing_columns"
    assert "“STT”, “Giải trình”" in finding.message
