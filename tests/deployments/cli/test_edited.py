"""An edit of the files after the opening is not ignored without a word."""

import shutil

import pytest
from typer.testing import CliRunner

import config
from config.settings import Settings
from config.workspace import forget_databases
from deployments.bootstrap import open_campaign
from deployments.cli.app import app
from deployments.cli.campaigns import warn_if_edited
from tests.support.house import CAMPAIGN

WARNING = f"khác với cấu hình đã cố định khi mở đợt {CAMPAIGN}"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A configuration of one's own: the folder of the campaign, and of its criteria sets."""
    folder = tmp_path / "own"
    for part in ("campaigns", "criteria"):
        shutil.copytree(f"{config.__path__[0]}/{part}", folder / part)
    monkeypatch.setenv("CCHC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CCHC_CONFIG_DIR", str(folder))
    yield folder
    forget_databases()


def opened():
    done = CliRunner().invoke(app, ["open", CAMPAIGN])
    assert done.exit_code == 0, done.output
    return done.output


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_files_that_stay_as_they_were_are_not_spoken_of(files):
    assert WARNING not in opened()
    assert WARNING not in opened()


def test_a_corrected_contact_is_no_edit_of_the_files(files):
    opened()
    words = ("chairman", "--phone", "0912345678", "--by", "operator-1", "--reason", "Đổi số")
    done = CliRunner().invoke(app, ["contacts", "set", CAMPAIGN, *words])
    assert done.exit_code == 0, done.output
    assert WARNING not in opened()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"campaigns/{CAMPAIGN}/campaign.yaml", "quorum: ", "quorum: 1"),
        ("criteria/phu-luc-iii-2021.yaml", "title: ", "title: Sửa "),
        (f"campaigns/{CAMPAIGN}/campaign.yaml", "quorum: ", "quorum: x"),
    ],
    ids=["campaign", "criteria", "broken"],
)
def test_an_edit_is_told_and_the_frozen_configuration_holds(files, file, old, new):
    opened()
    frozen = open_campaign(CAMPAIGN, Settings(), "sandbox").campaign
    replace(files / file, old, new)
    assert WARNING in opened()
    assert open_campaign(CAMPAIGN, Settings(), "sandbox").campaign == frozen


def test_the_warning_is_one_sentence(files, capsys):
    workspace = open_campaign(CAMPAIGN, Settings(), "sandbox")
    replace(files / "criteria/phu-luc-iii-2021.yaml", "title: ", "title: Sửa ")
    warn_if_edited(workspace)
    said = capsys.readouterr().out
    assert said.count(".") == 1
    assert len(said.splitlines()) == 1
