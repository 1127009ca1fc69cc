"""The call list in words: one row a person, the most urgent first."""

from models.domain.messages.purposes import Purpose
from models.domain.units import Departed, Position
from tasks.calls.rows import NO_PHONE, rows_of
from tests.support.messages_of import message
from tests.tasks.calls.conftest import EARLIER, S


def test_a_person_has_one_row_with_all_that_is_to_be_told(campaign, lost, officers):
    rows = rows_of(campaign, lost)
    assert len(rows) == 4
    row = next(row for row in rows if row.person == officers[0].title)
    assert [matter.number for matter in row.matters] == [12, 3]


def test_the_nearest_limit_is_called_first(campaign, lost):
    assert [row.matters[0].number for row in rows_of(campaign, reversed(lost))] == [14, 12, 13, 15]


def test_the_whole_number_is_shown_as_it_is_dialled_here(campaign, lost):
    phones = [row.phone for row in rows_of(campaign, lost)]
    assert phones == ["0900 000 001"] * 3 + [NO_PHONE]


def test_what_is_to_be_told_names_the_form_whose_it_is_and_by_when(campaign, lost, officers):
    what = {each.number: each.what for row in rows_of(campaign, lost) for each in row.matters}
    own = campaign.unit(officers[0].unit).name_within
    assert what[12] == (
        f"Nhắc trước hạn: bảng tự chấm điểm của {own}, chậm nhất vào ngày 05/11/2021"
    )
    assert "commune" not in what[14]
    assert what[14].endswith(", trước 17 giờ 00 ngày 04/11/2021")


def test_a_digest_is_told_item_by_item(campaign, lost, officers):
    what = {each.number: each.what for row in rows_of(campaign, lost) for each in row.matters}
    title, first, second = what[13].split("\n")
    assert title == "Tổng hợp việc cần làm:"
    assert first.startswith("- Gửi bảng tự đánh giá, chấm điểm của ")
    assert second.endswith(", chậm nhất vào ngày 05/11/2021")


def test_every_way_that_was_tried_is_told_with_its_reason(campaign, lost):
    failed = {each.number: each.failed for row in rows_of(campaign, lost) for each in row.matters}
    assert failed[12] == (
        "Zalo (số điện thoại): không gửi được"
        " (địa chỉ của người nhận cần sửa: số điện thoại không dùng Zalo)\n"
        "Thư điện tử: không gửi được (địa chỉ của người nhận cần sửa: 550 5.1.1 no such user)"
    )
    assert failed[14] == "Chưa có kênh: hết hiệu lực trước khi gửi"


def test_operators_do_not_call_themselves_and_strangers_are_named_by_id(campaign):
    (operator, *_) = campaign.people(Position.OPERATOR)
    found = rows_of(
        campaign,
        [
            message(1, EARLIER, S.FAILED_PERMANENT, person=operator.id),
            message(2, EARLIER, S.FAILED_PERMANENT, person="nguoi-la"),
        ],
    )
    assert [(row.person, row.unit) for row in found] == [("nguoi-la", "")]


def test_who_took_over_is_called_and_nobody_for_one_who_left(campaign, officers):
    gone, other = officers[:2]
    heir = gone.model_copy(update={"id": "moi", "title": "Công chức mới"})
    rest = tuple(each for each in campaign.contacts if each.id != gone.id)
    calls = [
        message(number, EARLIER, S.FAILED_PERMANENT, purpose=Purpose.RECEIPT, person=each.id)
        for number, each in enumerate((gone, other), 1)
    ]
    left = {"contacts": rest, "former": (Departed(contact=gone),)}
    followed = {
        "contacts": (*rest, heir),
        "former": (Departed(contact=gone, successor=heir.id),),
    }

    def called(changed):
        return [row.person for row in rows_of(campaign.model_copy(update=changed), calls)]

    assert called(left) == [other.title]
    assert called(followed) == ["Công chức mới", other.title]
