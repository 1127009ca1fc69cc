"""Every route has its line in the table of permissions, and no other request comes through."""

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from deployments.portal import confirm, entry, home, outcome, pages, sending, zalo
from deployments.portal.app import make_routes
from deployments.portal.permissions import RULES, Permission

MODULES = (pages, entry, home, sending, outcome, confirm, zalo)


def routes_of(routes: list[BaseRoute]):
    for route in routes:
        assert isinstance(route, APIRoute), f"{route} goes past the permissions"
        for method in route.methods:
            yield method, route.path


def test_every_route_is_listed_under_its_permission_and_every_line_is_a_route():
    listed = [pair for module in MODULES for pair in routes_of(module.router.routes)]

    assert sorted(listed) == sorted(RULES)


def test_whatever_changes_something_is_not_for_anybody():
    assert {rule.permission for (method, _), rule in RULES.items() if method != "GET"} == {
        Permission.LINK,
        Permission.LETTER,
        Permission.ZALO,
        Permission.DEVICE,
    }


def test_a_route_without_a_line_is_refused(site, server):
    app = make_routes(site.workspace)
    router = APIRouter()

    @router.get("/moi")
    def new():
        pytest.fail("nobody may come here")

    app.include_router(router)
    server.app = app
    assert site.browser().get("/moi").status_code == 404


def test_an_undocumented_page_of_the_framework_is_not_there(site):
    for path in ("/docs", "/openapi.json", "/redoc"):
        assert site.browser().get(path).status_code == 404


def test_who_asks_too_often_is_told_to_wait(site):
    path = site.path(site.link())
    browser = site.browser()
    browser.look(path)
    answers = [browser.press(f"{path}/mo", csrf="x").status_code for _ in range(12)]

    assert answers[:10] == [403] * 10
    assert answers[10:] == [429] * 2
    page = browser.press(f"{path}/mo")
    assert page.headers["retry-after"]
    assert "chờ một lúc" in page.text


def test_other_links_are_not_held_up_by_one(site):
    path = site.path(site.link())
    browser = site.browser()
    browser.look(path)
    for _ in range(12):
        browser.press(f"{path}/mo", csrf="x")

    assert "Chưa nộp" in site.visit().seen
