"""The upload page of a small campaign, served for real on the loopback address."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from config.workspace import Workspace
from deployments.system.ports import free_port
from models.domain.campaign import Form
from models.domain.collection.submission_state import SubmissionState
from models.domain.delivery import Delivery, Door
from models.domain.people.links import PersonalLink
from models.domain.units import Contact, Position
from tasks.signed.links import issue, token_of

if TYPE_CHECKING:
    from tests.support.house import House

UNIT, OTHER = "18496", "18499"


class Browser(httpx.Client):
    """A browser: it keeps cookies, and posts forms from the pages that it has looked at."""

    def __init__(self, url: str) -> None:
        super().__init__(base_url=url, timeout=30)
        self.seen = ""

    def look(self, path: str) -> httpx.Response:
        """Open a page, going where it leads."""
        response = self.get(path, follow_redirects=True)
        self.seen = response.text
        return response

    def token(self) -> str:
        """What the forms of the page carry."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.seen)
        assert found
        return found[1]

    def action(self, words: str) -> str:
        """Where the form whose address has these words is sent to."""
        found = re.search(rf'action="([^"]*{words}[^"]*)"', self.seen)
        assert found
        return found[1]

    def press(self, action: str, **fields: str) -> httpx.Response:
        """Send a small form of the page."""
        return self.post(action, data={"csrf": self.token(), **fields})

    def upload(self, *files: tuple[str, bytes], action: str = "") -> httpx.Response:
        """Send the upload form with these files."""
        sheet, *others = [(name, content, "application/octet-stream") for name, content in files]
        parts = [("bang", sheet), *(("tai-lieu", each) for each in others)]
        return self.post(action or self.action("/nop/"), data={"csrf": self.token()}, files=parts)


class Site:
    """A served upload page and the people who use it."""

    def __init__(self, house: House, workspace: Workspace, url: str) -> None:
        self.house, self.workspace, self.url = house, workspace, url
        self._browsers: list[Browser] = []

    def officer(self, unit: str = UNIT) -> Contact:
        """The officer of a unit."""
        people = self.workspace.campaign.contacts_of(unit)
        return next(person for person in people if person.position is Position.OFFICER)

    def link(self, unit: str = UNIT, form: Form = Form.COMMUNE) -> PersonalLink:
        """A new link of a unit's officer."""
        with self.workspace.change("test") as uow:
            return issue(self.workspace, uow, form, self.officer(unit))

    def path(self, link: PersonalLink) -> str:
        """The path of a link."""
        return f"/l/{token_of(self.workspace, link)}"

    def browser(self) -> Browser:
        """Another device."""
        browser = Browser(self.url)
        self._browsers.append(browser)
        return browser

    def close(self) -> None:
        """Close all browsers."""
        for browser in self._browsers:
            browser.close()

    def visit(self, unit: str = UNIT) -> Browser:
        """A browser of the unit's officer on the unit's page, with a new link."""
        browser = self.browser()
        browser.look(self.path(self.link(unit)))
        browser.look(browser.press(browser.action("/mo")).headers["location"])
        return browser

    def deliveries(self) -> list[Delivery]:
        """What came in through the page, in any order of judgement."""
        with self.workspace.read() as uow:
            puts = [event for event in uow.audit.events() if event.action == "delivery.put"]
            references = [event.subject.partition("/")[2] for event in puts]
            found = [uow.deliveries.find(Door.PORTAL, reference) for reference in references]
        return [delivery for delivery in found if delivery is not None]

    def left_over(self) -> list[Path]:
        """Files of unfinished uploads."""
        folder = self.workspace.settings.upload_folder(self.workspace.campaign.id)
        return sorted(path for path in folder.rglob("*") if path.is_file())

    def state(self, unit: str = UNIT) -> SubmissionState:
        """How the unit's submission stands."""
        with self.workspace.read() as uow:
            return uow.submissions.states(Form.COMMUNE)[unit]


class Server:
    """A server on the loopback address that serves one application after another."""

    def __init__(self) -> None:
        self.port = free_port()
        self.app: ASGIApp | None = None
        config = uvicorn.Config(
            self._serve,
            port=self.port,
            log_level="critical",
            server_header=False,
            lifespan="off",
            interface="asgi3",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve from a thread of this process."""
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Serve no more."""
        self._server.should_exit = True
        self._thread.join()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


def with_page(workspace: Workspace, url: str) -> Workspace:
    """The workspace of an installation whose upload page is at ``url``."""
    settings = workspace.settings.model_copy(update={"portal_url": url})
    return replace(workspace, settings=settings)
