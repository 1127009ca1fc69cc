"""Sample parameters of each kind of message, to look at its text before there is one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from models.domain.messages.message import Purpose


def sample_params(purpose: Purpose) -> dict[str, str]:
    """The parameters that a message of this purpose carries, with values as they may be."""
    return dict(_samples()[purpose])


@cache
def _samples() -> dict[str, dict[str, str]]:
    text = files("templates").joinpath("messages/samples.yaml").read_text(encoding="utf-8")
    samples: dict[str, dict[str, str]] = yaml.safe_load(text)
    return samples
