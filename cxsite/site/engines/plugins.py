"""The plugins that mkdocs.yml names, in any of the forms that MkDocs reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cxsite.model.finding import CxsiteError

PLUGIN = "cxsite"

Way = tuple[str | int, ...]


def named_plugins(said: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], Way]]:
    """Name and options of each plugin, and the way to them; `CxsiteError` for what can't be a list of plugins."""
    listed = said.get("plugins") or []
    entries: list[tuple[str, Any, Way]]
    if isinstance(listed, dict):
        entries = [(str(name), options, ("plugins", str(name))) for name, options in listed.items()]
    elif isinstance(listed, list):
        entries = [_pair(entry, number) for number, entry in enumerate(listed)]
    else:
        raise CxsiteError("`plugins` in mkdocs.yml is no list: write `plugins: [search, cxsite]`")
    for name, options, way in entries:
        if options is not None and not isinstance(options, dict):
            raise CxsiteError(f"plugin `{name}`: its options are no mapping")
        yield name, options or {}, way


def plugins_with(said: Mapping[str, Any], options: Mapping[str, Any]) -> list[Any]:
    """The plugins as mkdocs.yml names them, this one with other `options`."""
    return _Unspent(
        {name: {**config, **options} if name == PLUGIN else config} for name, config, _ in named_plugins(said)
    )


class _Unspent(list[Any]):
    """A list of plugins that can be read more than once: MkDocs empties the mappings that it reads."""

    def __iter__(self) -> Iterator[Any]:
        return iter([{name: dict(options) for name, options in entry.items()} for entry in super().__iter__()])


def _pair(entry: object, number: int) -> tuple[str, Any, Way]:
    if isinstance(entry, dict) and len(entry) == 1:
        name, options = next(iter(entry.items()))
        return str(name), options, ("plugins", number, str(name))
    if isinstance(entry, str):
        return entry, None, ("plugins", number)
    raise CxsiteError(f"`plugins` in mkdocs.yml: `{entry}` is no plugin; options stand below its name")
