from __future__ import annotations

import sys
from types import ModuleType

import pytest
from pydantic import SecretStr

from models.domain.errors import ConfigurationError
from tasks.prefect_steps.secret import revealed


class Block:
    """Stands for a Secret block of Prefect."""

    @classmethod
    def load(cls, name, _sync):
        if name != "zalo":
            raise ValueError(f"no block {name}, bi-mat")
        return cls()

    def get(self):
        return "RT1"


@pytest.fixture
def prefect(monkeypatch):
    module = ModuleType("prefect.blocks.system")
    module.Secret = Block
    monkeypatch.setitem(sys.modules, "prefect.blocks.system", module)


def test_a_secret_is_what_the_setting_holds():
    assert revealed(SecretStr("RT-khac")) == "RT-khac"


def test_or_what_the_block_holds_that_it_names(prefect):
    assert revealed(SecretStr("prefect:zalo")) == "RT1"


def test_a_block_that_is_not_there_is_named_and_its_error_is_not_repeated(prefect):
    with pytest.raises(ConfigurationError, match="khong-co") as caught:
        revealed(SecretStr("prefect:khong-co"))
    assert "bi-mat" not in str(caught.value)
