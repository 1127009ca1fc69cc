"""Which changes to the people of an open campaign are allowed.

Each refusal is a RuleViolation or NotFound whose sentence says what to do instead.
"""

from collections.abc import Iterable, Mapping

from pydantic import Field, ValidationError

from models.domain.campaign import Campaign
from models.domain.errors import NotFound, RuleViolation
from models.domain.units import Contact, Position
from models.domain.values import Value, nfc


class ContactEdit(Value):
    """What an operator typed: None leaves a field as it is, an empty text takes it away.

    ``ways`` are addresses on further channels by name; those that are not named stay.
    """

    title: str | None = None
    email: str | None = None
    phone: str | None = None
    zalo: str | None = None
    ways: dict[str, str] = Field(default_factory=dict)


def typed_addresses(typed: Iterable[str]) -> dict[str, str]:
    """Addresses by channel from what was typed as ``name=address``; an empty one takes it away."""
    pairs = [text.partition("=") for text in typed]
    if wrong := [name for name, equals, _ in pairs if not (name.strip() and equals)]:
        raise RuleViolation(
            f"Địa chỉ trên kênh khác “{wrong[0]}” không đúng dạng. Đề nghị ghi TÊN=ĐỊA_CHỈ, ví dụ "
            "zalo_bot=123456.",
            wrong[0],
        )
    return {name.strip(): address.strip() for name, _, address in pairs}


def edited(contact: Contact, edit: ContactEdit) -> Contact:
    """``contact`` with what was typed; RuleViolation when a field is not as it must be."""
    ways = {name: at for name, at in (contact.ways | edit.ways).items() if at}
    return _contact({**dict(contact), **_typed(edit), "ways": ways})


def new_contact(id: str, position: Position, unit: str | None, edit: ContactEdit) -> Contact:
    """A person who was not there before; RuleViolation when a field is missing or wrong."""
    if not (edit.title and edit.email):
        raise RuleViolation(
            f"Người mới “{id}” chưa có chức danh hoặc thư điện tử. Đề nghị ghi đủ --title và "
            "--email (mục Chức danh và Thư điện tử trên biểu mẫu).",
            id,
        )
    ways = {name: at for name, at in edit.ways.items() if at}
    own = {"id": id, "position": position, "unit": unit, "phone": None, "zalo": None}
    return _contact({**own, **_typed(edit), "ways": ways})


def _typed(edit: ContactEdit) -> dict[str, str | None]:
    given = {"title": edit.title, "email": edit.email, "phone": edit.phone, "zalo": edit.zalo}
    words = {name: nfc(text).strip() for name, text in given.items() if text is not None}
    return {name: text or None for name, text in words.items()}


def _contact(fields: Mapping[str, object]) -> Contact:
    try:
        return Contact.model_validate(fields)
    except ValidationError as fault:
        names = dict.fromkeys(str(each["loc"][0]) for each in fault.errors())
        advice = "; ".join(_ADVICE[name].format(fields[name] or "") for name in names)
        raise RuleViolation(f"{advice}.", str(fields["id"])) from None


_ADVICE = {
    "id": "Mã “{}” không đúng dạng; đề nghị dùng chữ thường không dấu, chữ số, dấu chấm và gạch "
    "nối, ví dụ chairman-2",
    "unit": "Mã đơn vị “{}” không đúng; đề nghị xem mã trong units.csv",
    "title": "Chức danh để trống; đề nghị ghi chức danh như trong văn bản",
    "email": "Địa chỉ thư điện tử “{}” không đúng; đề nghị ghi dạng ten@co-quan.gov.vn",
    "phone": "Số điện thoại “{}” không đúng; đề nghị ghi đủ 10 chữ số, ví dụ 0912 345 678",
    "zalo": "Mã Zalo “{}” không đúng; đề nghị ghi mã người quan tâm của Official Account, chỉ gồm "
    "chữ và số",
}


def known_contact(campaign: Campaign, id: str) -> Contact:
    """The person with this id, who may have left."""
    found = campaign.find_contact(id)
    if found is None:
        raise NotFound(
            f"Đợt {campaign.id} không có người mang mã “{id}”. Đề nghị xem mã ở lệnh "
            "cchc contacts list.",
            id,
        )
    return found


def contact_in_post(campaign: Campaign, id: str) -> Contact:
    """The person with this id, who must not have left."""
    found = known_contact(campaign, id)
    if found not in campaign.contacts:
        holder = campaign.holder_of(id)
        now = f"người thay là {holder.title} ({holder.id})" if holder else "chưa có người thay"
        raise RuleViolation(
            f"{found.title} ({id}) đã thôi nhiệm vụ, {now}. Đề nghị dùng mã của người đương chức.",
            id,
        )
    return found


def check_new(campaign: Campaign, contact: Contact) -> None:
    """An id is never used twice, and the unit must take part."""
    if (taken := campaign.find_contact(contact.id)) is not None:
        raise RuleViolation(
            f"Mã “{contact.id}” đã dùng cho {taken.title}. Mỗi người một mã, kể cả người đã thôi "
            "nhiệm vụ; đề nghị chọn mã khác.",
            contact.id,
        )
    if contact.unit is not None and campaign.find_unit(contact.unit) is None:
        raise NotFound(
            f"Đợt {campaign.id} không có đơn vị mang mã “{contact.unit}”. Đề nghị xem mã trong "
            "units.csv.",
            contact.unit,
        )


def check_successor(leaving: Contact, successor: Contact) -> None:
    """Who takes over holds the same position in the same unit: decisions are keyed by ids."""
    if successor.id == leaving.id:
        raise RuleViolation(
            f"Người thay trùng với người thôi nhiệm vụ ({leaving.id}). Đề nghị ghi mã của người "
            "khác; nếu chỉ đổi địa chỉ thì dùng cchc contacts set.",
            leaving.id,
        )
    if (successor.position, successor.unit) != (leaving.position, leaving.unit):
        raise RuleViolation(
            f"{successor.title} ({successor.id}) đang ở vị trí khác nên không nhận thay được bằng "
            f"mã này. Đề nghị ghi mã mới cho người thay (ví dụ {leaving.id}-2) kèm chức danh và "
            "thư điện tử; nếu người đó thôi vị trí cũ thì ghi nhận thêm bằng cchc contacts leave.",
            successor.id,
        )


def check_staffed(campaign: Campaign) -> None:
    """Somebody must hold each position that the campaign can not go on without."""
    for position, words in _NEEDED.items():
        if not campaign.people(position):
            raise RuleViolation(
                f"Đợt phải luôn có {words}, nếu không hồ sơ sẽ chờ mà không ai xử lý. Đề nghị ghi "
                "người thay (--successor) kèm chức danh và thư điện tử.",
                position,
            )
    deciding = campaign.people(Position.CHAIRMAN, Position.COUNCIL_CHAIRMAN)
    if own := [person for person in deciding if campaign.is_ranked(person.unit)]:
        raise RuleViolation(
            f"{own[0].title} thuộc đơn vị được xếp hạng nên không được là người quyết định. "
            "Đề nghị chọn người khác.",
            own[0].id,
        )
    if len(voters(campaign)) < campaign.council.quorum:
        raise RuleViolation(
            f"Hội đồng chỉ còn {len(voters(campaign))} người được bỏ phiếu về kết quả, ít hơn số "
            f"phiếu cần có ({campaign.council.quorum}). Đề nghị ghi người thay (--successor).",
            Position.COUNCIL_MEMBER,
        )


_NEEDED = {
    Position.CHAIRMAN: "Chủ tịch",
    Position.COUNCIL_CHAIRMAN: "Chủ tịch Hội đồng",
    Position.OPERATOR: "ít nhất một người vận hành",
}


def voters(campaign: Campaign) -> tuple[Contact, ...]:
    """Those of the council who may vote on the results: who is of no unit that is ranked."""
    council = campaign.people(Position.COUNCIL_CHAIRMAN, Position.COUNCIL_MEMBER)
    return tuple(person for person in council if not campaign.is_ranked(person.unit))


def vacancies(campaign: Campaign, leaving: Contact) -> tuple[str, ...]:
    """What of the unit of one who left nobody does any more; a Vietnamese line each."""
    unit = campaign.find_unit(leaving.unit) if leaving.unit else None
    if unit is None or leaving.position not in (Position.OFFICER, Position.HEAD):
        return ()
    left = {contact.position for contact in campaign.contacts_of(unit.code)}
    if leaving.position in left:
        return ()
    who = "công chức đầu mối" if leaving.position is Position.OFFICER else "người đứng đầu"
    return (
        f"{unit.name} hiện chưa có {who} trong danh sách nên thư gửi vị trí này không đến ai; đề "
        "nghị bổ sung khi có người (cchc contacts add).",
    )
