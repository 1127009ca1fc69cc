"""People of an open campaign change; the campaign stays what it was."""

from datetime import UTC, datetime

import pytest

from models.domain.errors import NotFound, RuleViolation
from models.domain.people.contact_changes import (
    ChangeKind,
    ContactChange,
    corrected,
    masked_contact,
)
from models.domain.people.contact_rules import (
    ContactEdit,
    check_new,
    check_staffed,
    check_successor,
    contact_in_post,
    edited,
    known_contact,
    new_contact,
    typed_addresses,
    vacancies,
)
from models.domain.units import Position
from models.store.canonical import canonical_json

AT = datetime(2021, 11, 4, 2, tzinfo=UTC)
P = Position


def change(kind, contact, successor=""):
    return ContactChange(
        kind=kind, contact=contact, successor=successor, by="o", at=AT, reason="vì vậy"
    )


def left(campaign, id, successor="", new=None):
    """The campaign after a person has left, with what takes over."""
    leaving = change(ChangeKind.LEFT, campaign.contact(id), successor)
    return corrected(campaign, [*([change(ChangeKind.ADDED, new)] if new else []), leaving])


def heir(campaign, of, id):
    return campaign.contact(of).model_copy(update={"id": id, "title": f"Người mới {id}"})


def test_without_changes_the_campaign_is_what_was_frozen(campaign):
    assert corrected(campaign, []) == campaign


def test_a_correction_takes_the_place_and_touches_nothing_else(campaign):
    new = campaign.contact("can-bo-1").model_copy(update={"email": "moi@xa.example"})
    found = corrected(campaign, [change(ChangeKind.CORRECTED, new)])

    assert found.contact("can-bo-1") == new
    assert found.contacts_of("18496")[0] == new
    assert [c.id for c in found.contacts] == [c.id for c in campaign.contacts]
    others = type(campaign).model_fields.keys() - {"contacts"}
    assert all(getattr(found, name) == getattr(campaign, name) for name in others)
    assert campaign.contact("can-bo-1").email == "can-bo-1@huyen.example"


def test_who_takes_over_stands_where_the_former_stood_and_the_former_is_still_known(campaign):
    new = heir(campaign, "chu-tich", "chu-tich-2")
    found = left(campaign, "chu-tich", "chu-tich-2", new)

    assert found.contacts[0] == new
    assert found.people(P.CHAIRMAN) == (new,)
    assert found.contact("chu-tich") == campaign.contact("chu-tich")
    assert found.holder_of("chu-tich") == new
    assert len(found.contacts) == len(campaign.contacts)


def test_a_post_passes_on_as_often_as_it_is_left(campaign):
    once = left(campaign, "can-bo-1", "a", heir(campaign, "can-bo-1", "a"))
    twice = left(once, "a", "b", heir(campaign, "can-bo-1", "b"))

    assert twice.holder_of("can-bo-1").id == "b"
    assert left(twice, "b").holder_of("can-bo-1") is None
    assert twice.holder_of("nobody") is None


def test_who_left_without_a_successor_gets_one_later(campaign):
    gone = left(campaign, "can-bo-1")
    assert gone.contacts_of("18496") == (campaign.contact("lanh-dao-1"),)
    found = left(gone, "can-bo-1", "a", heir(campaign, "can-bo-1", "a"))

    assert found.holder_of("can-bo-1").id == "a"
    assert [each.id for each in found.contacts_of("18496")] == ["lanh-dao-1", "a"]
    assert len(found.former) == 1


def test_former_people_are_never_frozen(campaign):
    assert "former" not in canonical_json(left(campaign, "can-bo-1"))


def test_what_may_be_written_down_hides_numbers(campaign):
    own = {"phone": "84912345678", "zalo": "2468013579", "ways": {"zalo_bot": "998877665544"}}
    told = masked_contact(campaign.contact("can-bo-1").model_copy(update=own))

    assert (told["phone"], told["zalo"]) == ("84*****678", "24*****579")
    assert told["ways"] == {"zalo_bot": "99*****544"}
    assert told["email"] == "can-bo-1@huyen.example"
    assert masked_contact(campaign.contact("can-bo-1"))["phone"] is None


def test_what_is_not_typed_stays_and_what_is_empty_goes(campaign):
    had = {"phone": "84912345678", "ways": {"a": "1", "b": "2"}}
    contact = campaign.contact("can-bo-1").model_copy(update=had)
    typed = ContactEdit(phone="", email=" moi@xa.example ", ways={"a": "", "c": "3"})

    found = edited(contact, typed)
    assert (found.phone, found.email, found.title) == (None, "moi@xa.example", contact.title)
    assert found.ways == {"b": "2", "c": "3"}
    assert edited(contact, ContactEdit()) == contact
    assert edited(contact, ContactEdit(phone="0987 654 321")).phone == "84987654321"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "khong-phai-thu"}, "Địa chỉ thư điện tử “khong-phai-thu” không đúng"),
        ({"email": ""}, "Địa chỉ thư điện tử “” không đúng"),
        ({"phone": "123"}, "Số điện thoại “123” không đúng"),
        ({"zalo": "có dấu"}, "Mã Zalo “có dấu” không đúng"),
        ({"title": " "}, "Chức danh để trống"),
    ],
)
def test_a_wrong_field_is_named_with_what_to_type(campaign, typed, said):
    with pytest.raises(RuleViolation, match=said):
        edited(campaign.contact("can-bo-1"), ContactEdit(**typed))


def test_a_new_person_needs_title_and_mail_and_a_plain_id():
    full = ContactEdit(title="Công chức", email="a@xa.example", ways={"zalo_bot": "1", "b": ""})
    assert new_contact("a", P.OFFICER, "18496", full).ways == {"zalo_bot": "1"}
    with pytest.raises(RuleViolation, match="chưa có chức danh hoặc thư điện tử"):
        new_contact("a", P.OFFICER, "18496", ContactEdit(title="Công chức"))
    with pytest.raises(RuleViolation, match="Mã “Ông A” không đúng dạng"):
        new_contact("Ông A", P.OFFICER, "18496", full)


@pytest.mark.parametrize("typed", ["zalo_bot", "=1", ""])
def test_a_way_is_a_name_and_an_address(typed):
    assert typed_addresses(["zalo_bot=a=b", "x="]) == {"zalo_bot": "a=b", "x": ""}
    with pytest.raises(RuleViolation, match="TÊN=ĐỊA_CHỈ"):
        typed_addresses([typed])


def test_who_is_unknown_or_has_left_is_told_apart(campaign):
    assert contact_in_post(campaign, "can-bo-1") == known_contact(campaign, "can-bo-1")
    with pytest.raises(NotFound, match="cchc contacts list"):
        contact_in_post(campaign, "khong-co")
    with pytest.raises(RuleViolation, match="đã thôi nhiệm vụ, chưa có người thay"):
        contact_in_post(left(campaign, "can-bo-1"), "can-bo-1")
    replaced = left(campaign, "can-bo-1", "a", heir(campaign, "can-bo-1", "a"))
    with pytest.raises(RuleViolation, match=r"người thay là Người mới a \(a\)"):
        contact_in_post(replaced, "can-bo-1")


def test_an_id_is_never_used_twice_and_the_unit_must_be_there(campaign):
    gone = left(campaign, "can-bo-1")
    for at in (campaign, gone):
        with pytest.raises(RuleViolation, match="Mã “can-bo-1” đã dùng cho Chức danh can-bo-1"):
            check_new(at, campaign.contact("can-bo-1"))
    lost = heir(campaign, "can-bo-1", "a").model_copy(update={"unit": "99999"})
    with pytest.raises(NotFound, match="không có đơn vị mang mã “99999”"):
        check_new(campaign, lost)
    check_new(campaign, heir(campaign, "can-bo-1", "a"))
    check_new(campaign, heir(campaign, "chu-tich", "a"))


def test_a_successor_holds_the_same_post_and_is_somebody_else(campaign):
    officer = campaign.contact("can-bo-1")
    check_successor(officer, heir(campaign, "can-bo-1", "a"))
    with pytest.raises(RuleViolation, match="cchc contacts set"):
        check_successor(officer, officer)
    for other in ("lanh-dao-1", "can-bo-2"):
        with pytest.raises(RuleViolation, match="đang ở vị trí khác"):
            check_successor(officer, campaign.contact(other))


@pytest.fixture
def staffed(campaign):
    operator = campaign.contact("chu-tich").model_copy(
        update={"id": "van-hanh", "position": P.OPERATOR}
    )
    return corrected(campaign, [change(ChangeKind.ADDED, operator)])


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("chu-tich", "phải luôn có Chủ tịch,"),
        ("chu-tich-hd", "phải luôn có Chủ tịch Hội đồng"),
        ("van-hanh", "ít nhất một người vận hành"),
        ("thanh-vien-1", r"chỉ còn 1 người được bỏ phiếu về kết quả, ít hơn số phiếu cần có \(2\)"),
    ],
)
def test_nobody_leaves_whom_the_campaign_can_not_go_on_without(staffed, id, said):
    check_staffed(staffed)
    with pytest.raises(RuleViolation, match=said):
        check_staffed(left(staffed, id))
    check_staffed(left(staffed, id, "moi", heir(staffed, id, "moi")))


def test_nobody_of_a_ranked_unit_decides(staffed):
    own = heir(staffed, "chu-tich", "moi").model_copy(update={"unit": "18496"})
    with pytest.raises(RuleViolation, match="thuộc đơn vị được xếp hạng"):
        check_staffed(corrected(staffed, [change(ChangeKind.ADDED, own)]))


def test_a_post_of_a_unit_that_nobody_holds_any_more_is_told_of(campaign):
    officer, head = campaign.contact("can-bo-1"), campaign.contact("lanh-dao-1")
    [line] = vacancies(left(campaign, "can-bo-1"), officer)
    assert "Thị trấn Một hiện chưa có công chức đầu mối" in line
    [line] = vacancies(left(campaign, "lanh-dao-1"), head)
    assert "chưa có người đứng đầu" in line
    assert vacancies(campaign, officer) == ()
    assert vacancies(left(campaign, "pho-chu-tich"), campaign.contact("pho-chu-tich")) == ()
    member = campaign.contact("thanh-vien-1")
    assert vacancies(left(campaign, "thanh-vien-1"), member) == ()
