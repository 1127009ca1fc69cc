"""Text as every database can hold it: the one place that all text passes on its way in.

PostgreSQL refuses a NUL character, no database takes half of a surrogate pair (a file name in no
known encoding). Each becomes a question mark, so that a bad sign never loses what was sent.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from pydantic_core import to_json

from models.domain.values import Value

T = TypeVar("T")
_NO_TEXT = frozenset({type(None), bool, int, Decimal, bytes, datetime, date})
_NUL = b"\\u0000"
_UNFIT = re.compile("[\0\ud800-\udfff]")


def clean(value: T) -> T:
    """``value`` with clean text, in values, mappings, lists and tuples too; itself if it is so."""
    return value if _is_clean(value) else cast(T, _clean(value))


def _is_clean(value: object) -> bool:
    """Whether all text in ``value`` is surely clean, by one look at it as JSON; nearly all is."""
    if isinstance(value, (tuple, dict)) and any(isinstance(item, bytes) for item in value):
        return False
    try:
        return _NUL not in to_json(value)
    except (ValueError, TypeError):
        return False


def _clean(value: Any) -> Any:  # noqa: ANN401 - whatever a repository takes
    if type(value) in _NO_TEXT:
        return value
    if isinstance(value, str):
        return _UNFIT.sub("?", value) if _UNFIT.search(value) else value
    if isinstance(value, Value):
        changed = _changed(value.__dict__)
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, Mapping):
        dirty = any(_clean(name) is not name for name in value) or _changed(value)
        return {_clean(name): _clean(item) for name, item in value.items()} if dirty else value
    if isinstance(value, (list, tuple)):
        items = [_clean(item) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else type(value)(items)
    return value


def _changed(fields: Mapping[Any, Any]) -> dict[Any, Any]:
    """The fields that are not clean, cleaned; nearly all are, so most cost one look and no call."""
    changed = {}
    for name, old in fields.items():
        kind = type(old)
        if kind in _NO_TEXT or (kind is str and not _UNFIT.search(old)):
            continue
        if (new := _clean(old)) is not old:
            changed[name] = new
    return changed
