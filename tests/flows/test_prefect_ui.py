"""The gate on a real Prefect server, driven through its API and through its UI in Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Response, TimeoutError, expect, sync_playwright

from models.domain.approval import Verdict
from models.domain.stages import StageState
from tasks.screens.refresh import BOARDS
from tests.support.house import S
from tests.support.office import CAMPAIGN, Office, eventually, open_office

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SECONDS = 60_000
WAITS = {"verdict": "Duyệt", "opinion": ""}


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Office]:
    """One server for the module; its first gates are used up in the order of the tests."""
    with open_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of headless Chromium, as an official has it."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        page.set_default_timeout(SECONDS)
        expect.set_options(timeout=SECONDS)
        yield page
        browser.close()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"verdict": "Duyệt"}, "'code' is a required property"),
        ({"verdict": "Duyệt", "code": "12345"}, "'12345' does not match"),
        ({"verdict": "Có lẽ", "code": "123456"}, "'Có lẽ' is not one of"),
        ({}, "required property"),
    ],
)
def test_the_server_refuses_a_form_that_is_not_filled_in(office, form, told):
    run = office.waiting_run(S.PLAN)

    status, reason = office.resume(run, form)

    assert status == "REJECT"
    assert told in reason
    assert office.is_suspended(run)
    assert office.decision(S.PLAN) is None


def test_a_tick_leaves_every_board_as_an_artifact_with_vietnamese_text(office):
    office.waiting_run(S.PLAN)
    office.tick()

    boards = {each.key: each for each in office.client.read_latest_artifacts()}
    assert set(boards) == {f"{CAMPAIGN}-{key}" for key in BOARDS}
    for key, (title, _) in BOARDS.items():
        board = boards[f"{CAMPAIGN}-{key}"]
        assert (board.type, board.description) == ("markdown", title)
        assert board.data.strip()
    assert "Chờ Chủ tịch quyết định (lần 1)" in boards[f"{CAMPAIGN}-1-tien-do"].data

    office.clock.pass_minutes(5)
    office.tick()
    assert office.client.read_latest_artifacts() == list(boards.values())


def test_someone_elses_code_waits_again_and_a_second_resume_is_refused(office):
    run = office.waiting_run(S.PLAN)
    form = WAITS | {"code": office.code("council-chairman")}

    assert office.resume(run, form)[0] == "ACCEPT"
    assert office.resume(run, form)[0] != "ACCEPT"

    eventually(lambda: office.refusals(S.PLAN) == ["no-right"], "the ballot is judged")
    office.until_suspended(run)
    assert office.decision(S.PLAN) is None
    assert office.record(S.PLAN).state is StageState.WAITING


def test_the_chairman_decides_in_the_browser(office, page):
    run = office.waiting_run(S.PLAN)
    before = office.refusals(S.PLAN)
    wrong = f"{(int(office.code('chairman')) + 1) % 1_000_000:06d}"

    form = opened_form(page, office, str(run))
    for words in (
        "Xây dựng kế hoạch và dự toán",
        "Thời hạn: trước ngày 20/10/2021",
        "Kế hoạch triển khai xác định Chỉ số CCHC",
        "Quyết định",
        "Mã xác nhận (6 chữ số)",
        "Ý kiến chỉ đạo",
    ):
        expect(form).to_contain_text(words)
    fill_in(form, "Duyệt", wrong)
    eventually(lambda: office.refusals(S.PLAN) == [*before, "wrong-code"], "the code is refused")
    office.until_suspended(run)

    form = opened_form(page, office, str(run))
    expect(form).to_contain_text("Chưa ghi nhận: Mã xác nhận chưa đúng")
    fill_in(form, "Duyệt", office.code("chairman"))

    expect(page.get_by_text("Completed", exact=True).first).to_be_visible()
    office.until_completed(run)
    assert office.record(S.PLAN).state is StageState.ENDED
    decision = office.decision(S.PLAN)
    assert decision is not None
    assert (decision.signer, decision.verdict) == ("chairman", Verdict.APPROVE)
    assert decision.fingerprint == office.fingerprint(S.PLAN)
    assert office.resume(run, WAITS | {"code": "000000"})[0] != "ACCEPT"


def test_a_suspended_run_outlives_the_kill_of_all_that_served_it(office):
    if office.record(S.PLAN).state is not StageState.ENDED:
        office.approve(S.PLAN)
    run = office.waiting_run(S.COUNCIL)

    office.kill()
    office.serve()
    assert office.is_suspended(run)
    assert office.resume(run, WAITS | {"code": office.code("chairman")})[0] == "ACCEPT"

    office.until_completed(run)
    assert office.record(S.COUNCIL).state is StageState.ENDED
    assert office.record(S.COUNCIL).run == str(run)


def opened_form(page: Page, office: Office, run: str) -> Locator:
    """The form behind Resume in the menu of the run's page."""
    page.goto(f"{office.url}/v2/runs/flow-run/{run}")
    expect(page.get_by_text("Suspended", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Open menu").first.click()
    page.get_by_role("menuitem", name="Resume").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Mã xác nhận (6 chữ số)")).to_be_visible()
    return form


def is_taken(response: Response) -> bool:
    """Whether this is the server's word that the form was received."""
    return response.url.endswith("/resume") and response.ok


def fill_in(form: Locator, verdict: str, code: str) -> None:
    """Type, choose and press Resume until it is taken.

    The UI takes up typed text with a delay, and a busy server may answer that it is busy.
    """
    form.get_by_label("Mã xác nhận (6 chữ số)").fill(code)
    form.get_by_label("Select Quyết định").click()
    form.page.get_by_role("option", name=verdict, exact=True).click()
    for _ in range(10):
        try:
            with form.page.expect_response(is_taken, timeout=SECONDS / 20):
                form.get_by_role("button", name="Resume").click()
            break
        except TimeoutError:
            continue
    expect(form).to_be_hidden()
