"""The upload page as a process of its own, on a phone: Chromium at 360 x 740, axe on every page."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from deployments.prefect.processes import portal_page
from deployments.system.local_http import is_up
from deployments.system.ports import free_port
from models.domain.campaign import Form
from models.domain.collection.submission_events import RoundLocked
from models.domain.messages.message import Message
from models.domain.messages.outbox import LEASE, SendResult, Start
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from tasks.signed.links import confirmations_of
from tests.support.chromium import CHROMIUM, FLAGS, PATIENCE
from tests.support.house import CAMPAIGN, COMMUNES, copy_of, living_in
from tests.support.portal import OTHER, UNIT, Site, with_page

THIRD = COMMUNES[2]

pytestmark = pytest.mark.slow
AXE = Axe()
PHONE = {"width": 360, "height": 740}
PICTURES = os.environ.get("PICTURES")
"""A folder for pictures of the pages, to look at or to put into docs/pictures."""


class Served:
    """The page in a process that can be killed, and started again on the same port."""

    def __init__(self, site: Site, port: int) -> None:
        self.site, self.port = site, port
        self._stack = ExitStack()

    def start(self) -> None:
        settings = self.site.workspace.settings
        page = portal_page(settings, CAMPAIGN, 1, self.port)
        self.process: subprocess.Popen[bytes] = self._stack.enter_context(page)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.stop()

    def stop(self) -> None:
        self._stack.close()


@pytest.fixture(scope="module")
def served(asked, tmp_path_factory) -> Iterator[Served]:
    """One process for the module; the last test of it closes the round."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with living_in(copy_of(asked, tmp_path_factory.mktemp("served") / "home")) as house:
        house.at("2021-10-27 09:00")
        served = Served(Site(house, with_page(house.workspace, url), url), port)
        served.start()
        yield served
        served.stop()
        served.site.close()


@pytest.fixture(autouse=True)
def _is_running(served):
    """A test that failed while the server was killed must not fail those after it."""
    if served.process.poll() is not None:
        served.start()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        vietnamese = {**os.environ, "LANGUAGE": "vi"}
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, "--lang=vi"], env=vietnamese
        )
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport=PHONE, locale="vi-VN", is_mobile=True) as context:
        yield context


@pytest.fixture
def plain_phone(chromium) -> Iterator[BrowserContext]:
    """A browser without JavaScript."""
    with chromium.new_context(
        viewport=PHONE, locale="vi-VN", is_mobile=True, java_script_enabled=False
    ) as context:
        yield context


def checked(page: Page, name: str) -> None:
    """The page has no violation that axe finds, and does not scroll sideways."""
    found = AXE.run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def go_on(page: Page, site: Site, unit: str = UNIT) -> Page:
    """Open a new link of a unit and go on with it."""
    page.goto(site.url + site.path(site.link(unit)))
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Nộp bảng", exact=True)).to_be_visible()
    return page


def choose(page: Page, content: bytes, name: str = "bang-tu-cham.xlsx") -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Bảng đã điền").set_input_files(files=[file])


def nonsense(cells):
    declared = list(cells)[:3]
    return {**cells, **dict.fromkeys(declared, "không rõ")}


def test_an_official_with_a_phone_mends_and_sends(served, phone):
    site, page = served.site, phone.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site.url + site.path(site.link()))
    checked(page, "portal-entry")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Chưa nộp")).to_be_visible()
    checked(page, "portal-home")

    choose(page, site.house.commune_file(UNIT, nonsense))
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.get_by_role("heading", name="Bảng còn chỗ cần sửa")).to_be_visible()
    checked(page, "portal-findings")
    page.get_by_role("link", name="Nộp lại").click()

    choose(page, site.house.commune_file(UNIT))
    evidence = {"name": "Quyết định 12.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" * 9}
    page.get_by_label("Tài liệu kiểm chứng").set_input_files(files=[evidence])
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.get_by_role("heading", name="Đã nhận bảng của đơn vị")).to_be_visible()
    checked(page, "portal-accepted")
    page.get_by_role("link", name="Về trang của đơn vị").click()
    expect(page.get_by_text("Đã nhận bản 1").first).to_be_visible()
    page.get_by_label("Khó khăn, vướng mắc cần hỏi").fill("Tiêu chí 3.2 tính đến ngày nào?")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_text("Đã nhận nội dung")).to_be_visible()
    page.get_by_text("Những chỗ cần sửa").first.click()
    checked(page, "portal-history")
    assert said == []
    assert site.state().version == 1


def test_the_page_works_without_javascript(served, plain_phone):
    site = served.site
    page = go_on(plain_phone.new_page(), site, OTHER)

    choose(page, site.house.commune_file(OTHER))
    page.get_by_role("button", name="Nộp", exact=True).click()

    expect(page.get_by_role("heading", name="Đã nhận bảng của đơn vị")).to_be_visible()
    assert site.state(OTHER).version == 1
    page.reload()
    assert site.state(OTHER).received == 1


@pytest.fixture
def reminded(served):
    """The address at which an officer confirms a reminder that has gone out."""
    site, claim = served.site, "gui"
    now, place = site.workspace.now(), {"message": "nhac", "number": 1}
    message = Message(
        key=place["message"],
        person=site.officer(THIRD).id,
        purpose=Purpose.REMINDER,
        unit=THIRD,
        subject_ref="commune",
        params={"form": "commune", "limit": "05/11/2021", "remaining": "7 ngày làm việc"},
        not_before=now,
    )
    start = Start(**place, channel="email", address="x", template="email/reminder", version="1")
    with site.workspace.change("test") as uow:
        uow.messages.queue([message])
        uow.dispatching.claim(claim, now + LEASE, 1_000)
        uow.dispatching.start(claim, [start], now + LEASE)
        uow.transmissions.settle([SendResult(**place, state=MessageState.ACCEPTED)])
    return confirmations_of(site.workspace.settings, CAMPAIGN).address(message)


def test_a_reminder_is_confirmed_on_the_phone(served, phone, reminded):
    page = phone.new_page()
    page.goto(reminded)
    checked(page, "portal-confirm")
    page.get_by_role("button", name="Xác nhận đã nhận").click()
    expect(page.get_by_role("button")).to_have_count(0)
    checked(page, "portal-confirmed")
    with served.site.workspace.read() as uow:
        [way] = uow.messages.get("nhac").transmissions
    assert way.state is MessageState.ACKNOWLEDGED


def test_an_upload_outlives_a_broken_line_and_a_killed_server(served, phone):
    site = served.site
    page, before = go_on(phone.new_page(), site, THIRD), len(site.deliveries())
    seen: list[str] = []
    evidence = os.urandom(1_500_000)

    def trouble(route: Route) -> None:
        """The fourth piece meets a dead line, the sixth a server that is killed."""
        seen.append(route.request.url)
        if len(seen) == 4:
            route.abort("connectionreset")
        elif len(seen) == 6:
            served.kill()
            route.abort("connectionrefused")
        else:
            route.continue_()

    page.route("**/phan/1", trouble)
    choose(page, site.house.commune_file(THIRD))
    files = [{"name": "quet.pdf", "mimeType": "application/pdf", "buffer": evidence}]
    page.get_by_label("Tài liệu kiểm chứng").set_input_files(files=files)
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.get_by_text("tự nối lại")).to_be_visible()
    while len(seen) < 6:
        page.wait_for_timeout(50)
    assert len(site.deliveries()) == before
    served.start()

    expect(page.get_by_role("heading", name="Đã nhận bảng của đơn vị")).to_be_visible(
        timeout=60_000
    )
    delivery = site.deliveries()[before]
    with site.workspace.read() as uow:
        assert uow.files.get(delivery.files[1].file) == evidence
    assert (len(site.deliveries()), len(seen)) == (before + 1, 8)


def test_a_server_killed_in_the_middle_of_a_plain_upload_keeps_nothing_by_halves(served):
    site = served.site
    browser, good = site.visit(THIRD), site.house.commune_file(THIRD)
    before, state = len(site.deliveries()), site.state(THIRD)
    request = browser.build_request(
        "POST",
        browser.action("/nop/"),
        data={"csrf": browser.token()},
        files=[("bang", ("bang.xlsx", good)), ("tai-lieu", ("a.pdf", b"x" * 900_000))],
    )
    body = request.read()

    def killed_on_the_way():
        yield body[:400_000]
        while not any(path.stat().st_size > 300_000 for path in site.left_over()):
            pass
        served.kill()
        yield body[400_000:]

    kind = {"content-type": request.headers["content-type"]}
    with pytest.raises(httpx.TransportError):
        browser.post(browser.action("/nop/"), content=killed_on_the_way(), headers=kind)
    assert len(site.deliveries()) == before
    assert site.state(THIRD) == state

    served.start()
    answer = browser.upload(("bang.xlsx", good), ("a.pdf", b"x" * 900_000))
    assert "Bản hợp lệ thứ" in browser.look(answer.headers["location"]).text
    assert len(site.deliveries()) == before + 1


def test_two_units_upload_at_once(served, chromium):
    site, before = served.site, len(served.site.deliveries())
    with chromium.new_context(viewport=PHONE) as one, chromium.new_context(viewport=PHONE) as two:
        pages = {UNIT: go_on(one.new_page(), site), OTHER: go_on(two.new_page(), site, OTHER)}
        for unit, page in pages.items():
            choose(page, site.house.commune_file(unit))
        for page in pages.values():
            page.get_by_role("button", name="Nộp", exact=True).click(no_wait_after=True)
        for page in pages.values():
            expect(page.get_by_role("heading", name="Đã nhận bảng của đơn vị")).to_be_visible()
    sent = [delivery.sender for delivery in site.deliveries()[before:]]
    assert sorted(sent) == [UNIT, OTHER]


def test_the_process_writes_no_link_into_its_log(served):
    browser = served.site.visit()
    browser.look("/l/abc")
    log = served.site.workspace.settings.folder / "nhat-ky" / "portal.log"

    assert "/l/" not in log.read_text()
    assert "/h/" not in log.read_text()


def test_the_command_serves_the_page_in_its_own_process(served):
    house, port = served.site.house, free_port()
    command = [sys.executable, "-c", "from deployments.cli import main; main()", "portal", CAMPAIGN]
    command += ["--port", str(port), "--home", str(house.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            while not is_up(f"http://127.0.0.1:{port}/"):
                assert process.poll() is None
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=30)[0].decode()
        finally:
            process.kill()

    assert f"http://127.0.0.1:{port}" in said
    assert "chưa đặt CCHC_PORTAL_URL" in said


def test_the_page_never_imports_prefect():
    code = "import sys, deployments.portal.__main__; print('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert done.stdout.decode().strip() == "False"


def test_every_page_that_refuses_is_accessible_too(served, phone, chromium):
    site, link = served.site, served.site.link()
    page = phone.new_page()
    page.goto(site.url)
    checked(page, "portal-front")
    page.goto(site.url + site.path(link))
    page.get_by_role("button", name="Tiếp tục").click()
    with chromium.new_context(viewport=PHONE, is_mobile=True) as other_phone:
        stolen = other_phone.new_page()
        stolen.goto(site.url + site.path(link))
        expect(stolen.get_by_text("thiết bị khác").first).to_be_visible()
        checked(stolen, "portal-other-device")
        stolen.get_by_role("button", name="Gửi liên kết mới tới hộp thư của tôi").click()
        expect(stolen.get_by_role("heading", name="Đang gửi liên kết mới")).to_be_visible()
        checked(stolen, "portal-link-sent")
    page.goto(site.url + site.path(link)[:-3] + "abc")
    expect(page.get_by_role("heading", name="Liên kết không đúng")).to_be_visible()
    checked(page, "portal-altered")
    with site.workspace.change("test") as uow:
        uow.submissions.append(Form.COMMUNE, UNIT, RoundLocked(at=site.workspace.now()))
    page.goto(f"{site.url}/h/{link.id}")
    expect(page.get_by_text("Đợt nhận đã khóa")).to_be_visible()
    checked(page, "portal-locked")
    site.house.at("2022-01-05 08:00")
    page.reload()
    expect(page.get_by_role("heading", name="Liên kết đã hết hạn")).to_be_visible()
    checked(page, "portal-expired")
