from __future__ import annotations

import ast
import importlib
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tasks.notify.channels.port import Outcome
from tasks.notify.channels.sandbox import SandboxChannel
from tasks.notify.email import File


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "thu"


@pytest.fixture
def channel(folder, sender):
    with SandboxChannel(folder, sender) as channel:
        yield channel


def test_a_mail_becomes_a_file_that_parses_back(channel, folder, make_delivery, sender):
    files = (File(name="Biểu điểm xã Hà Linh.xlsx", content=b"PK1"),)
    receipt = channel.send(make_delivery(files=files))
    mail = message_from_bytes((folder / receipt.detail).read_bytes(), policy=policy.default)
    assert receipt.outcome is Outcome.ACCEPTED
    code = sender.marks.code("18496")
    assert mail["Subject"] == f"[THỬ] Nhắc gửi bảng tự chấm điểm {code}"
    assert mail["To"] == "ok@xa-thu.example"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Biểu điểm xã Hà Linh.xlsx"
    assert attached.get_content() == b"PK1"


def test_the_same_message_gets_the_same_file_and_another_one_its_own(
    channel, folder, make_delivery
):
    channel.send(make_delivery(key="k1"))
    channel.send(make_delivery(key="k1"))
    channel.send(make_delivery(key="k2"))
    assert len(list(folder.iterdir())) == 2


def test_an_address_that_is_not_ascii_fails_as_it_would_by_mail(channel, folder, make_delivery):
    receipt = channel.send(make_delivery("nguyễn@xa-thu.example"))
    assert receipt.outcome is Outcome.PERMANENT
    assert not folder.exists()


@pytest.mark.parametrize("name", ["channels.sandbox", "channels.mail", "channels.port", "email"])
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


def test_no_socket_is_opened_while_sending(channel, make_delivery, socket_disabled):
    assert channel.send(make_delivery()).outcome is Outcome.ACCEPTED
