from __future__ import annotations

import csv
import io

import pytest

from models.domain.messages.transmission import MessageState
from models.domain.units import Departed
from tasks.notify.operator.register import MESSAGE_COLUMNS, messages_csv


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_names_when_who_unit_purpose_channel_and_state(campaign, make_record, now):
    record = make_record(
        state=MessageState.ACCEPTED, channel="email", sent_at=now, detail="250 queued"
    )
    header, row = _rows(messages_csv([record], campaign))
    assert tuple(header) == MESSAGE_COLUMNS
    assert row == [
        "04/11/2021 08:15",
        "Công chức Văn phòng – Thống kê",
        "xã Hà Linh",
        "Nhắc trước hạn",
        "Thư điện tử",
        "Đã gửi",
        "250 queued",
    ]


def test_a_message_not_sent_yet_shows_when_it_may_go_and_unknown_people_by_id(
    campaign, make_record
):
    record = make_record(person="nguoi-cu", unit=None)
    _, row = _rows(messages_csv([record], campaign))
    assert row[:3] == ["04/11/2021 07:30", "nguoi-cu", ""]
    assert row[5] == "Chờ gửi"


def test_who_has_left_is_still_named_by_title(campaign, make_record):
    known = campaign.contact("cb")
    others = tuple(each for each in campaign.contacts if each != known)
    former = {"contacts": others, "former": (Departed(contact=known),)}
    _, row = _rows(messages_csv([make_record()], campaign.model_copy(update=former)))
    assert row[1] == known.title


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_can_start_a_formula(campaign, make_record, start):
    record = make_record(channel=f"{start}x", detail=f"{start}cmd|' /C calc'!A0")
    _, row = _rows(messages_csv([record], campaign))
    assert all(not cell.startswith(start) for cell in row)


def test_it_opens_in_a_spreadsheet_as_utf_8(campaign):
    assert messages_csv([], campaign).startswith(b"\xef\xbb\xbf")
