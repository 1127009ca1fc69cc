"""Sending 10,000 reminders: outbox and dispatcher beside smtplib and apprise.

Run: ``python -m bench.mails [N]``. A mail server in a process of its own takes and forgets. Ours
queues N messages, then claims, renders, composes, sends and settles each, on a durable SQLite.
Beside it on one connection: smtplib with the very same mails ready made (``bare``); smtplib with
each mail made by the standard library from the same rendered text, as one would write it without an
outbox; and apprise with a plugin for each recipient, timed for a few and counted up. Goal: 1.5 x
bare.
"""

from __future__ import annotations

import asyncio
import smtplib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from aiosmtpd.smtp import SMTP

from config.loaders import load_campaign
from deployments.migrations.run import migrate
from models.domain.campaign import Campaign
from models.domain.deadlines import HANOI
from models.domain.messages.message import Message, MessageRecord, message_key
from models.domain.messages.mode import EVERYBODY, Mode
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import Transmission
from models.domain.units import Contact, Position
from models.store import Store
from tasks.notify.channels.mail import MailWriter
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.channels.smtp import SmtpChannel
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.dispatch.outbox import StoreOutbox
from tasks.notify.settings import MailSender, SmtpSettings
from tasks.notify.text.render import render_email

GOAL = 1.5
FEW = 100
ROUNDS = 3
NOW = datetime(2021, 11, 4, 8, 15, tzinfo=HANOI)
SENDER = MailSender(name="Phòng Nội vụ", address="noi-vu@huyen.example")


class Forgetting:
    """Takes every mail."""

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802
        return "250 2.0.0 queued"


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Forgetting(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def server() -> Iterator[int]:
    """The port of a mail server in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.mails", "serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        yield int(started.stdout.readline())
        started.stdin.close()
        started.kill()


def people(count: int) -> Campaign:
    """The campaign of 2021 with so many officers more."""
    campaign = load_campaign("huong-khe-2021")
    units = campaign.communes
    more = [
        Contact(
            id=f"p{n}",
            position=Position.OFFICER,
            title="Công chức Văn phòng - Thống kê",
            unit=units[n % len(units)].code,
            email=f"p{n}@xa.example",
        )
        for n in range(count)
    ]
    return campaign.model_copy(update={"contacts": (*campaign.contacts, *more)})


def messages(campaign: Campaign, count: int) -> list[Message]:
    """A reminder to each of the officers that were added."""
    params = {"form": "bảng tự đánh giá, chấm điểm", "limit": "chậm nhất vào ngày 05/11/2021"}
    return [
        Message(
            key=message_key(campaign.id, f"p{n}", Purpose.REMINDER, "commune", date(2021, 11, 4)),
            person=f"p{n}",
            purpose=Purpose.REMINDER,
            unit=campaign.contact(f"p{n}").unit,
            subject_ref=f"commune:{n}",
            params=params | {"remaining": "1 ngày làm việc"},
            not_before=NOW,
        )
        for n in range(count)
    ]


@contextmanager
def opened(campaign: Campaign) -> Iterator[tuple[Store, Path]]:
    """A store in which the campaign is open and nothing is queued, and its folder."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/cchc.db"
        migrate(url)
        store = Store.open(url)
        with store.begin(campaign.id, "bench", NOW) as uow:
            uow.campaigns.open(campaign, {}, Mode.LIVE)
        yield store, Path(folder)
        store.dispose()


def ours(campaign: Campaign, queued: list[Message], port: int, store: Store, home: Path) -> None:
    """Queue and dispatch them all."""
    with store.begin(campaign.id, "bench", NOW) as uow:
        uow.messages.queue(queued)
    smtp = SmtpSettings(host="127.0.0.1", port=port, security="none")
    channel = SmtpChannel(smtp, MailWriter(campaign, Mode.LIVE, SENDER), EVERYBODY)
    begun = perf_counter()
    post = DispatchContext(
        outbox=StoreOutbox(store, campaign.id, "bench"),
        channels={channel.spec.name: channel},
        campaign=campaign,
        clock=lambda: NOW + timedelta(seconds=perf_counter() - begun),
        journals=home / "dang-gui",
    )
    report = dispatch(post)
    assert sum(report.counts.values()) == len(queued), report


def outgoing(campaign: Campaign, queued: list[Message]) -> list[PreparedMessage]:
    """The very mails that ours sends."""
    writer = MailWriter(campaign, Mode.LIVE, SENDER)
    letters = []
    for message in queued:
        contact = campaign.contact(message.person)
        waiting = (Transmission(not_before=NOW),)
        record = MessageRecord(**dict(message), transmissions=waiting)
        letters.append(OutgoingLetter(record, 1, contact, contact.email, NOW))
    return [writer.write(letter) for letter in letters]


def bare(ready: list[PreparedMessage], port: int) -> None:
    """Ready mails through smtplib on one connection."""
    with smtplib.SMTP("127.0.0.1", port, "huyen.example") as smtp:
        for prepared in ready:
            smtp.sendmail(SENDER.address, [prepared.address], prepared.content)


def made(campaign: Campaign, queued: list[Message], port: int) -> None:
    """Each mail rendered and made by the standard library, through smtplib on one connection."""
    with smtplib.SMTP("127.0.0.1", port, "huyen.example") as smtp:
        for message in queued:
            contact = campaign.contact(message.person)
            text = render_email(message, contact, campaign, Mode.LIVE)
            mail = EmailMessage()
            mail["Subject"], mail["From"], mail["To"] = text.subject, SENDER.address, contact.email
            mail.set_content(text.text)
            mail.add_alternative(text.html, subtype="html")
            smtp.send_message(mail)


def apprised(campaign: Campaign, queued: list[Message], port: int) -> None:
    """A plugin of apprise for each recipient, as its manual has it."""
    import apprise

    for message in queued:
        contact = campaign.contact(message.person)
        text = render_email(message, contact, campaign, Mode.LIVE)
        url = f"mailto://127.0.0.1:{port}/{contact.email}?from={SENDER.address}&format=html"
        assert apprise.Apprise.instantiate(url).notify(body=text.html, title=text.subject)


def seconds(call: Callable[[], None]) -> float:
    """How long one call takes."""
    begun = perf_counter()
    call()
    return perf_counter() - begun


def main(count: int) -> bool:
    """Print the ratios; whether the goal is met."""
    campaign = people(count)
    queued = messages(campaign, count)
    ready = outgoing(campaign, queued)
    found = []
    with server() as port:
        bare(ready[:FEW], port)
        for _ in range(ROUNDS):
            peer = seconds(lambda: bare(ready, port))
            with opened(campaign) as (store, home):
                own = seconds(partial(ours, campaign, queued, port, store, home))
            found.append((own / peer, own, peer))
        stdlib = seconds(lambda: made(campaign, queued, port))
        other = seconds(lambda: apprised(campaign, queued[:FEW], port)) * count / FEW
    ratio, own, peer = sorted(found)[len(found) // 2]
    each = 1000 / count
    print(f"{count} mails of {len(ready[0].content)} bytes; medians of {ROUNDS} runs in turn")
    print(f"{'smtplib, ready mails':36}{peer * each:8.2f} ms each    1.00 x")
    print(f"{'outbox, dispatcher, smtplib':36}{own * each:8.2f} ms each{ratio:8.2f} x")
    print(f"{'render, EmailMessage, smtplib':36}{stdlib * each:8.2f} ms each{stdlib / peer:8.2f} x")
    print(f"{f'apprise ({FEW} timed)':36}{other * each:8.2f} ms each{other / peer:8.2f} x")
    print("ratios:", ", ".join(f"{each[0]:.2f}" for each in found), "goal", GOAL)
    return median(each[0] for each in found) <= GOAL


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        asyncio.run(_serve())
    else:
        sys.exit(0 if main(int(sys.argv[1]) if sys.argv[1:] else 10_000) else 1)
