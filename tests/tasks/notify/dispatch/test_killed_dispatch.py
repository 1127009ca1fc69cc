"""Dispatchers that are killed anywhere, and several at once: nothing lost, nothing twice.

A mail server and a Zalo stand beside them that take some messages and answer too late.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections import Counter
from datetime import timedelta

import pytest

from models.domain.messages.message import Message
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import OPEN, MessageState
from models.domain.units import Contact, Position
from models.store import Store
from tasks.signed.mail_marks import MailMarks
from tests.support.databases import (
    emptied,
    postgresql_database,
    postgresql_server,
    sqlite_template,
    url,
)
from tests.support.dispatching import SENDER, Place, dispatch_at
from tests.support.profile import FULL
from tests.support.smtp_server import smtp_server, taken
from tests.support.zalo.process import zalo_server

__all__ = ["emptied", "postgresql_database", "postgresql_server", "sqlite_template", "url"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

S = MessageState
MESSAGES = 1_000 if FULL else 250
KILLS = {"sqlite": 100, "postgresql+psycopg": 25}
SLOW = 50
"""One message in so many is taken by a server that answers too late."""

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.support.dispatching"])


def person(n):
    """Every second one is reached by telephone first."""
    late = n % SLOW in (0, 1)
    return Contact(
        id=f"p{n}",
        position=Position.RECIPIENT,
        title=f"Người thứ {n}",
        email=f"{'slow' if late else 'p'}{n}@huyen-thu.example",
        phone=f"849{n:04}{5001 if late else 1}".ljust(11, "9") if n % 2 else None,
    )


@pytest.fixture
def big_campaign(campaign):
    people = tuple(person(n) for n in range(MESSAGES))
    return campaign.model_copy(update={"contacts": (*campaign.contacts, *people)})


def message_to(person, make_record, now):
    params = make_record(Purpose.RECEIPT).params | {"advice": ""}
    return Message(
        key=f"thu-2021|{person}|receipt",
        person=person,
        purpose=Purpose.RECEIPT,
        unit="18496",
        subject_ref=person,
        params=params,
        not_before=now,
    )


@pytest.fixture
def full(url, big_campaign, make_record, now):
    """A store whose outbox holds a message to each of very many people."""
    store = Store.open(url)
    with store.begin(big_campaign.id, "he-thong", now) as work:
        work.campaigns.open(big_campaign, {}, "live")
        work.messages.queue([message_to(f"p{n}", make_record, now) for n in range(MESSAGES)])
    yield store
    store.dispose()


class World:
    """The dispatchers, the servers beside them, and what both know in the end."""

    def __init__(self, place, store, log, zalo):
        self.place, self.log = place, log
        self._store, self._zalo = store, zalo

    def start(self, moment):
        process = PROCESSES.Process(target=dispatch_at, args=(self.place, moment))
        process.start()
        return process

    def finish(self, moment, at_once):
        """Let dispatchers that nobody kills work, so many at a time, until nothing waits.

        What is in doubt goes another way only after a while, so they look twice.
        """
        quiet = 0
        while quiet < 2:
            processes = [self.start(moment) for _ in range(at_once)]
            for process in processes:
                process.join()
            assert [process.exitcode for process in processes] == [0] * at_once
            moment += timedelta(minutes=20)
            quiet = 0 if any(way.state in OPEN for _, way in self.ways()) else quiet + 1

    def mails(self):
        return Counter(taken(self.log))

    def calls(self):
        return Counter(each["tracking_id"] for each in self._zalo.messages())

    def received(self):
        return len(taken(self.log)) + len(self._zalo.messages())

    def ways(self):
        with self._store.read(self.place.campaign) as work:
            return [(m, way) for m in work.messages.all() for way in m.transmissions]

    def listed(self):
        with self._store.read(self.place.campaign) as work:
            return {message.key for message in work.transmissions.in_state({S.UNKNOWN})}

    def check(self):
        """Nothing came twice on a channel, nothing is lost, and what is in doubt is listed."""
        mails, calls, ways = self.mails(), self.calls(), self.ways()
        assert max((*mails.values(), *calls.values())) == 1
        for message, way in ways:
            assert way.state in (S.ACCEPTED, S.UNKNOWN), message.key
            arrived = calls if way.channel == "zalo_phone" else mails
            assert way.state is S.UNKNOWN or _name(message, way) in arrived
        known = {_name(message, way) for message, way in ways}
        assert {*mails, *calls} <= known
        sent = {message.key for message, _ in ways if message.purpose is Purpose.RECEIPT}
        assert len(sent) == MESSAGES
        assert self.listed() == {m.key for m, way in ways if way.state is S.UNKNOWN}
        return Counter((way.channel, str(way.state)) for _, way in ways)


def _name(message, way):
    """What a server calls a transmission."""
    domain = SENDER.address.partition("@")[2]
    return way.track if way.channel == "zalo_phone" else MailMarks().message_id(message.key, domain)


@pytest.fixture
def world(full, url, big_campaign, tmp_path):
    log = tmp_path / "nhan.jsonl"
    with smtp_server(log) as port, zalo_server() as zalo:
        zalo.reset(hang=1.0)
        yield World(Place(big_campaign.id, url, tmp_path, port, zalo.api), full, log, zalo)


def test_kills_anywhere_lose_nothing_and_send_nothing_twice(world, now, url):
    chance, moment = random.Random(4), now
    kills = KILLS[url.partition(":")[0]]
    for _ in range(kills if FULL else kills // 4):
        process, before, goal = world.start(moment), world.received(), chance.randint(0, 14)
        while process.is_alive() and world.received() < before + goal:
            process.join(0.002)
        process.join(chance.random() * 0.01)
        if process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        moment += timedelta(minutes=1)
    world.finish(moment, at_once=1)
    states = world.check()
    print(dict(states))
    assert states["zalo_phone", "accepted"] + states["email", "accepted"] > MESSAGES * 0.8


def test_several_dispatchers_at_once_send_each_message_once(world, now):
    world.finish(now, at_once=4)
    print(dict(world.check()))
