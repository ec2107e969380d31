"""The plugin's options as MkDocs checks them: what may stand below `cxsite:` in mkdocs.yml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from mkdocs.config import config_options as option
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError

from cxsite.model.finding import SEVERITIES
from cxsite.model.levels import INTERNAL
from cxsite.model.repository_host import HOST_SORTS
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.site.engines.choice import DEFAULT, ENGINES


class _Value(option.Type):  # type: ignore[type-arg]
    """A value of one type, told in words where it is of another."""

    def __init__(self, type_: type | tuple[type, ...], wanted: str, **more: Any) -> None:
        super().__init__(type_, **more)
        self._wanted = wanted

    def run_validation(self, value: object) -> Any:
        """As MkDocs does, in other words."""
        try:
            return super().run_validation(value)
        except ValidationError:
            raise ValidationError(f"`{value}` is no {self._wanted}") from None


class _Content(option.OptionallyRequired[Any]):
    """A folder, or a list of folders: a path, or `{path, at_least}`. Becomes pairs of a path and a level."""

    def run_validation(self, value: object) -> tuple[tuple[str, str], ...]:
        """The folders, the first one without a level."""
        entries = value if isinstance(value, list) and value else [value]
        found = tuple(self._folder(entry, number) for number, entry in enumerate(entries))
        if found[0][1]:
            raise ValidationError("the first folder takes no `at_least`: its items say themselves who may see them")
        return found

    def _folder(self, entry: object, number: int) -> tuple[str, str]:
        said = {"path": entry} if isinstance(entry, str) else entry
        if not isinstance(said, dict) or not isinstance(said.get("path"), str) or not said["path"].strip():
            raise ValidationError(f"`{entry}` is no folder: write `content`, or `[content, {{path: ../private}}]`")
        known = ("path", "at_least")
        unknown = next((str(name) for name in said if name not in known), None)
        if unknown is not None:
            raise ValidationError(f"a folder has no `{unknown}`{meant_or_listed(unknown, known)}")
        level = said.get("at_least", INTERNAL if number else "")
        if not isinstance(level, str):
            raise ValidationError(f"`at_least: {level}` is no level")
        return said["path"], level


def _text(**more: Any) -> Any:
    return _Value(str, "text", **more)


class CxsiteOptions(Config):
    """What may stand below `cxsite:` in mkdocs.yml. An option that does not exist is an error."""

    content = _Content(default="content")
    audience = option.Optional(_text())
    today = option.Optional(_Value((str, dt.date), "day, such as 2026-03-31"))
    strict = _Value(bool, "yes or no: write `true` or `false`", default=False)
    ignore = option.ListOfItems(_text(), default=[])
    per_path_ignore = option.DictOfItems(option.ListOfItems(_text()), default={})
    severity = option.DictOfItems(option.Choice(SEVERITIES), default={})
    host = option.Optional(option.Choice(HOST_SORTS))
    engine = option.Choice(ENGINES, default=DEFAULT)
    history = _Value(bool, "yes or no: write `true` or `false`", default=True)

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """As MkDocs does, but a name that does not exist stops the build: it may have said who sees what."""
        known = [name for name, _ in self._schema]
        errors, warnings = super().validate()
        unknown = sorted(set(map(str, self.data)) - set(known))
        errors += [
            (name, ValidationError(f"there is no option `{name}`{meant_or_listed(name, known)}")) for name in unknown
        ]
        return errors, [said for said in warnings if said[0] not in unknown]


def checked(said: Mapping[str, Any], config_file: str) -> tuple[CxsiteOptions, list[tuple[str, str]]]:
    """The options as MkDocs reads them, and what is wrong with each that is wrong."""
    options = CxsiteOptions(config_file_path=config_file)
    options.load_dict(dict(said))
    return options, [(str(name), str(error)) for name, error in options.validate()[0]]
