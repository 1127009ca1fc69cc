"""What a form says about the unit it is for, and the tokens that stand for it in a template."""

from __future__ import annotations

from models.domain.collection.workbook import Identity
from models.domain.values import Value
from tasks.workbook.write import template


class CoverFacts(Value):
    """What the cover of one unit's workbook says; all texts are Vietnamese and ready to print.

    ``limit`` is the limit in words ("chậm nhất vào ngày 05/11/2021"), ``contact`` whom to ask,
    ``send_to`` how to send the workbook back.
    """

    authority: str
    title: str
    unit_name: str
    limit: str
    contact: str
    send_to: str


TOKENS = (*CoverFacts.model_fields, *Identity.model_fields)
"""Every name that may stand as a token in a template."""


def token(name: str) -> str:
    """What stands in a template for the value called ``name``."""
    if name not in TOKENS:
        raise KeyError(name)
    return template.token(name)


def values_of(identity: Identity, facts: CoverFacts) -> dict[str, str]:
    """The text for every token."""
    return {
        name: str(value)
        for source in (facts, identity)
        for name, value in source.model_dump(mode="json").items()
    }
