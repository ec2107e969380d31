"""The plugin's options, as mkdocs.yml says them.

How MkDocs checks them is in `plugin_options.py`, which is loaded only for what can't be seen to be right at once.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from cxsite.model.finding import CxsiteError
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.day import choose_day
from cxsite.pipeline.settings import Settings
from cxsite.syntax.inert import Inert


class Options(Protocol):
    """What the options say."""

    content: Any
    audience: Any
    today: Any
    strict: Any
    ignore: Any
    per_path_ignore: Any
    severity: Any
    history: Any
    config_file_path: Any


@dataclass
class PlainOptions:
    """Options that are right at first sight; the others are as they are where nobody says them."""

    config_file_path: str
    content: Sequence[tuple[str, str]] = (("content", ""),)
    audience: str | None = None
    today: str | dt.date | None = None
    strict: bool = False
    ignore: Sequence[str] = ()
    per_path_ignore: Mapping[str, Sequence[str]] = field(default_factory=dict)
    severity: Mapping[str, Any] = field(default_factory=dict)
    history: bool = True


_PLAIN: Mapping[str, tuple[type, ...]] = {
    "content": (str,),
    "audience": (str,),
    "today": (str, dt.date),
    "strict": (bool,),
    "history": (bool,),
}


def read_options(said: Mapping[str, Any], places: Mapping[str, str], config_file: Path) -> Options:
    """Check the options; raises `CxsiteError` with the first that is wrong. `places` are those of the options; that of
    an empty name is the plugin's."""
    wrong = [
        (name, f"`{found.tag}` makes no value here: write it out") for name in said for found in _inert(said[name])
    ]
    options: Options = PlainOptions(str(config_file))
    if not wrong and _is_plain(said):
        folder = {"content": ((said["content"], ""),)} if "content" in said else {}
        return PlainOptions(str(config_file), **{**said, **folder})
    if not wrong:
        # Loading an engine takes longer than checking a small site.
        from cxsite.site.plugin_options import checked

        options, wrong = checked(said, str(config_file))
    if wrong:
        name, error = wrong[-1]
        raise CxsiteError(f"{places.get(name) or places.get('')}: plugin `cxsite`, option `{name}`: {error}")
    return options


def _is_plain(said: Mapping[str, Any]) -> bool:
    return all(type(value) in _PLAIN.get(name, ()) and value != "" for name, value in said.items())


def _inert(value: Any) -> Iterator[Inert]:
    if isinstance(value, Inert):
        yield value
    elif isinstance(value, (dict, list)):
        for entry in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _inert(entry)


def settings_of(
    options: Options,
    root: Path,
    day: str = "",
    environment: Mapping[str, str] | None = None,
    docs_dir: Path | None = None,
) -> Settings:
    """The settings that the options make; `day` (from the command line) goes before the option `today`, and that before
    what `environment` (without it, that of this process) says. `docs_dir` is the engine's folder."""
    content, *further = _folders(options, root)
    return Settings(
        root=root,
        content=content.folder,
        today=choose_day(day or str(options.today or ""), os.environ if environment is None else environment),
        audience=options.audience or "",
        strict=options.strict,
        ignore=tuple(options.ignore),
        per_path_ignore={pattern: tuple(rules) for pattern, rules in options.per_path_ignore.items()},
        severity=dict(options.severity),
        config=Path(options.config_file_path or "mkdocs.yml").name,
        further=tuple(further),
        docs_dir=docs_dir,
        history=options.history,
    )


def _folders(options: Options, root: Path) -> list[ContentRoot]:
    """The content folders. Raises `CxsiteError` where one lies in another."""
    said: tuple[tuple[str, str], ...] = options.content
    found = [
        ContentRoot(root / path, Path(os.path.relpath(root / path, root)).as_posix(), level) for path, level in said
    ]
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            if any(a.folder.resolve().is_relative_to(b.folder.resolve()) for a, b in ((one, other), (other, one))):
                raise CxsiteError(f"the content folders {one.shown} and {other.shown} lie in each other: part them")
    return found
