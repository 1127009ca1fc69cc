"""Operators correct the people of a campaign in mid-campaign, and everything goes by it."""

import pytest
from typer.testing import CliRunner

from config.workspace import open_workspace
from deployments.cli.app import app
from flows.people import correcting, replacing
from models.domain.messages.message import Message
from models.domain.messages.outbox import LEASE, SendResult, Start
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState
from models.domain.messages.triage import address_digest
from models.store.verification import verify_campaign
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.notify.operator.preview import sample_params
from tasks.signed.mail_marks import spoken_for, units_at
from tests.support.house import CAMPAIGN, COMMUNES

S = MessageState
UNIT = COMMUNES[0]
OFFICER = f"{UNIT}.officer"
BY = ("--by", "operator-1", "--reason", "Theo điện thoại ngày 04/11")
HEIR = ("--title", "Công chức mới", "--email", "moi@xa.example")
PAGE = "https://cchc.example"


@pytest.fixture
def house(asked, move_into, monkeypatch):
    monkeypatch.setenv("CCHC_PORTAL_URL", PAGE)
    return move_into(asked)


def contacts(*words, exit_code=0):
    done = CliRunner().invoke(app, ["contacts", *map(str, words)])
    assert done.exit_code == exit_code, done.output
    return done.output if exit_code == 0 else str(done.exception)


def campaign(house):
    return open_workspace(CAMPAIGN, house.workspace.settings).campaign


def audit(house):
    with house.workspace.read() as uow:
        done = verify_campaign(uow)
        events = [e for e in uow.audit.events() if e.action.startswith("contact.")]
    assert done.wrong == ()
    return events


def letter(house, person=OFFICER, key="tin-thu", purpose=Purpose.RECEIPT, **params):
    """A message that waits."""
    message = Message(
        key=key,
        person=person,
        purpose=purpose,
        unit=UNIT,
        subject_ref="x",
        params=sample_params(purpose) | params,
        not_before=house.workspace.now(),
    )
    with house.workspace.change("thu") as uow:
        uow.messages.queue([message])
    return key


def refused(house, key, address):
    """The server has refused the message at an address."""
    now = house.workspace.now()
    start = Start(
        message=key,
        number=1,
        channel="email",
        address=address_digest(address),
        template="",
        version="",
    )
    told = {"state": S.FAILED_PERMANENT, "blame": Blame.RECIPIENT}
    with house.workspace.change("thu") as uow:
        uow.dispatching.claim("c", now + LEASE, 1_000)
        uow.dispatching.start("c", [start], now + LEASE)
        uow.transmissions.settle([SendResult(message=key, number=1, channel="email", **told)])


def message(house, key="tin-thu"):
    with house.workspace.read() as uow:
        return uow.messages.get(key)


def test_a_corrected_contact_is_what_everything_reads_and_the_rest_stays(house):
    before = campaign(house)
    old = before.contact(OFFICER)
    told = contacts("set", CAMPAIGN, OFFICER, *HEIR[2:], "--phone", "0987654321", *BY)
    after = campaign(house)

    assert "Đã sửa thông tin" in told
    assert after.contact(OFFICER).email == "moi@xa.example"
    assert [unit.code for unit in units_at(after, "MOI@xa.example")] == [UNIT]
    assert units_at(after, old.email) == ()
    with house.workspace.read() as uow:
        assert uow.campaigns.frozen().contact(OFFICER) == old
        assert uow.campaigns.get() == after
    [event] = audit(house)
    assert (event.actor, event.reason) == ("operator-1", BY[3])
    assert (event.before["email"], event.after["email"]) == (old.email, "moi@xa.example")
    assert event.after["phone"] == "84*****321"


def test_the_same_correction_twice_changes_nothing(house):
    words = ("set", CAMPAIGN, OFFICER, "--email", "moi@xa.example", *BY)
    contacts(*words)
    assert "không thay đổi gì" in contacts(*words)
    assert len(audit(house)) == 1


def test_lists_show_numbers_by_their_ends_and_histories_every_former_value(house):
    contacts("set", CAMPAIGN, OFFICER, "--phone", "0987654321", "--way", "zalo_bot=99887766", *BY)
    contacts("set", CAMPAIGN, OFFICER, "--email", "moi@xa.example", *BY)

    listed, told = contacts("list", CAMPAIGN, "--unit", UNIT), contacts("show", CAMPAIGN, OFFICER)
    for text in (listed, told):
        assert "84*****321" in text
        assert "zalo_bot 99*****766" in text
        assert "987654321" not in text
        assert "99887766" not in text
    assert "Khi mở đợt" in told
    assert told.count("operator-1 sửa") == 2
    assert campaign(house).contact(OFFICER).title in listed
    assert "chairman" in contacts("list", CAMPAIGN)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", CAMPAIGN, "ai-do", "--email", "a@b.vn", *BY), "không có người mang mã “ai-do”"),
        (("set", CAMPAIGN, OFFICER, "--email", "sai", *BY), "Địa chỉ thư điện tử “sai” không đúng"),
        (("set", CAMPAIGN, OFFICER, "--way", "x", *BY), "TÊN=ĐỊA_CHỈ"),
        (
            ("set", CAMPAIGN, OFFICER, "--by", "chairman", "--reason", "x"),
            "không phải người vận hành",
        ),
        (("set", CAMPAIGN, OFFICER, "--by", "operator-1", "--reason", " "), "Chưa ghi lý do"),
        (("leave", CAMPAIGN, "chairman", *BY), "phải luôn có Chủ tịch"),
        (("leave", CAMPAIGN, "chairman", "--successor", "chairman", *BY), "trùng với người thôi"),
        (("leave", CAMPAIGN, "chairman", "--successor", "council-chairman", *BY), "vị trí khác"),
        (("leave", CAMPAIGN, OFFICER, "--successor", "moi", *BY), "chưa có chức danh"),
        (("add", CAMPAIGN, OFFICER, "--position", "officer", *HEIR, *BY), "đã dùng cho"),
        (("add", CAMPAIGN, "a", "--position", "officer", "--unit", "1", *HEIR, *BY), "mã “1”"),
        (("list", CAMPAIGN, "--unit", "1"), "không có đơn vị mang mã “1”"),
        (("show", CAMPAIGN, "ai-do"), "không có người mang mã “ai-do”"),
    ],
)
def test_what_can_not_be_is_refused_with_what_to_do_and_leaves_no_trace(house, words, said):
    before = campaign(house)
    assert said in contacts(*words, exit_code=1)
    assert campaign(house) == before
    assert audit(house) == []


def test_a_waiting_message_goes_to_the_address_as_it_is_now(house):
    letter(house)
    contacts("set", CAMPAIGN, OFFICER, "--email", "moi@xa.example", *BY)
    house.later(hours=1)
    send_due_messages(CAMPAIGN)

    assert message(house).decisive.address == address_digest("moi@xa.example")


def test_what_was_refused_at_an_address_goes_out_anew_when_it_is_corrected(house):
    old = campaign(house).contact(OFFICER).email
    refused(house, letter(house), old)
    assert "1 tin trước đây không đến được" in contacts(
        "set", CAMPAIGN, OFFICER, "--email", "moi@xa.example", *BY
    )
    house.later(hours=1)
    send_due_messages(CAMPAIGN)

    way = message(house).decisive
    assert (way.turn, way.channel, way.state) == (2, "email", S.ACCEPTED)
    assert way.address == address_digest("moi@xa.example")


def test_a_correction_of_something_else_sends_nothing_anew(house):
    refused(house, letter(house), campaign(house).contact(OFFICER).email)
    assert "gửi lại" not in contacts("set", CAMPAIGN, OFFICER, "--title", "Công chức", *BY)
    assert message(house).decisive.turn == 1


def test_who_left_gets_nothing_more_and_the_reason_is_told(house):
    letter(house)
    told = contacts("leave", CAMPAIGN, OFFICER, *BY)
    house.later(hours=1)
    send_due_messages(CAMPAIGN)

    assert "chưa có công chức đầu mối" in told
    way = message(house).decisive
    assert way.state is S.CANCELLED
    assert "đã thôi nhiệm vụ, chưa có người thay" in way.detail
    assert spoken_for(campaign(house), OFFICER) == ""
    assert OFFICER not in contacts("list", CAMPAIGN)
    assert "đã thôi, chưa có người thay" in contacts("list", CAMPAIGN, "--all")
    assert "không thay đổi gì" in contacts("leave", CAMPAIGN, OFFICER, *BY)


def test_the_successor_gets_what_waits_without_the_link_of_the_former(house):
    letter(house, portal=f"{PAGE}/l/cu")
    letter(house, key="nhac", purpose=Purpose.REMINDER)
    contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *HEIR, *BY)
    house.later(hours=1)
    send_due_messages(CAMPAIGN)

    assert message(house).decisive.address == address_digest("moi@xa.example")
    assert message(house).state is S.ACCEPTED
    assert message(house, "nhac").state is S.CANCELLED
    found = campaign(house)
    assert spoken_for(found, OFFICER) == UNIT
    assert [c.id for c in found.contacts_of(UNIT) if c.position == "officer"] == ["moi"]
    assert "người thay moi" in contacts("show", CAMPAIGN, OFFICER)
    done = CliRunner().invoke(app, ["messages", "list", CAMPAIGN, "--all", "--person", OFFICER])
    assert "người thay: Công chức mới (moi)" in done.output


def test_what_bounced_because_the_person_left_goes_to_the_successor(house):
    refused(house, letter(house), campaign(house).contact(OFFICER).email)
    assert "1 tin" in contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *HEIR, *BY)
    house.later(hours=1)
    send_due_messages(CAMPAIGN)

    assert message(house).decisive.address == address_digest("moi@xa.example")


def test_a_successor_may_be_named_later_and_no_other_after_that(house):
    contacts("leave", CAMPAIGN, OFFICER, *BY)
    contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *HEIR, *BY)
    assert campaign(house).holder_of(OFFICER).id == "moi"
    again = contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *HEIR, *BY)
    assert "không thay đổi gì" in again
    other = contacts("leave", CAMPAIGN, OFFICER, "--successor", "b", *HEIR, *BY, exit_code=1)
    assert "người thay là Công chức mới (moi)" in other
    audit(house)


def test_who_takes_over_is_not_forgotten_or_changed_by_the_way(house):
    lost = contacts("leave", CAMPAIGN, OFFICER, *HEIR, *BY, exit_code=1)
    assert "--successor" in lost
    assert OFFICER in contacts("list", CAMPAIGN)
    contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *HEIR, *BY)
    other = ("--title", "Công chức mới", "--email", "khac@xa.example")
    again = contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *other, *BY, exit_code=1)
    assert "cchc contacts set moi" in again


def test_a_successor_who_is_named_later_is_not_promised_what_was_cancelled(house):
    contacts("leave", CAMPAIGN, OFFICER, *BY)
    told = contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *HEIR, *BY)
    assert "nhận các tin đang chờ" not in told
    assert "cchc link new" in told


def test_links_of_who_left_end_and_the_successor_is_sent_one(house):
    CliRunner().invoke(app, ["link", "new", CAMPAIGN, UNIT])
    told = contacts("leave", CAMPAIGN, OFFICER, "--successor", "moi", *HEIR, *BY)

    assert "1 thư gửi liên kết nộp bảng mới" in told
    with house.workspace.read() as uow:
        links = {link.person: link.ending for link in uow.links.of_unit(UNIT)}
    assert links == {OFFICER: "revoked", "moi": None}
    assert house.messages(Purpose.LINK_SENT)[-1].person == "moi"


def test_somebody_is_added_and_a_colleague_takes_over(house):
    words = ("add", CAMPAIGN, "b", "--position", "officer", "--unit", UNIT, *HEIR, *BY)
    assert "Đã bổ sung Công chức mới (b)" in contacts(*words)
    assert "không thay đổi gì" in contacts(*words)
    phone = ("--successor", "b", "--phone", "0987654321")
    contacts("leave", CAMPAIGN, OFFICER, *phone, *BY)

    assert campaign(house).holder_of(OFFICER).phone == "84987654321"
    assert [e.action for e in audit(house)] == [
        "contact.added",
        "contact.corrected",
        "contact.left",
    ]


def test_the_forms_of_the_screen_do_the_same_and_say_why_not(house):
    asked = {"campaign": CAMPAIGN, "person": OFFICER, "reason": "x", "by": "operator-1"}
    correcting.fn(**asked, email="moi@xa.example", phone="0987654321")
    correcting.fn(**asked, phone="-")
    assert campaign(house).contact(OFFICER).phone is None
    state = correcting.fn(**asked, email="sai")
    assert "Địa chỉ thư điện tử “sai” không đúng" in state.message
    replacing.fn(**asked, successor="moi", title="Công chức mới", email="a@xa.example")
    assert campaign(house).holder_of(OFFICER).email == "a@xa.example"
