from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.portal.app import make_app
from tests.support.portal import Server, Site, with_page


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A web server that is there for every test."""
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site(asked: Path, move_into, server: Server) -> Iterator[Site]:
    """Every commune has its workbook; the page is up."""
    house = move_into(asked)
    house.at("2021-10-27 09:00")
    workspace = with_page(house.workspace, "http://cchc.example")
    server.app = make_app(workspace)
    site = Site(house, workspace, server.url)
    yield site
    site.close()
