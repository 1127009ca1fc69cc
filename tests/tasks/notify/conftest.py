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
from models.domain.messages import Attachment, Message, MessageRecord, Purpose, message_key
from models.domain.stages import StageName
from models.domain.units import Contact, Level, Position, Unit, UnitKind
from models.store import Store
from tasks.notify.channels.port import Delivery
from tasks.notify.render import RenderedMessage
from tasks.notify.settings import Sender

NOW = datetime(2021, 11, 4, 8, 15, tzinfo=HANOI)
PORTAL = "https://cchc.example/l/WyJ0aHUtMjAyMSJd.x"
LIMIT = "chậm nhất vào ngày 05/11/2021"
FILE = "Phụ lục III xã Hà Linh.xlsx"

PARAMS: dict[Purpose, dict[str, str]] = {
    Purpose.WORKBOOK_SENT: {"form": "commune", "limit": LIMIT, "portal": PORTAL},
    Purpose.LINK_SENT: {"form": "commune", "limit": LIMIT, "portal": PORTAL},
    Purpose.REMINDER: {"form": "commune", "limit": LIMIT, "remaining": "1 ngày làm việc"},
    Purpose.LATE: {"form": "commune", "limit": LIMIT, "overdue": "1 ngày làm việc"},
    Purpose.ESCALATION: {"form": "commune", "limit": LIMIT, "overdue": "1 ngày làm việc"},
    Purpose.RECEIPT: {
        "advice": "Trang “Chấm điểm”, ô H12: chưa có tài liệu.\nTệp có macro.",
        "sha256": "5f" * 32,
        "form": "commune",
        "file": FILE,
        "received_at": "08 giờ 05 ngày 04/11/2021",
        "version": "1",
        "timing": "đúng hạn",
    },
    Purpose.EVIDENCE_RECEIVED: {
        "form": "commune",
        "received_at": "09:05 ngày 04/11/2021",
        "count": "2",
        "names": "ke-hoach.pdf\nbao-cao.pdf",
        "advice": "Tệp “bao-cao.pdf” đặt mật khẩu. Đề nghị bỏ mật khẩu rồi gửi lại.",
    },
    Purpose.FINDINGS: {
        "copied": "",
        "sha256": "5f" * 32,
        "form": "commune",
        "file": FILE,
        "findings": "2",
        "limit": LIMIT,
        "lines": "Trang “Tự chấm”, ô D12: ghi một số từ 0 đến 100.\n"
        "Trang “Tự chấm”, ô D15: chọn một mức trong danh sách.",
    },
    Purpose.REFUSED: {
        "sha256": "5f" * 32,
        "file": FILE,
        "received_at": "08 giờ 05 ngày 04/11/2021",
        "reason": "Tệp là của xã Hương Thủy. Hãy gửi tệp của đơn vị mình.",
        "limit": LIMIT,
        "closed": "",
    },
    Purpose.GATE_WAITING: {
        "title": "Kết quả Chỉ số CCHC năm 2021",
        "limit": "trước ngày 22/11/2021",
        "note": "2 xã có điểm thẩm định thấp hơn điểm tự chấm trên 5 điểm",
        "link": "http://127.0.0.1:4200/runs",
    },
    Purpose.VOTE_WAITING: {
        "title": "Kết quả Chỉ số CCHC năm 2021",
        "limit": "trước ngày 20/11/2021",
        "note": "trình lần 2",
        "command": "uv run cchc vote thu-2021 results",
    },
    Purpose.BALLOT_LOST: {
        "title": "Kết quả Chỉ số CCHC năm 2021",
        "limit": "trước ngày 22/11/2021",
        "link": "mục “Tổng hợp, phê duyệt kết quả” trên hệ thống điều hành",
    },
    Purpose.DECISION_VOIDED: {
        "title": "Kết quả Chỉ số CCHC năm 2021",
        "round": "1",
        "reason": "sửa “Bảng điểm đang lưu trong hệ thống”",
        "next_round": "2",
    },
    Purpose.DECISION_MADE: {
        "title": "Kết quả Chỉ số CCHC năm 2021",
        "verdict": "Trả lại",
        "opinion": "Làm rõ điểm lĩnh vực 3.",
        "signer": "Chủ tịch UBND huyện",
        "signed_at": "09 giờ 00 ngày 18/11/2021",
        "next_step": "Đồng chí rà soát theo ý kiến nêu trên và trình lại.",
    },
    Purpose.DOCUMENT_SENT: {
        "number": "12/KH-UBND",
        "issued_on": "18/10/2021",
        "title": "Triển khai xác định Chỉ số cải cách hành chính năm 2021",
        "note": "dossier-plan.zip (12,5 MB) quá lớn để gửi kèm thư",
    },
    Purpose.APPRAISAL_SHEET_SENT: {
        "portal": PORTAL,
        "areas": "2. Thể chế; 5. Công vụ",
        "added": "Xã Hà Linh",
        "limit": "trước ngày 15/11/2021",
    },
    Purpose.SURVEY_SOURCE: {
        "case": "unreadable",
        "source": "phieu-giay.csv",
        "reason": "Tệp khảo sát “phieu-giay.csv” không phải văn bản UTF-8.",
    },
    Purpose.ROUND_EXTENDED: {
        "form": "commune",
        "limit": "chậm nhất 17 giờ 00 ngày 12/11/2021",
        "reason": "Mưa lũ, mất điện từ ngày 04/11",
    },
    Purpose.ROUND_UNLOCKED: {
        "form": "commune",
        "until": "hết ngày 12/11/2021",
        "reason": "Nộp bổ sung tài liệu kiểm chứng",
    },
    Purpose.QUESTION_ASKED: {
        "asker": "Xã Hà Linh",
        "number": "2",
        "question": "Tiêu chí 1.1.1 lấy số liệu đến ngày nào?",
        "asked_at": "08:05 ngày 04/11/2021",
        "command": "cchc question answer huong-khe-2021 18496 --number 2",
    },
    Purpose.QUESTION_ANSWERED: {
        "question": "Tiêu chí 1.1.1 lấy số liệu đến ngày nào?",
        "asked_at": "08:05 ngày 04/11/2021",
        "answer": "Lấy số liệu đến hết ngày 31/10/2021.",
        "note": "",
    },
    Purpose.MAIL_LEFT_OUT: {
        "title": "Nộp bảng tự chấm điểm",
        "received_at": "08:05 ngày 04/11/2021",
        "address": "",
        "perhaps": "",
        "lines": "“bao-cao.zip” lớn hơn 15 MB nên chưa được nhận. Đề nghị giảm dung lượng.",
    },
    Purpose.MAILBOX_DOWN: {"reason": "Không đọc được hộp thư cchc@thu.example."},
    Purpose.PUBLISHED: {
        "link": "https://huyen.example/cchc/2021",
        "result": "Chỉ số 85,31 %, xếp thứ 3/21",
        "mark": "minh họa, thay bằng phụ lục của Quyết định",
    },
}


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
def sender() -> Sender:
    return Sender(name="Phòng Nội vụ", address="noi-vu@huyen-thu.example")


@pytest.fixture
def make_record() -> Callable[..., MessageRecord]:
    """A queued message of a purpose with all the parameters it needs."""

    def make(
        purpose: Purpose = Purpose.REMINDER, person: str = "cb", ref: str = "commune:18496", **more
    ) -> MessageRecord:
        values = {
            "key": message_key("thu-2021", person, purpose, ref, NOW.date()),
            "person": person,
            "purpose": purpose,
            "unit": "18496",
            "subject_ref": ref,
            "params": PARAMS[purpose],
            "not_before": NOW - timedelta(minutes=45),
        }
        return MessageRecord(**(values | more))

    return make


@pytest.fixture
def attachment() -> Attachment:
    return Attachment(name=FILE, sha256="a" * 64)


@pytest.fixture
def make_delivery(campaign: Campaign) -> Callable[..., Delivery]:
    """A delivery to an address; the text is short, so that 1,000 of them are quick."""

    def make(email: str = "ok@xa-thu.example", key: str = "k1", **more) -> Delivery:
        contact = campaign.contact("cb").model_copy(update={"email": email})
        rendered = RenderedMessage(
            subject="[THỬ] Nhắc gửi bảng tự chấm điểm",
            text="Kính gửi đồng chí.\n.\nMột dòng chỉ có dấu chấm ở trên.\n",
            html="<p>Kính gửi đồng chí.</p>",
        )
        return Delivery(key=key, contact=contact, rendered=rendered, sent_at=NOW, **more)

    return make


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
        work.campaigns.open(campaign, {}, "rehearsal")
    yield store
    store.dispose()
