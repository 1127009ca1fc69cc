from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from config.loaders import load_campaign
from models.domain.errors import ConfigurationError
from models.store.canonical import canonical_json

HEADER = "unit,criterion,points"


def load(root: Path, *rows: str):
    text = "\n".join([HEADER, *rows])
    (root / "campaigns/huong-khe-2021/last-year.csv").write_text(text, encoding="utf-8")
    return load_campaign("huong-khe-2021", root)


def test_points_are_known_by_unit_and_code(root):
    campaign = load(root, "18496,1.1.1,0.25", "18496,1.1.2,0.5", "noi-vu,1.1.1,0")

    assert campaign.last_year == {
        "18496": {"1.1.1": Decimal("0.25"), "1.1.2": Decimal("0.5")},
        "noi-vu": {"1.1.1": Decimal(0)},
    }


def test_they_are_frozen_with_the_campaign(root):
    campaign = load(root, "18496,1.1.1,0.25")

    assert type(campaign).model_validate_json(canonical_json(campaign)) == campaign


def test_a_campaign_without_the_file_knows_nothing(root):
    assert load_campaign("huong-khe-2021", root).last_year == {}
    assert load(root).last_year == {}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("99999,1.1.1,0.25", "dòng 3: không có đơn vị “99999” trong units.csv; đề nghị"),
        ("18496,9.9.9,0.25", "dòng 3: đơn vị “18496” năm nay không tự chấm tiêu chí “9.9.9”"),
        ("18496,7.4.1,0.25", "dòng 3: đơn vị “18496” năm nay không tự chấm tiêu chí “7.4.1”"),
        ("van-phong,1.1.1,0", "dòng 3: đơn vị “van-phong” năm nay không tự chấm"),
        ("18496,1.1.2,5", r"dòng 3: 5 điểm lớn hơn điểm tối đa năm nay .* 1.1.2 \(0,5\); đề nghị"),
        ("18496,1.1.1,0.5", "dòng 3: tiêu chí 1.1.1 của đơn vị “18496” đã có ở dòng 2; đề nghị"),
        ("18496,1.1.2,một", "dòng 3: points: phải là số; đề nghị"),
        ("18496,1.1.2,-1", "dòng 3: points: không được nhỏ hơn 0; đề nghị"),
        ("18496,1.1.2,0.125", "dòng 3: points: có quá 2 chữ số thập phân; đề nghị"),
        ("18496,1.1.2,", "dòng 3: points: thiếu mục bắt buộc"),
        ("18496,1.1.2", "dòng 3: có 2 ô, phải là 3 ô"),
    ],
)
def test_a_bad_row_is_refused_with_what_to_do(root, row, words):
    with pytest.raises(ConfigurationError, match=rf"last-year\.csv, {words}"):
        load(root, "18496,1.1.1,0.25", row)


def test_hundreds_of_bad_rows_are_told_by_the_first_of_them(root):
    with pytest.raises(ConfigurationError) as refused:
        load(root, *(f"{code},1.1.1,0.25" for code in range(300)))

    lines = refused.value.message.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "last-year.csv: và 280 dòng khác."


def test_points_in_the_yaml_are_sent_to_the_file(root, edit):
    edit("campaigns/huong-khe-2021/campaign.yaml", "year: 2021", "year: 2021\nlast_year: {}")

    with pytest.raises(ConfigurationError, match=r"chuyển sang last-year\.csv"):
        load_campaign("huong-khe-2021", root)
