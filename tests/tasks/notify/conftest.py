from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from deployments.migrations.run import migrate
from models.domain.campaign import Authority, Campaign, CouncilRules, Form, StagePlan
from models.domain.deadlines import HANOI, Limit, LimitKind
from models.domain.messages.message import Attachment, Item, Message, MessageRecord, message_key
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Transmission
from models.domain.stages import StageName
from models.domain.units import Contact, Level, Position, Unit, UnitKind
from models.store import Store
from tasks.notify.channels.mail import MailWriter
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.operator.preview import sample_params
from tasks.notify.settings import MailSender
from tasks.notify.text.email import MailThread, compose
from tasks.notify.text.render import RenderedMessage
from tasks.signed.mail_marks import MailMarks

NOW = datetime(2021, 11, 4, 8, 15, tzinfo=HANOI)
PORTAL = "https://cchc.example/l/WyJ0aHUtMjAyMSJd.x"
LIMIT = "chậm nhất vào ngày 05/11/2021"
FILE = "Phụ lục III xã Hà Linh.xlsx"

PARAMS = {purpose: sample_params(purpose) for purpose in Purpose}

ITEMS = tuple(
    Item(
        key=f"thu-2021|cb|late|{form}:18496|2021-11-04",
        purpose=Purpose.LATE,
        unit="18496",
        subject_ref=f"{form}:18496",
        params={"form": words, "limit": LIMIT, "overdue": "1 ngày làm việc"},
    )
    for form, words in (
        ("commune", "bảng tự đánh giá, chấm điểm"),
        ("appraisal", "phiếu thẩm định"),
    )
)
WAY = {
    "attempts",
    "blame",
    "channel",
    "claim",
    "code",
    "detail",
    "lease_until",
    "sent_at",
    "settled_at",
    "state",
}
"""Fields of a record's transmission that a test may give."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    limit = Limit(kind=LimitKind.AT_LATEST, day=date(2021, 11, 5))
    return Campaign(
        id="thu-2021",
        title="Xác định Chỉ số cải cách hành chính năm 2021",
        year=2021,
        basis="Quyết định số 3396/QĐ-UBND",
        authority=Authority(
            level=Level.DISTRICT,
            name="Ủy ban nhân dân huyện Thử",
            chairman_office="Chủ tịch Ủy ban nhân dân huyện",
            superior="Ủy ban nhân dân tỉnh",
            office="Phòng Nội vụ",
            office_code="noi-vu",
            place="Thử",
        ),
        units=(
            Unit(code="18496", name="xã Hà Linh", kind=UnitKind.COMMUNE),
            Unit(code="noi-vu", name="Phòng Nội vụ", kind=UnitKind.DEPARTMENT),
        ),
        contacts=(
            _contact("ct", Position.CHAIRMAN, "Chủ tịch UBND huyện"),
            _contact("hd", Position.COUNCIL_CHAIRMAN, "Chủ tịch Hội đồng thẩm định"),
            _contact("vh", Position.OPERATOR, "Chuyên viên cải cách hành chính", "noi-vu"),
            _contact("cb", Position.OFFICER, "Công chức Văn phòng – Thống kê", "18496"),
            _contact("lanh-dao", Position.HEAD, "Chủ tịch UBND xã Hà Linh", "18496"),
        ),
        stages={name: StagePlan(opens=date(2021, 10, 20), limit=limit) for name in StageName},
        criteria={Form.COMMUNE: "pl3"},
        recipients=(),
        council=CouncilRules(quorum=3),
    )


def _contact(id: str, position: Position, title: str, unit: str | None = None) -> Contact:
    return Contact(
        id=id, position=position, title=title, unit=unit, email=f"{id}@huyen-thu.example"
    )


@pytest.fixture
def sender() -> MailSender:
    return MailSender(name="Phòng Nội vụ", address="noi-vu@huyen-thu.example")


@pytest.fixture
def make_record() -> Callable[..., MessageRecord]:
    """A queued message of a purpose with all the parameters it needs."""

    def make(
        purpose: Purpose = Purpose.REMINDER, person: str = "cb", ref: str = "commune:18496", **more
    ) -> MessageRecord:
        begins = more.get("not_before", NOW - timedelta(minutes=45))
        way = {name: more.pop(name) for name in WAY & set(more)}
        values = {
            "key": message_key("thu-2021", person, purpose, ref, NOW.date()),
            "person": person,
            "purpose": purpose,
            "unit": "18496",
            "subject_ref": ref,
            "params": PARAMS[purpose],
            "items": ITEMS if purpose in (Purpose.DIGEST, Purpose.CHAIRMAN_LIST) else (),
            "not_before": begins,
            "transmissions": (Transmission(**({"not_before": begins} | way)),),
        }
        return MessageRecord(**(values | more))

    return make


@pytest.fixture
def attachment() -> Attachment:
    return Attachment(name=FILE, sha256="a" * 64)


@pytest.fixture
def make_letter(make_record, campaign: Campaign) -> Callable[..., OutgoingLetter]:
    """A letter to an address."""

    def make(email: str = "ok@xa-thu.example", key: str = "k1", files=(), **more) -> OutgoingLetter:
        contact = campaign.contact("cb").model_copy(update={"email": email})
        record = make_record(key=key, **more)
        return OutgoingLetter(record, 1, contact, email, NOW, tuple(files))

    return make


@pytest.fixture
def make_prepared(sender) -> Callable[..., PreparedMessage]:
    """A mail to an address; it is short, so that 1,000 of them are quick."""
    rendered = RenderedMessage(
        subject="[THỬ] Nhắc gửi bảng tự chấm điểm",
        text="Kính gửi đồng chí.\n.\nMột dòng chỉ có dấu chấm ở trên.\n",
        html="<p>Kính gửi đồng chí.</p>",
    )

    def make(email: str = "ok@xa-thu.example", key: str = "k1") -> PreparedMessage:
        place = MailThread(message_id=MailMarks().message_id(key, "huyen-thu.example"))
        content = compose(rendered, sender, email, (), place, NOW)
        return PreparedMessage(
            key, 1, "cb", email, content, "a" * 32, "email/reminder", "1" * 8, NOW
        )

    return make


@pytest.fixture
def writer(campaign, sender) -> MailWriter:
    return MailWriter(campaign, Mode.REHEARSAL, sender)


class ScriptedServer(Controller):
    """A real SMTP server that answers by the local part of the recipient, as Notify's simulator."""

    def __init__(self, **options: object) -> None:
        self.connections = 0
        self.received: list[Envelope] = []
        self.encrypted: list[bool] = []
        self.answer_to_sender = "250 OK"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        super().__init__(self, hostname="127.0.0.1", port=port, **options)

    def factory(self):
        self.connections += 1
        return super().factory()

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.answer_to_sender.startswith("250"):
            envelope.mail_from = address
        return self.answer_to_sender

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answers = {
            "temp": "451 4.7.1 greylisted",
            "perm": "550 5.1.1 no such user",
            "policy": "550 5.7.1 refused by policy",
            "bye": "421 4.3.2 closing",
        }
        local = address.partition("@")[0]
        if local == "cut":
            server.transport.abort()
        if local not in answers:
            envelope.rcpt_tos.append(address)
        return answers.get(local, "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        local = envelope.rcpt_tos[0].partition("@")[0]
        self.received.append(envelope)
        self.encrypted.append(session.ssl is not None)
        if local == "unknown":
            server.transport.abort()
        return {"late-temp": "452 4.3.1 full", "spam": "554 5.7.1 refused"}.get(
            local, "250 2.0.0 queued as A1"
        )


@contextmanager
def _running(**options: object) -> Iterator[ScriptedServer]:
    server = ScriptedServer(**options)
    server.start()
    server.connections = 0
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def make_server() -> Callable[..., AbstractContextManager[ScriptedServer]]:
    return _running


@pytest.fixture
def mail_server() -> Iterator[ScriptedServer]:
    with _running() as server:
        yield server


@pytest.fixture
def as_message() -> Callable[[MessageRecord], Message]:
    return lambda record: Message(**{name: getattr(record, name) for name in Message.model_fields})


@pytest.fixture(scope="session")
def schema(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def store(schema, tmp_path, campaign, now):
    path = tmp_path / "cchc.db"
    path.write_bytes(schema.read_bytes())
    store = Store.open(f"sqlite:///{path}")
    with store.begin(campaign.id, "he-thong", now) as work:
        work.campaigns.open(campaign, {}, Mode.REHEARSAL)
    yield store
    store.dispose()
