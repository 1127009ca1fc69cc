"""Forms are taken from our own pages only; every answer says how it may be used."""

import pytest

from deployments.portal.app import HEADERS
from deployments.portal.refusal import PortalRefused
from tests.support.portal import OTHER


def routes(browser, site):
    """Every route that changes something, as it is called from the unit's page."""
    path = site.path(site.link())
    return [
        ("POST", browser.action("/hoi/"), {"data": {"text": "Xin hỏi"}}),
        ("POST", browser.action("/nop/"), {"files": [("bang", ("a.xlsx", b"x"))]}),
        ("POST", f"{path}/mo", {"data": {}}),
        ("POST", f"{path}/gui-lai", {"data": {}}),
        ("PUT", f"{browser.action('/nop/')}/phan/0", {"content": b"x"}),
        ("POST", f"{browser.action('/nop/')}/xong", {"headers": {"X-Count": "1"}}),
    ]


def test_nothing_changes_without_a_token_made_for_this_browser(site):
    browser, stranger = site.visit(), site.visit(OTHER)
    calls = routes(browser, site)
    before = audit(site)
    for method, path, body in calls:
        for token in ("", "x", stranger.token()):
            sent = {**body, "headers": {**body.get("headers", {}), "X-Form": token}}
            if "content" not in body:
                sent["data"] = {**body.get("data", {}), "csrf": token}
            response = browser.request(method, path, **sent)
            assert (response.status_code, path) == (403, path)
            assert "Biểu mẫu đã cũ" in response.text
    assert audit(site) == before
    assert site.left_over() == []


def audit(site):
    with site.workspace.read() as uow:
        return list(uow.audit.events())


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://evil.example", "Host": ""},
        {"Origin": "x"},
        {"Origin": "http://["},
    ],
)
def test_a_form_from_another_site_is_refused(site, headers):
    browser = site.visit()
    action, fields = browser.action("/hoi/"), {"csrf": browser.token(), "text": "Xin hỏi"}

    assert browser.post(action, data=fields, headers=headers).status_code == 403
    assert site.deliveries() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {
            "Sec-Fetch-Site": "same-origin",
            "Origin": "http://cchc.example",
            "Host": "behind-a-proxy",
        },
        {"Origin": "https://huyen.example", "Host": "huyen.example"},
        {},
    ],
)
def test_a_form_from_our_own_page_is_taken(site, headers):
    browser = site.visit()
    action, fields = browser.action("/hoi/"), {"csrf": browser.token(), "text": "Xin hỏi"}

    assert browser.post(action, data=fields, headers=headers).status_code == 303


def test_every_answer_carries_the_safety_headers(site):
    browser = site.visit()
    path = site.path(site.link())
    for place in ("/", "/tinh/portal.css", path, "/l/x", "/h/x", "/nowhere", "/nop/../etc"):
        headers = browser.get(place).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert "server" not in headers
        assert ("no-store" in headers["cache-control"]) is ("portal.css" not in place)


def test_pages_have_nothing_that_the_policy_forbids(site):
    browser = site.visit()
    pages = [browser.seen, browser.get("/").text, browser.get("/l/x").text]
    for page in pages:
        assert "<style" not in page
        assert " style=" not in page
        assert " on" + "click" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "<script>" not in page


def test_a_page_with_all_it_loads_is_light(site):
    browser = site.visit()
    loaded = [browser.get(f"/tinh/{name}").content for name in ("portal.css", "portal.js")]

    assert len(browser.seen.encode()) + sum(map(len, loaded)) < 30_000


def test_a_defect_is_told_in_a_sentence_and_not_in_a_traceback(site, monkeypatch):
    from deployments.portal import home

    def fail(*_):
        raise RuntimeError("secret detail")

    browser = site.visit()
    here = browser.action("/nop/").rsplit("/nop/", 1)[0]
    monkeypatch.setattr(home, "received", fail)

    page = browser.get(here)

    assert page.status_code == 500
    assert "Hệ thống đang gặp lỗi" in page.text
    assert "secret" not in page.text
    assert page.headers["x-frame-options"] == "DENY"


def test_refusals_are_errors_of_cchc():
    assert PortalRefused(403, "a", "b").code == "TRANG-NOP"
