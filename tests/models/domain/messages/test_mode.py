"""Whether an installation may reach people."""

import pytest

from models.domain.messages.mode import Armed, Seal, disagreement

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
