"""A From address is believed only when the office's own server vouches for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.inbox.mail.incoming import read_mail
from tasks.inbox.mail.origin import OriginFinder
from tests.support.house import COMMUNES
from tests.support.mails import letter

SECOND = COMMUNES[1]
PASSED = "mx.huyen.example; spf=pass; dmarc=pass (p=reject) header.from=huongkhe.example"


@pytest.fixture
def origin(asked, move_into):
    workspace = move_into(asked).workspace
    address = workspace.campaign.contact(f"{SECOND}.officer").email

    def of(*results: str, authserv: str = "mx.huyen.example", sender: str = address):
        settings = workspace.settings.model_copy(update={"imap_authserv": authserv})
        raw = letter(sender=sender).as_bytes()
        noted = "".join(f"Authentication-Results: {result}\n" for result in results)
        found = read_mail(noted.encode() + raw, "cchc@cchc.example")
        return OriginFinder(replace(workspace, settings=settings)).origin_of(found)

    return of


def test_what_our_own_server_vouches_for_is_the_units(origin):
    assert (origin(PASSED).unit, origin(PASSED).perhaps) == (SECOND, ())


@pytest.mark.parametrize(
    ("results", "authserv"),
    [
        ((), "mx.huyen.example"),
        ((PASSED,), ""),
        ((PASSED,), "mx.khac.example"),
        ((PASSED.replace("dmarc=pass", "dmarc=fail"),), "mx.huyen.example"),
        ((PASSED.replace("huongkhe.example", "xau.example"),), "mx.huyen.example"),
        (("mx.huyen.example; dmarc=none", PASSED), "mx.huyen.example"),
        (("mx.xau.example; mx.huyen.example; " + PASSED,), "mx.huyen.example"),
        (("",), "mx.huyen.example"),
    ],
)
def test_everything_else_is_a_guess(origin, results, authserv):
    found = origin(*results, authserv=authserv)
    assert found.unit == ""
    assert len(found.perhaps) == 1


def test_an_address_that_nobody_registered_is_not_even_a_guess(origin):
    found = origin(PASSED, sender="la@huongkhe.example")
    assert (found.unit, found.perhaps) == ("", ())
