"""A link goes to the first browser that is given it, and to no other."""

import threading

from models.domain.campaign import Form
from models.domain.people.links import LinkEnding
from models.store import Store
from tests.models.store.conftest import CAMPAIGN, NOW
from tests.models.store.examples import LINK

DEVICE, OTHER = "d" * 64, "e" * 64


def renewed(number):
    return LINK.model_copy(update={"id": f"{number:022d}"})


def test_a_link_comes_back_as_it_was_kept(begin, read):
    with begin() as unit:
        unit.links.issue(LINK)
    with read() as unit:
        assert unit.links.find(LINK.id) == LINK
        assert unit.links.find("B" * 22) is None
        assert unit.links.of_unit(LINK.unit) == (LINK,)
        assert unit.links.of_unit("18999") == ()
        assert unit.links.of_person(LINK.form, LINK.unit, LINK.person) == (LINK,)
        assert unit.links.of_person(Form.APPRAISAL, LINK.unit, LINK.person) == ()


def test_the_first_browser_has_the_link(begin, read):
    with begin() as unit:
        unit.links.issue(LINK)
        assert unit.links.claim(LINK.id, DEVICE)
        assert not unit.links.claim(LINK.id, OTHER)
        assert not unit.links.claim("B" * 22, OTHER)
    with read() as unit:
        kept = unit.links.find(LINK.id)
    assert kept is not None
    assert kept.device == DEVICE


def test_opening_a_newer_link_ends_the_others_of_the_same_person(begin, read):
    other_person = renewed(9).model_copy(update={"person": "ai-khac"})
    with begin() as unit:
        for link in (LINK, renewed(1), other_person):
            unit.links.issue(link)
        unit.links.claim(LINK.id, DEVICE)
        unit.links.claim(other_person.id, OTHER)
        unit.links.issue(renewed(2))
        unit.links.claim(renewed(2).id, OTHER)
    with read() as unit:
        endings = {link.id: link.ending for link in unit.links.of_unit(LINK.unit)}
    replaced = LinkEnding.REPLACED
    assert endings == {
        LINK.id: replaced,
        renewed(1).id: replaced,
        renewed(2).id: None,
        other_person.id: None,
    }


def test_an_ended_link_goes_to_nobody_and_ends_once(begin):
    with begin() as unit:
        unit.links.issue(LINK)
        assert unit.links.revoke(LINK.id)
        assert not unit.links.revoke(LINK.id)
        assert not unit.links.revoke("B" * 22)
        assert not unit.links.claim(LINK.id, DEVICE)


def test_of_browsers_that_come_at_the_same_time_one_has_the_link(store, url):
    with store.begin(CAMPAIGN, "x", NOW) as unit:
        unit.links.issue(LINK)
    taken = []

    def claim(device):
        own = Store.open(url)
        with own.begin(CAMPAIGN, "x", NOW) as unit:
            taken.append(unit.links.claim(LINK.id, device))
        own.dispose()

    browsers = [threading.Thread(target=claim, args=(sign * 64,)) for sign in "abc"]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join()
    assert sorted(taken) == [False, False, True]
