"""The real system on a Prefect server: the gate in Chromium, and power cuts.

It is driven through its API and its UI, as officials do; processes are killed as a power cut would.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import time

import pytest
from playwright.sync_api import Locator, Page, Response, TimeoutError, expect, sync_playwright
from prefect.client.schemas.objects import StateType
from prefect.states import Pending

from deployments.rehearsal import officials
from flows.names import COLLECTION_TICK, deployment_name, deployment_of
from models.domain.gate.records import Verdict
from models.domain.stages import StageName, StageState
from tasks.screens.refresh import BOARDS
from tests.support.chromium import CHROMIUM, FLAGS, PATIENCE
from tests.support.office import CAMPAIGN, Office, eventually, open_office

pytestmark = pytest.mark.slow
PLAN, COUNCIL = StageName.PLAN, StageName.COUNCIL
NEXT = StageName.SELF_ASSESSMENT
"""The stage that begins when the council is there."""
WAITS = {"verdict": "Duyệt", "opinion": ""}


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Office]:
    """One office that goes on from test to test, in their order: to start one takes long."""
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
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
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
    run = office.waiting_run(PLAN)

    status, reason = office.resume(run, form)

    assert status == "REJECT"
    assert told in reason
    assert office.is_suspended(run)
    assert office.decision(PLAN) is None


def test_a_tick_leaves_every_board_as_an_artifact_with_vietnamese_text(office):
    office.waiting_run(PLAN)
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
    run = office.waiting_run(PLAN)
    form = WAITS | {"code": office.code("council-chairman")}

    assert office.resume(run, form)[0] == "ACCEPT"
    assert office.resume(run, form)[0] != "ACCEPT"

    eventually(lambda: office.refusals(PLAN) == ["no-right"], "the ballot is judged")
    office.until_suspended(run)
    assert office.decision(PLAN) is None
    assert office.record(PLAN).state is StageState.WAITING


def test_the_chairman_decides_in_the_browser(office, page):
    run = office.waiting_run(PLAN)
    before = office.refusals(PLAN)
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
    eventually(lambda: office.refusals(PLAN) == [*before, "wrong-code"], "the code is refused")
    office.until_suspended(run)

    form = opened_form(page, office, str(run))
    expect(form).to_contain_text("Chưa ghi nhận: Mã xác nhận chưa đúng")
    fill_in(form, "Duyệt", office.code("chairman"))

    expect(page.get_by_text("Completed", exact=True).first).to_be_visible()
    office.until_completed(run)
    assert office.record(PLAN).state is StageState.ENDED
    decision = office.decision(PLAN)
    assert decision is not None
    assert (decision.signer, decision.verdict) == ("chairman", Verdict.APPROVE)
    assert decision.fingerprint == office.fingerprint(PLAN)
    assert office.resume(run, WAITS | {"code": "000000"})[0] != "ACCEPT"


def state_of(office, run):
    return office.read(run).state_type


def test_a_second_server_of_flows_is_refused(office):
    command = [sys.executable, "-m", "deployments.prefect.serve", CAMPAIGN]
    second = subprocess.run(command, capture_output=True, timeout=60)

    assert second.returncode == 1
    assert "đang được phục vụ" in second.stderr.decode()


def test_a_stage_that_died_with_the_machine_is_started_anew(office):
    if office.record(PLAN).state is not StageState.ENDED:
        office.approve(PLAN)
    office.clock.go_to(office.workspace.campaign.stages[COUNCIL].opens, time(9))
    # Not waited for: the stage may be at its gate before the reconciler is through.
    office.begin_tick()
    eventually(lambda: office.record(COUNCIL).state is StageState.RUNNING, "the stage runs")
    office.kill()
    dead = office.record(COUNCIL).run
    assert state_of(office, dead) is StateType.RUNNING

    office.serve()
    eventually(lambda: state_of(office, dead) is StateType.CRASHED, "it is declared dead")
    office.tick()

    eventually(lambda: office.record(COUNCIL).state is StageState.WAITING, "the stage waits")
    assert office.record(COUNCIL).run != dead


@pytest.fixture(scope="module")
def power_cut(office):
    """A kill of all that serves, and a start: the run that was suspended, and one that died."""
    waiting = office.waiting_run(COUNCIL)
    office.kill()
    deployment = office.client.read_deployment_by_name(deployment_name(NEXT, CAMPAIGN))
    dead = office.client.create_flow_run_from_deployment(
        deployment.id, idempotency_key=f"{CAMPAIGN}/{NEXT}/first"
    ).id
    office.client.set_flow_run_state(dead, Pending(), force=True)
    assert state_of(office, dead) is StateType.PENDING
    office.serve()
    return waiting, dead


def test_a_suspended_run_outlives_the_kill_of_all_that_served_it(office, power_cut):
    run, _ = power_cut

    assert office.is_suspended(run)
    assert office.resume(run, WAITS | {"code": office.code("chairman")})[0] == "ACCEPT"

    office.until_completed(run)
    assert office.record(COUNCIL).state is StageState.ENDED
    assert office.record(COUNCIL).run == str(run)


def test_a_run_that_died_before_its_stage_began_does_not_hold_it_up(office, power_cut):
    _, dead = power_cut
    eventually(lambda: state_of(office, dead) is StateType.CRASHED, "it is declared dead")
    if office.record(COUNCIL).state is not StageState.ENDED:
        office.approve(COUNCIL)
    office.tick()

    def waits_in_another_run() -> bool:
        record = office.record(NEXT)
        return record.state is StageState.WAITING and record.run != str(dead)

    eventually(waits_in_another_run, "the stage waits in a run that lives")


def test_a_tick_that_comes_while_one_runs_is_dropped(office):
    name = f"{COLLECTION_TICK}/{deployment_of(COLLECTION_TICK, CAMPAIGN)}"
    tick = office.client.read_deployment_by_name(name).id
    officials.drop(office.workspace, "18496", "bang.xlsx", b"something to store")
    with office.workspace.change("test"):
        first = office.client.create_flow_run_from_deployment(tick).id
        eventually(lambda: state_of(office, first) is StateType.RUNNING, "the tick runs")
        second = office.client.create_flow_run_from_deployment(tick).id
        eventually(lambda: state_of(office, second) is StateType.CANCELLED, "it is dropped")

    office.until_completed(first)
    third = office.client.create_flow_run_from_deployment(tick).id
    office.until_completed(third)


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
            with form.page.expect_response(is_taken, timeout=PATIENCE / 20):
                form.get_by_role("button", name="Resume").click()
            break
        except TimeoutError:
            continue
    expect(form).to_be_hidden()
