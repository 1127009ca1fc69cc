from datetime import datetime, timedelta

import pytest

from config.loaders import load_campaign
from models.domain.deadlines import HANOI
from models.domain.messages.message import Item
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Blame, MessageState, Transmission
from models.domain.units import Position
from tests.support.messages_of import message

S = MessageState
NOW = datetime(2021, 11, 4, 15, 0, tzinfo=HANOI)
EARLIER = NOW - timedelta(hours=6)
PHONE = "84900000001"
"""Nobody's: a number of the plan's examples."""
REFUSED = Transmission(
    channel="zalo_phone",
    state=S.FAILED_PERMANENT,
    not_before=EARLIER,
    sent_at=EARLIER,
    blame=Blame.RECIPIENT,
    code="-118",
    detail="số điện thoại không dùng Zalo",
)


@pytest.fixture(scope="session")
def campaign():
    """The sample campaign; the officers of its first communes have a telephone."""
    campaign = load_campaign("huong-khe-2021")
    officers = [c.id for c in campaign.people(Position.OFFICER)][:3]
    people = [
        c.model_copy(update={"phone": PHONE}) if c.id in officers else c for c in campaign.contacts
    ]
    return campaign.model_copy(update={"contacts": tuple(people)})


@pytest.fixture(scope="session")
def officers(campaign):
    return campaign.people(Position.OFFICER)


@pytest.fixture(scope="session")
def lost(campaign, officers):
    """What has reached nobody: two messages to one person, a digest, one to a head."""
    first, second, third, *_ = officers
    (head, *_) = campaign.people(Position.HEAD)
    dead = {"channel": "email", "blame": Blame.RECIPIENT, "detail": "550 5.1.1 no such user"}
    own = {"person": first.id, "unit": first.unit}
    limit = "chậm nhất vào ngày 05/11/2021"
    items = [
        Item(
            key=f"{form}:{unit}",
            purpose=Purpose.LATE,
            unit=unit,
            subject_ref=f"{form}:{unit}",
            params={"form": words, "limit": limit, "overdue": "1 ngày làm việc"},
        )
        for form, unit, words in (
            ("commune", second.unit, "bảng tự đánh giá, chấm điểm"),
            ("appraisal", second.unit, "phiếu thẩm định"),
        )
    ]
    return (
        message(3, EARLIER, S.FAILED_PERMANENT, REFUSED, **dead, **own, purpose=Purpose.PUBLISHED),
        message(12, EARLIER, S.FAILED_PERMANENT, REFUSED, **dead, **own,
                params={"form": "bảng tự chấm điểm", "limit": limit}),
        message(13, EARLIER, S.UNKNOWN, REFUSED, channel="email", settled_at=EARLIER,
                detail="mất kết nối sau DATA: timed out", person=second.id, unit=second.unit,
                purpose=Purpose.DIGEST, items=tuple(items)),
        message(14, EARLIER, S.EXPIRED, detail="hết hiệu lực trước khi gửi được",
                person=third.id, unit=third.unit,
                params={"form": "commune", "limit": "trước 17 giờ 00 ngày 04/11/2021"}),
        message(15, EARLIER, S.FAILED_PERMANENT, person=head.id, unit=head.unit,
                purpose=Purpose.ESCALATION, detail="=HYPERLINK(\"http://x\")",
                params={"form": "bảng tự chấm điểm", "limit": limit}),
    )  # fmt: skip
