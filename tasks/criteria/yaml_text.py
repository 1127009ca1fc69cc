"""A criteria set as the YAML text that ``config.loaders`` reads."""

from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from pydantic import BaseModel

from models.domain.criteria.criteria_set import CriteriaSet, Cut, Option, Split, Step

_WIDTH = 98
_ON_ONE_LINE = (Step, Option, Cut, Split)


class _TextDumper(yaml.SafeDumper):
    """Indents lists below their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


class _OneLine(dict[str, Any]):
    """A mapping written on one line: a level of a rule, a split."""


class _Unquoted(str):
    """A number or a date: text for the reader of this file, without quotes for people."""

    __slots__ = ()


def _one_line(dumper: yaml.SafeDumper, data: _OneLine) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


def _unquoted(dumper: yaml.SafeDumper, data: _Unquoted) -> yaml.Node:
    kind = "int" if data.isdigit() else "float" if "." in data else "timestamp"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(data))


_TextDumper.add_representer(_OneLine, _one_line)
_TextDumper.add_representer(_Unquoted, _unquoted)


def dump_yaml(criteria_set: CriteriaSet) -> str:
    """The set as YAML; values equal to the model's defaults are left out."""
    return yaml.dump(
        _plain(criteria_set),
        Dumper=_TextDumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )


def _plain(value: object) -> object:
    match value:
        case BaseModel():
            return _mapping(value)
        case tuple():
            return [_plain(one) for one in value]
        case frozenset():
            return sorted(value)
        case Decimal():
            return _Unquoted(f"{value.normalize():f}")
        case date():
            return _Unquoted(value.isoformat())
        case str():
            return str(value)
        case _:
            return value


def _mapping(model: BaseModel) -> dict[str, Any]:
    fields = type(model).model_fields
    held = {name: getattr(model, name) for name in fields}
    said = {
        name: _plain(value)
        for name, value in held.items()
        if name == "kind" or value != fields[name].default
    }
    return _OneLine(said) if isinstance(model, _ON_ONE_LINE) else said
