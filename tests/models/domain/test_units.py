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


@pytest.mark.parametrize(
    ("name", "kind", "within"),
    [
        ("Xã Hà Linh", UnitKind.COMMUNE, "xã Hà Linh"),
        ("Thị trấn Hương Khê", UnitKind.COMMUNE, "thị trấn Hương Khê"),
        ("Phòng Tư pháp", UnitKind.DEPARTMENT, "Phòng Tư pháp"),
    ],
)
def test_inside_a_sentence_only_the_kind_of_a_commune_is_written_small(name, kind, within):
    assert Unit(code="1", name=name, kind=kind).name_within == within
