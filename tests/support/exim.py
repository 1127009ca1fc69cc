"""A real mail server (Exim of Debian) on free ports of this machine: it reports and sends bounces.

What is handed to it for other domains it hands on, as any server does, to where their mailboxes
are: to its own other port, which refuses by the local part of the recipient. The bounces go to the
mailbox of the sender. It reads and writes only below its own folder.
"""

from __future__ import annotations

import os
import pwd
import shutil
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from deployments.system.ports import free_port
from tests.support.daemons import SECONDS, folder_of, running

OWN_DOMAIN = "cchc.example"
CONFIG = """
{user}
primary_hostname = mx.cchc.example
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port} : {far}
dsn_advertise_hosts = *
tls_advertise_hosts =
rfc1413_query_timeout = 0s
keep_environment =
deliver_drop_privilege = true
acl_smtp_rcpt = at_mailboxes

begin acl
at_mailboxes:
  accept
    condition = ${{if !eq{{$received_port}}{{{far}}}}}
  deny
    local_parts = khong-co
    message = 5.1.1 no such user
  deny
    local_parts = day
    message = 552 5.2.2 mailbox full
  deny
    local_parts = tu-choi
    message = 5.7.1 refused by policy
  accept

begin routers
bounces:
  driver = accept
  domains = {own}
  transport = own
far:
  driver = manualroute
  condition = ${{if !eq{{$received_port}}{{{far}}}}}
  route_list = * 127.0.0.1
  self = send
  transport = far
mailboxes:
  driver = accept
  transport = others

begin transports
far:
  driver = smtp
  port = {far}
  allow_localhost
own:
  driver = appendfile
  directory = {folder}/own
  maildir_format
others:
  driver = appendfile
  directory = {folder}/others
  maildir_format
"""


@dataclass(frozen=True)
class Exim:
    """The running server."""

    folder: Path
    port: int

    def bounces(self, number: int) -> list[bytes]:
        """What came back to senders under our own domain, when there are ``number`` of them."""
        return self._lying("own", number)

    def delivered(self, number: int) -> list[bytes]:
        """What lies in the mailboxes of others, when there are ``number`` mails."""
        return self._lying("others", number)

    def _lying(self, maildir: str, number: int) -> list[bytes]:
        deadline = monotonic() + SECONDS
        while True:
            found = sorted((self.folder / maildir / "new").glob("*"))
            if len(found) >= number:
                return [file.read_bytes() for file in found]
            assert monotonic() < deadline, self.said()
            Event().wait(0.05)

    def answers(self) -> bool:
        """Whether it lets us in."""
        with suppress(smtplib.SMTPException), smtplib.SMTP("127.0.0.1", self.port, "x", timeout=5):
            return True
        return False

    def said(self) -> str:
        """Its log."""
        logs = [self.folder / "out", *sorted((self.folder / "log").glob("*"))]
        return "\n".join(log.read_text(errors="replace") for log in logs if log.exists())


@pytest.fixture
def exim() -> Iterator[Exim]:
    """The server, which ends with the test."""
    program = shutil.which("exim4") or shutil.which("exim4", path="/usr/sbin")
    if not program:
        pytest.skip("sudo apt-get install exim4-daemon-light")
    with folder_of("exim") as folder:
        server = _configured(folder)
        command = [program, "-C", f"{folder}/exim.conf", "-bdf"]
        with running(command, folder, server.answers):
            yield server


def _configured(folder: Path) -> Exim:
    for made in (folder, folder / "log", folder / "own", folder / "others"):
        made.mkdir(exist_ok=True)
        made.chmod(0o777)
    port, far = free_port(), free_port()
    me = f"exim_user = {pwd.getpwuid(os.getuid()).pw_name}\nexim_group = {os.getgid()}"
    config = CONFIG.format(
        folder=folder, port=port, far=far, own=OWN_DOMAIN, user=me if os.geteuid() else ""
    )
    # A configuration that others may write is refused.
    file = folder / "exim.conf"
    file.write_text(config, encoding="utf-8")
    file.chmod(0o644)
    return Exim(folder, port)
