"""YAML read as text, so that a code 1.10 stays "1.10" and points never pass through a float."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML built without libyaml: the same, only slower
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

from config.loading.files import read_text
from models.domain.errors import ConfigurationError


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
