from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from models.domain.errors import ConfigurationError
from tasks.gates.codes import CODE_KEY_FILE, current_code, enrolment, find_owner, secret_of

PEOPLE = ("chairman", "council-chairman", "council-member-1")


@pytest.fixture
def house(opened, move_into):
    return move_into(opened)


@pytest.fixture
def owner(house):
    def find(code, seconds=0):
        at = house.workspace.now() + timedelta(seconds=seconds)
        return find_owner(house.settings, house.workspace.campaign, PEOPLE, code, at)

    return find


def code_of(house, person):
    return current_code(house.settings, house.workspace.campaign, person, house.workspace.now())


@pytest.mark.parametrize("person", PEOPLE)
def test_a_code_tells_whose_it_is(house, owner, person):
    assert owner(code_of(house, person)).person == person


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_clock_that_is_half_a_minute_off_is_forgiven(house, owner, seconds):
    assert owner(code_of(house, "chairman"), seconds).person == "chairman"


@pytest.mark.parametrize("seconds", [-90, 90, 3600])
def test_an_old_code_is_nobodys(house, owner, seconds):
    assert owner(code_of(house, "chairman"), seconds).person is None


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_nobodys(owner, code):
    found = owner(code)

    assert (found.person, found.against(0).reused) == (None, False)


def test_a_code_is_used_once_also_by_a_clock_that_is_slow(house, owner):
    found = owner(code_of(house, "chairman"))

    assert not found.against(found.step - 1).reused
    assert found.against(found.step).reused
    assert found.against(found.step + 1).reused


def test_the_secret_is_of_the_person_the_campaign_and_the_installation(house, tmp_path):
    campaign = house.workspace.campaign
    other_year = campaign.model_copy(update={"id": "huong-khe-2022"})
    elsewhere = house.settings.model_copy(update={"home": tmp_path / "khac"})
    elsewhere.__dict__.pop("folder", None)
    secrets = [
        secret_of(house.settings, campaign, "chairman"),
        secret_of(house.settings, campaign, "deputy-chairman"),
        secret_of(house.settings, other_year, "chairman"),
        secret_of(elsewhere, campaign, "chairman"),
    ]

    assert len(set(secrets)) == 4
    assert secrets[0] == secret_of(house.settings, campaign, "chairman")


def test_an_enrolled_app_shows_the_code_that_is_asked_for(house):
    campaign = house.workspace.campaign
    address = enrolment(house.settings, campaign, campaign.contact("chairman"))
    secret = parse_qs(urlsplit(address).query)["secret"][0]

    shown = pyotp.TOTP(secret).at(house.workspace.now())
    assert shown == code_of(house, "chairman")
    assert "Chủ tịch UBND huyện" in unquote(address)


def test_the_key_is_made_once_for_its_owner_only(house):
    code_of(house, "chairman")
    file = house.settings.folder / CODE_KEY_FILE

    assert len(file.read_bytes()) == 32
    assert file.stat().st_mode & 0o077 == 0
    assert list(file.parent.glob(f"*{CODE_KEY_FILE}*")) == [file]


def test_a_damaged_key_file_is_no_key(house):
    (house.settings.folder / CODE_KEY_FILE).write_bytes(b"")

    with pytest.raises(ConfigurationError, match="sao lưu"):
        secret_of(house.settings, house.workspace.campaign, "chairman")
