"""Many messages are named by number, channel and cost before they go."""

import pytest

from models.domain.messages.bulk_confirmation import ConfirmationNeeded, check_many

WAYS = ["zalo_phone"] * 40 + ["email"] * 10 + [""]


def test_what_is_few_is_not_asked_about():
    check_many(WAYS, {}, 51)
    check_many([], {}, 0)


def test_what_is_many_is_named_by_number_channel_and_cost():
    with pytest.raises(ConfirmationNeeded) as asked:
        check_many(WAYS, {"zalo_phone": 250}, 50)
    for words in (
        "51 tin",
        "Zalo (số điện thoại) 40; Thư điện tử 10; chưa có kênh 1",
        "10.000 đồng",
        "--yes",
    ):
        assert words in asked.value.message


def test_a_channel_without_a_price_is_not_said_to_cost_nothing():
    with pytest.raises(ConfirmationNeeded) as asked:
        check_many(WAYS, {}, 50)
    assert "0 đồng, chưa kể kênh chưa khai đơn giá (Zalo (số điện thoại))" in asked.value.message
