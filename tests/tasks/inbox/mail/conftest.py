"""An office whose mailbox is read. Houses are a plugin, which no conftest may import before."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def office(asked, move_into):
    from tests.support.mail_office import Office

    house = move_into(asked)
    house.at("2021-11-04 15:00")
    return Office(house)


@pytest.fixture
def sent(office):
    from tests.support.house import COMMUNES
    from tests.support.mail_office import Sent

    return Sent(office, COMMUNES[1])


@pytest.fixture
def comes(office):
    """A mail comes in and is looked at."""

    def come(mail):
        office.mailbox.receive(mail if isinstance(mail, bytes) else mail.as_bytes())
        office.tick()

    return come


@pytest.fixture
def forgotten(office):
    """The installation as it is when its mails went out before they had names of their own."""
    file = office.workspace.settings.database.removeprefix("sqlite:///").partition("?")[0]
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE transmission SET track = ''")
