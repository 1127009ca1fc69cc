"""Canonical JSON of domain values: the same value gives the same text in every process."""

import json
from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from hashlib import sha256

from pydantic import JsonValue

from models.domain.values import Value


def canonical_json(value: Value) -> str:
    """The value as JSON, keys and sets (of texts or days) sorted, to be read back by its class."""
    return json.dumps(_plain(value.model_dump()), ensure_ascii=False, sort_keys=True)


def text_digest(text: str) -> str:
    """SHA-256 (hex) of a text."""
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> JsonValue:
    if type(value) is str or value is None:
        return value
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return [*sorted(str(_plain(item)) for item in value)]
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value if isinstance(value, (bool, int, str)) else str(value)
