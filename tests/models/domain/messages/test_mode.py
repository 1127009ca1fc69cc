"""Whether an installation may reach people."""

import pytest

from models.domain.errors import ConfigurationError
from models.domain.messages.mode import AllowList, Armed, Mode, Seal, allow_list, disagreement

HASH = "a" * 64
ARMED = Armed(host="may-chu", nonce="n" * 20)
SEAL = Seal(nonce="n" * 20, seq=7, hash=HASH)


def test_it_may_when_database_host_seal_and_audit_agree():
    assert disagreement(ARMED, SEAL, "may-chu", HASH) == ""


@pytest.mark.parametrize(
    ("armed", "seal", "host", "found", "words"),
    [
        (None, SEAL, "may-chu", HASH, "chưa được phép"),
        (ARMED, SEAL, "may-khac", HASH, "máy may-khac"),
        (ARMED, None, "may-chu", "", "Thư mục dữ liệu"),
        (ARMED, SEAL.model_copy(update={"nonce": "x"}), "may-chu", HASH, "Thư mục dữ liệu"),
        (ARMED, SEAL, "may-chu", "", "đã khôi phục"),
        (ARMED, SEAL, "may-chu", "b" * 64, "đã khôi phục"),
    ],
)
def test_it_may_not_when_one_of_them_says_something_else(armed, seal, host, found, words):
    why = disagreement(armed, seal, host, found)
    assert words in why
    assert "cchc arm" in why


@pytest.mark.parametrize("name", ["", "Live", "LIVE", "live ", "production", "test", "team,live"])
def test_what_is_no_mode_is_refused(name):
    with pytest.raises(ConfigurationError, match="rehearsal, sandbox, team, live"):
        Mode(name)


def test_only_a_team_and_live_send_and_only_live_is_no_trial():
    assert [mode for mode in Mode if mode.sends] == [Mode.TEAM, Mode.LIVE]
    assert [mode for mode in Mode if not mode.is_trial] == [Mode.LIVE]


class TestTheAllowList:
    def test_permits_nobody_unless_it_says_so(self):
        assert not AllowList().permits("a@xa.example")

    @pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.SANDBOX])
    def test_permits_nobody_where_nothing_is_sent_whoever_is_listed(self, mode):
        assert not allow_list(mode, {"a@xa.example"}).permits("a@xa.example")

    def test_permits_those_listed_of_a_team(self):
        allowed = allow_list(Mode.TEAM, {"A@xa.example", "0912 000 000"})
        assert allowed.permits("a@XA.example")
        assert allowed.permits("84912000000")
        assert not allowed.permits("b@xa.example")

    def test_permits_everybody_live(self):
        assert allow_list(Mode.LIVE, ()).permits("b@xa.example")
