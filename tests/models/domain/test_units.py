"""Contacts are people in positions, keyed by a plain id."""

import pytest
from pydantic import ValidationError

from models.domain.units import Contact, Position, Unit, UnitKind


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "Chủ tịch"},
        {"id": ""},
        {"id": "a" * 61},
        {"title": ""},
        {"email": "khong-co-a-cong"},
        {"email": "hai@@dau.example"},
        {"email": "co khoang@trang.example"},
        {"position": "vua"},
        {"unit": ""},
    ],
)
def test_a_malformed_contact_is_refused(changed):
    good = {
        "id": "can-bo.1",
        "position": "officer",
        "title": "Công chức",
        "email": "can-bo@xa.example",
    }

    assert Contact.model_validate(good).position is Position.OFFICER
    with pytest.raises(ValidationError):
        Contact.model_validate(good | changed)


@pytest.mark.parametrize("changed", [{"code": ""}, {"name": ""}, {"kind": "district"}])
def test_a_malformed_unit_is_refused(changed):
    good = {"code": "18496", "name": "Thị trấn Một", "kind": "commune"}

    assert Unit.model_validate(good).kind is UnitKind.COMMUNE
    with pytest.raises(ValidationError):
        Unit.model_validate(good | changed)
