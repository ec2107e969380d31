"""Settings written as YAML: block style, every scalar as JSON, which YAML reads as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cxsite.syntax.inert import Inert


def as_yaml(config: Mapping[str, Any]) -> str:
    """A mapping of plain data as a YAML document; functions become `!!python/name` tags, as MkDocs reads them."""
    return "\n".join(_mapping(config, 0)) + "\n"


def _mapping(config: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name, value in config.items():
        yield from _entry(f"{'  ' * depth}{_scalar(str(name))}:", value, depth)


def _list(values: list[Any] | tuple[Any, ...], depth: int) -> Iterator[str]:
    for value in values:
        yield from _entry(f"{'  ' * depth}-", value, depth)


def _entry(head: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, depth + 1)
    elif isinstance(value, (list, tuple)) and value:
        yield head
        yield from _list(value, depth + 1)
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Any) -> str:
    if callable(value):
        return f"!!python/name:{value.__module__}.{value.__qualname__} ''"
    if isinstance(value, Inert):
        # As it was written; `''` where a tag stands alone.
        return f"{value.tag} {_scalar(value.value) if value.value else repr('')}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_scalar(str(name))}: {_scalar(entry)}' for name, entry in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_scalar, value))}]"
    # Non-ASCII stays as it is: YAML reads the two halves of a JSON surrogate pair as two characters.
    return json.dumps(value, ensure_ascii=False, default=str)
