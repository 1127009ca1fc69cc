"""Criteria sets: a whole set in one file, or a new header over another set (``extends``)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from config.loading.files import Places
from config.loading.yaml_file import line_number_of, read_yaml, validate
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.set_checks import At, check_criteria_set
from models.domain.errors import ConfigurationError, NotFound
from models.domain.values import Value


class Extension(Value):
    """A set that keeps the tree of ``extends`` and states a new header.

    ``names`` gives new names to areas, criteria or sub-criteria by their codes.
    """

    extends: str
    code: str
    title: str
    annex: str
    decision: str
    year: int
    version: int = Field(ge=1)
    effective_from: date
    effective_to: date | None = None
    illustrative: bool
    names: dict[str, str] = Field(default_factory=dict)


def read_criteria_set(code: str, places: Places) -> CriteriaSet:
    """The checked criteria set ``code``; NotFound or ConfigurationError otherwise."""
    path = places.criteria_set(code)
    data, node = read_yaml(path)
    row_of = partial(_row, node)
    if "extends" in data:
        extension = validate(Extension, data, path.name, partial(line_number_of, node))
        base_path, base = _base(extension, path, places)
        result = _extend(extension, base, path.name)
        row_of = partial(_row_of_extension, path, frozenset(data), base_path)
    else:
        result = validate(CriteriaSet, data, path.name, partial(line_number_of, node))
    _check(result, code, path.name, row_of)
    return result


def _row(node: yaml.Node, at: At) -> str:
    return f"dòng {line_number_of(node, at)}"


def _row_of_extension(path: Path, own: frozenset[str], base: Path, at: At) -> str:
    """The file and row of a place; what is not among the ``own`` keys stands in the base."""
    file = path if at[0] in own else base
    return f"{file.name}, {_row(read_yaml(file)[1], at)}"


def _base(extension: Extension, path: Path, places: Places) -> tuple[Path, dict[str, Any]]:
    """File and data of the base set, which must be whole in itself: one step, so never a ring."""
    try:
        base = places.criteria_set(extension.extends)
    except NotFound as fault:
        raise ConfigurationError(f"{path.name}, mục extends: {fault}", subject=path.name) from fault
    data, node = read_yaml(base)
    if "extends" in data:
        raise ConfigurationError(
            f"{path.name}, mục extends: “{extension.extends}” cũng là bộ kế thừa. "
            "Đề nghị kế thừa trực tiếp từ bộ tiêu chí gốc.",
            subject=path.name,
        )
    whole = validate(CriteriaSet, data, base.name, partial(line_number_of, node))
    return base, whole.model_dump()


def _extend(extension: Extension, base: dict[str, Any], file: str) -> CriteriaSet:
    left = dict(extension.names)
    areas = [_renamed(area, left) for area in base["areas"]]
    adjustments = [_renamed(item, left) for item in base["adjustments"]]
    if left:
        raise ConfigurationError(
            f"{file}, mục names: bộ gốc không có mã {', '.join(left)}. Đề nghị sửa lại mã.",
            subject=file,
        )
    header = extension.model_dump(exclude={"extends", "names"})
    merged = {**base, **header, "areas": areas, "adjustments": adjustments}
    return validate(CriteriaSet, merged, file)


def _renamed(node: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """``node`` and what is below it with new names; the names used are taken out of ``names``."""
    children: dict[str, Any] = {
        key: [_renamed(child, names) for child in node[key]]
        for key in ("criteria", "items")
        if key in node
    }
    return {**node, **children, "name": names.pop(node["code"], node["name"])}


def _check(criteria_set: CriteriaSet, code: str, file: str, row_of: Callable[[At], str]) -> None:
    if criteria_set.code != code:
        raise ConfigurationError(
            f"{file}: mã bộ tiêu chí là “{criteria_set.code}”, khác tên tệp. "
            f"Đề nghị ghi code: {code} hoặc đổi tên tệp.",
            subject=file,
        )
    try:
        check_criteria_set(criteria_set, row_of)
    except ConfigurationError as fault:
        raise ConfigurationError(f"{file}: {fault.message}", subject=file) from fault
