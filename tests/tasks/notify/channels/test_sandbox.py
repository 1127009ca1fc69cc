from __future__ import annotations

import ast
import importlib
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from models.domain.messages.mode import NOBODY
from models.domain.messages.outcomes import Outcome
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.text.email import AttachedFile


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "thu"


@pytest.fixture
def channel(folder, writer):
    with SandboxChannel(SmtpChannel(None, writer, NOBODY), folder) as channel:
        yield channel


def test_a_mail_becomes_a_file_that_parses_back(channel, folder, make_letter, sender):
    files = (AttachedFile(name="Biểu điểm xã Hà Linh.xlsx", content=b"PK1"),)
    receipt = channel.send(channel.write(make_letter(files=files)))
    mail = message_from_bytes((folder / receipt.detail).read_bytes(), policy=policy.default)
    assert receipt.outcome is Outcome.ACCEPTED
    code = sender.marks.code("18496")
    assert mail["Subject"].startswith("[THỬ] Nhắc gửi bảng tự đánh giá, chấm điểm của xã Hà Linh")
    assert mail["Subject"].endswith(code)
    assert mail["To"] == "ok@xa-thu.example"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Biểu điểm xã Hà Linh.xlsx"
    assert attached.get_content() == b"PK1"


def test_the_same_message_gets_the_same_file_another_one_its_own(channel, folder, make_prepared):
    channel.send(make_prepared(key="k1"))
    channel.send(make_prepared(key="k1"))
    channel.send(make_prepared(key="k2"))
    assert len(list(folder.iterdir())) == 2


def test_it_stands_for_the_channel_whose_messages_it_writes(channel):
    assert (channel.spec.name, channel.spec.is_loud, channel.spec.has_receipts) == (
        "email",
        False,
        False,
    )
    assert channel.check().outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "name", ["channels.sandbox", "channels.mail", "channels.port", "text.email"]
)
def test_nothing_the_sandbox_is_made_of_can_open_a_connection(name):
    module = importlib.import_module(f"tasks.notify.{name}")
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert imported.isdisjoint(
        {"socket", "smtplib", "http", "httpx", "urllib", "asyncio", "subprocess", "apprise"}
    )


def test_no_socket_is_opened_while_sending(channel, make_prepared, socket_disabled):
    assert channel.send(make_prepared()).outcome is Outcome.ACCEPTED
