from pathlib import Path

import pytest

from config.settings import Settings, current_settings
from models.domain.errors import ConfigurationError


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch, tmp_path):
    for name in ("HOME", "DATABASE_URL", "CONFIG_DIR", "MODE", "SMTP_HOST"):
        monkeypatch.delenv(f"CCHC_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_set_means_a_sandbox_without_a_mail_server():
    settings = Settings()

    assert (settings.mode, settings.smtp_host, settings.allow_list) == ("sandbox", "", frozenset())


def test_home_comes_from_the_environment_and_is_made_absolute(monkeypatch, tmp_path):
    monkeypatch.setenv("CCHC_HOME", "nha/cchc")

    folder = Settings().folder
    assert folder == tmp_path / "nha" / "cchc"
    assert folder.is_dir()


def test_the_settings_in_force_follow_the_environment_and_the_file(monkeypatch, tmp_path):
    assert current_settings() is current_settings()
    assert current_settings().smtp_host == ""

    (tmp_path / ".env").write_text("CCHC_SMTP_HOST=mail-1.example\n")
    assert current_settings().smtp_host == "mail-1.example"
    monkeypatch.setenv("CCHC_SMTP_HOST", "mail-2.example")
    assert current_settings().smtp_host == "mail-2.example"


def test_the_database_is_sqlite_in_home_unless_named(tmp_path):
    assert Settings(home=tmp_path).database == f"sqlite:///{tmp_path / 'cchc.db'}"
    named = Settings(home=tmp_path, database_url="postgresql+psycopg://db/cchc")
    assert named.database == "postgresql+psycopg://db/cchc"


def test_each_campaign_has_folders_of_its_own(tmp_path):
    settings = Settings(home=tmp_path)
    folders = [
        make(campaign)
        for campaign in ("huong-khe-2021", "ha-tinh-2026")
        for make in (
            settings.drop_folder,
            settings.survey_folder,
            settings.public_folder,
            settings.mail_folder,
            settings.upload_folder,
        )
    ]

    assert len(set(folders)) == 10
    assert all(Path(folder).is_relative_to(tmp_path) for folder in folders)


def test_an_unknown_mode_is_refused(monkeypatch):
    monkeypatch.setenv("CCHC_MODE", "production")

    with pytest.raises(ConfigurationError, match=r"CCHC_MODE: .* 'sandbox', 'team' hoặc 'live'"):
        Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONFIG_DIR", "khong-co"),
        ("SMTP_PORT", "abc"),
        ("ALLOW_LIST", "a@b.example"),
        ("IMAP_PORT", "99999"),
        ("PORTAL_URL", "cchc.example"),
        ("PORTAL_URL", "ftp://cchc.example"),
        ("PORTAL_URL", "https://cchc.example/?x=1"),
        ("SECRET", "ngắn"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"CCHC_{name}", value)

    with pytest.raises(ConfigurationError, match=f"CCHC_{name}"):
        Settings()


def test_an_empty_folder_of_configuration_is_none(monkeypatch):
    monkeypatch.setenv("CCHC_CONFIG_DIR", "")

    assert Settings().config_dir is None


def test_the_mail_password_is_not_printed(monkeypatch):
    monkeypatch.setenv("CCHC_SMTP_PASSWORD", "rất bí mật")

    assert "bí mật" not in repr(Settings())


@pytest.mark.parametrize(
    ("given", "url", "path"),
    [
        ("", "", ""),
        ("https://cchc.example/", "https://cchc.example", ""),
        ("http://127.0.0.1:4280", "http://127.0.0.1:4280", ""),
        ("https://huyen.example/cchc/nop/", "https://huyen.example/cchc/nop", "/cchc/nop"),
    ],
)
def test_the_address_of_the_upload_page_may_have_a_path(given, url, path):
    settings = Settings(portal_url=given)

    assert (settings.portal_url, settings.portal_path) == (url, path)


def test_the_secret_is_not_printed():
    assert "bí mật" not in repr(Settings(secret="bí mật " * 10))
