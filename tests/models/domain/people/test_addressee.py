"""A person is addressed by title and unit."""

import pytest

from models.domain.people.addressee import addressee


@pytest.mark.parametrize(
    ("title", "unit", "said"),
    [
        ("Công chức Văn phòng", "18499", "Công chức Văn phòng, Xã Hai"),
        ("Chủ tịch UBND xã Hai", "18499", "Chủ tịch UBND xã Hai"),
        ("Chủ tịch UBND huyện", None, "Chủ tịch UBND huyện"),
    ],
)
def test_the_unit_is_said_once(campaign, title, unit, said):
    known = campaign.contact("can-bo-2").model_copy(update={"title": title, "unit": unit})
    assert addressee(known, campaign) == said
