"""The lines above a signer's name follow from his position (NĐ 30/2020, Điều 13)."""

import pytest

from models.domain.errors import NotFound
from models.domain.gate.approval import signature_block


@pytest.mark.parametrize(
    ("signer", "lines"),
    [
        ("chu-tich", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("pho-chu-tich", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("chu-tich-hd", ("TM. HỘI ĐỒNG THẨM ĐỊNH", "CHỦ TỊCH")),
        ("truong-phong", ("CHỨC DANH TRUONG-PHONG",)),
    ],
)
def test_the_lines_above_a_name_follow_from_the_position(campaign, signer, lines):
    assert signature_block(campaign, campaign.contact(signer)) == lines


def test_nobody_from_outside_the_campaign_signs(campaign):
    stranger = campaign.contact("chu-tich").model_copy(update={"id": "nguoi-khac"})

    with pytest.raises(NotFound, match="Đề nghị bổ sung") as refused:
        signature_block(campaign, stranger)
    assert refused.value.subject == "nguoi-khac"
