"""The plugin's options, as mkdocs.yml says them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as option
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError

from cxsite.model.finding import SEVERITIES, CxsiteError
from cxsite.model.nearest import did_you_mean
from cxsite.pipeline.settings import Settings, choose_day


class CxsiteOptions(Config):
    """What may stand below `cxsite:` in mkdocs.yml. An option that does not exist is an error."""

    content = option.Type(str, default="content")
    audience = option.Optional(option.Type(str))
    today = option.Optional(option.Type((str, dt.date)))
    strict = option.Type(bool, default=False)
    ignore = option.ListOfItems(option.Type(str), default=[])
    per_path_ignore = option.DictOfItems(option.ListOfItems(option.Type(str)), default={})
    severity = option.DictOfItems(option.Choice(SEVERITIES), default={})

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """As MkDocs does, but a name that does not exist stops the build: it may have said who sees what."""
        known = [name for name, _ in self._schema]
        errors, warnings = super().validate()
        unknown = sorted(set(map(str, self.data)) - set(known))
        errors += [
            (name, ValidationError(f"there is no option `{name}`{did_you_mean(name, known)}")) for name in unknown
        ]
        return errors, [said for said in warnings if said[0] not in unknown]


def read_options(said: Mapping[str, Any], config_file: Path) -> CxsiteOptions:
    """Check the options; raises `CxsiteError` with the first that is wrong."""
    options = CxsiteOptions(config_file_path=str(config_file))
    options.load_dict(dict(said))
    errors, _ = options.validate()
    if errors:
        name, error = errors[-1]
        raise CxsiteError(f"{config_file.name}: plugin `cxsite`, option `{name}`: {error}")
    return options


def day_of(said: str) -> dt.date:
    """The day that is said on the command line, else SOURCE_DATE_EPOCH, else today."""
    return choose_day(said, os.environ.get("SOURCE_DATE_EPOCH", ""), dt.date.today)


def settings_of(options: CxsiteOptions, root: Path, day: str, epoch: str) -> Settings:
    """The settings that the options make; `day` (from the command line) goes before the option `today`."""
    return Settings(
        root=root,
        content=root / options.content,
        today=choose_day(day or str(options.today or ""), epoch, dt.date.today),
        audience=options.audience or "",
        strict=options.strict,
        ignore=tuple(options.ignore),
        per_path_ignore={pattern: tuple(rules) for pattern, rules in options.per_path_ignore.items()},
        severity=dict(options.severity),
        config=Path(options.config_file_path or "mkdocs.yml").name,
    )
