"""YAML read as text and validated; a code 1.10 stays "1.10", points never pass through a float."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.domain.errors import ConfigurationError

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML built without libyaml: the same, only slower
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

from config.loading.files import read_text


class _TextLoader(_SafeLoader):
    """Keeps numbers, dates and hours as the text they were written as; pydantic converts them."""


class _DuplicateKey(yaml.MarkedYAMLError):
    """A key stands twice in one mapping, where plain YAML silently keeps the last."""


_KEPT = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"}
_TextLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] in _KEPT]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _TextLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        name = str(key.value)
        if name in seen:
            raise _DuplicateKey(problem=f"khóa “{name}” ghi hai lần", problem_mark=key.start_mark)
        seen.add(name)
    return loader.construct_mapping(node, deep=True)


_TextLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path) -> tuple[dict[str, Any], yaml.Node]:
    """The mapping in a YAML file and its node tree (for line numbers)."""
    loader = _TextLoader(read_text(path))
    try:
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as fault:
        raise ConfigurationError(_syntax(path, fault), subject=path.name) from fault
    finally:
        loader.dispose()
    if node is None or not isinstance(data, dict):
        raise ConfigurationError(
            f"{path.name}: tệp phải là các dòng “khóa: giá trị”. Đề nghị xem tệp mẫu và ghi lại.",
            subject=path.name,
        )
    return data, node


def _syntax(path: Path, fault: yaml.YAMLError) -> str:
    mark = getattr(fault, "problem_mark", None)
    row = f"dòng {mark.line + 1}: " if mark else ""
    if isinstance(fault, _DuplicateKey):
        return f"{path.name}, {row}{fault.problem}. Đề nghị giữ lại một dòng."
    return (
        f"{path.name}, {row}sai cú pháp YAML. "
        "Đề nghị kiểm tra dấu hai chấm, thụt đầu dòng và dấu nháy ở dòng này."
    )


def line_number_of(node: yaml.Node, path: tuple[int | str, ...]) -> int:
    """The line (from 1) of the deepest part of ``path`` that stands in the file."""
    line = node.start_mark.line + 1
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(step):
                    node, line = value, key.start_mark.line + 1
                    break
    return line


Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]

_ADVICE = {
    "missing": "thiếu mục bắt buộc này; đề nghị bổ sung",
    "extra_forbidden": "mục này không có trong mẫu; đề nghị xóa hoặc sửa tên mục",
    "union_tag_invalid": "loại quy tắc (kind) không có; đề nghị chọn theo docs/criteria.md",
    "union_tag_not_found": "chưa ghi loại quy tắc (kind); đề nghị chọn theo docs/criteria.md",
    "enum": "giá trị không thuộc danh mục; đề nghị dùng một trong: {expected}",
    "literal_error": "giá trị không thuộc danh mục; đề nghị dùng một trong: {expected}",
    "string_pattern_mismatch": "không đúng dạng quy định; đề nghị ghi theo tệp mẫu",
    "string_too_long": "dài quá {max_length} chữ; đề nghị rút ngắn",
    "string_too_short": "để trống; đề nghị ghi nội dung",
    "too_short": "danh sách còn thiếu (cần ít nhất {min_length}); đề nghị bổ sung",
    "decimal_max_places": "có quá {decimal_places} chữ số thập phân; đề nghị làm tròn",
    "greater_than": "phải lớn hơn {gt}; đề nghị sửa",
    "greater_than_equal": "không được nhỏ hơn {ge}; đề nghị sửa",
    "less_than_equal": "không được lớn hơn {le}; đề nghị sửa",
}
_KINDS = (
    ("decimal", "phải là số; đề nghị ghi bằng chữ số, dùng dấu chấm thập phân"),
    ("int", "phải là số nguyên; đề nghị sửa"),
    ("bool", "phải là true hoặc false; đề nghị sửa"),
    ("date", "phải là ngày dạng 2021-11-05; đề nghị sửa"),
    ("time", "phải là giờ dạng 17:00; đề nghị sửa"),
    ("string", "phải là chữ; đề nghị sửa"),
)


def validate(
    model: type[Model], data: object, file: str, row_of: Callable[[Location], int] | None = None
) -> Model:
    """``data`` as ``model``; ConfigurationError with all its faults, by ``file`` and row."""
    try:
        return model.model_validate(data)
    except ValidationError as fault:
        lines = [_line(file, data, detail, row_of) for detail in fault.errors()]
        raise ConfigurationError("\n".join(lines), subject=file) from fault


def _line(
    file: str, data: object, detail: ErrorDetails, row_of: Callable[[Location], int] | None
) -> str:
    place = f", dòng {row_of(detail['loc'])}" if row_of and detail["loc"] else ""
    where = " › ".join(_names(data, detail["loc"]))
    return f"{file}{place}: {where + ': ' if where else ''}{advice(detail)}."


def _names(data: object, location: Location) -> Iterator[str]:
    """The steps of a location, list items named by their own code or id."""
    for step in location:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            named = data if isinstance(data, dict) else {}
            yield str(named.get("code") or named.get("id") or f"mục thứ {step + 1}")
        elif isinstance(data, dict) and (step in data or step == location[-1]):
            data = data.get(step)
            yield str(step)


def advice(detail: ErrorDetails) -> str:
    """What is wrong with a value and what to do, as the rest of a sentence."""
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "value_error":
        return f"{context.get('error')}; đề nghị sửa lại"
    if kind in _ADVICE:
        return _ADVICE[kind].format_map(context).replace(" or ", " hoặc ")
    for prefix, advice in _KINDS:
        if kind.startswith(prefix):
            return advice
    return "giá trị không đúng kiểu; đề nghị xem docs/criteria.md hoặc tệp mẫu và sửa"
