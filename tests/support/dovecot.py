"""A real IMAP server (Dovecot of Debian) on free ports of this machine, for every test that asks.

Any user may log in with ``PASSWORD`` and has a mailbox of their own, so a test that takes a new
user begins with an empty one.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from imap_tools import MailBoxUnencrypted

from deployments.system.ports import free_port
from tests.support.certificate import write_certificate
from tests.support.daemons import SECONDS, folder_of, running

PASSWORD = "bí-mật"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""
_users = count(1)


@dataclass(frozen=True)
class Dovecot:
    """The running server; ``ca_file`` vouches for its certificate, which is for 127.0.0.1."""

    folder: Path
    plain: int
    tls: int
    ca_file: Path

    def answers(self) -> bool:
        """Whether it greets who comes."""
        with socket.create_connection(("127.0.0.1", self.plain), 1) as opened:
            return opened.recv(10).startswith(b"* OK")

    def new_user(self) -> User:
        """A user whom nobody has written to."""
        return User(self, f"hop-thu-{next(_users)}")


@dataclass(frozen=True)
class User:
    """One mail account."""

    server: Dovecot
    name: str

    def receive(self, mail: bytes, at: datetime | None = None) -> None:
        """Let a mail come in, at ``at`` or now."""
        with self._inbox() as inbox:
            inbox.append(mail, "INBOX", at)

    def lying(self, folder: str = "INBOX") -> list[bytes]:
        """The mails in a folder, none of them marked as seen by looking."""
        with self._inbox() as inbox:
            if not inbox.folder.exists(folder):
                return []
            inbox.folder.set(folder, readonly=True)
            found = inbox.client.uid("FETCH", "1:*", "(BODY.PEEK[])")[1]
            return [part[1] for part in found if isinstance(part, tuple)]

    def seen(self, folder: str = "INBOX") -> int:
        """How many mails in a folder are marked as seen."""
        with self._inbox() as inbox:
            inbox.folder.set(folder, readonly=True)
            return len(inbox.uids("SEEN"))

    def move_back(self, folder: str) -> None:
        """Put all mails of a folder into the inbox again, as a person may."""
        with self._inbox() as inbox:
            inbox.folder.set(folder)
            inbox.move(inbox.uids(), "INBOX")

    def lose_uids(self) -> None:
        """Forget which UID each mail had, as a server does that was restored from a copy."""
        maildir = self.server.folder / "home" / self.name / "Maildir"
        for file in [*maildir.glob("dovecot*")]:
            file.unlink()
        # The next UIDVALIDITY is the second in which the mailbox is made anew.
        Event().wait(1.1)

    def _inbox(self) -> MailBoxUnencrypted:
        inbox = MailBoxUnencrypted("127.0.0.1", self.server.plain, timeout=SECONDS)
        inbox.login_utf8(self.name, PASSWORD)
        return inbox


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """The server, which ends with the session."""
    if not shutil.which("dovecot"):
        pytest.skip("sudo apt-get install dovecot-imapd")
    with folder_of("imap") as folder:
        server = _configured(folder)
        with running(["dovecot", "-F", "-c", f"{folder}/dovecot.conf"], folder, server.answers):
            yield server


def _configured(folder: Path) -> Dovecot:
    folder.chmod(0o755)
    write_certificate(folder / "server.pem")
    (folder / "home").mkdir()
    (folder / "home").chmod(0o777)
    root = os.geteuid() == 0
    me = {"uid": os.getuid(), "gid": os.getgid()}
    own = folder.owner()
    names = {"internal": own, "internal_group": folder.group(), "login": own, **me}
    if root:
        names = {
            "internal": "dovecot",
            "internal_group": "dovecot",
            "login": "dovenull",
            "uid": "mail",
            "gid": "mail",
        }
    plain, tls = free_port(), free_port()
    config = CONFIG.format(folder=folder, plain=plain, tls=tls, password=PASSWORD, **names)
    (folder / "dovecot.conf").write_text(config, encoding="utf-8")
    return Dovecot(folder, plain, tls, folder / "server.pem")
