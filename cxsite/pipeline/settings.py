"""What a site's options say: where the content is, for whom and for which day, which findings count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cxsite.model.finding import CxsiteError, Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of one site. `root` is the folder of mkdocs.yml, `content` the folder of the content.

    `audience` is the name of a level; empty means the least restricted one. `ignore` holds codes, names or
    prefixes of rules, `per_path_ignore` the same by a pattern of paths, `severity` another severity by rule.
    `config` is the name of the file that says all this. Unless `alone`, a second process may be
    forked to help, which nobody may do where threads run.
    """

    root: Path
    content: Path
    today: dt.date
    audience: str = ""
    strict: bool = False
    ignore: tuple[str, ...] = ()
    per_path_ignore: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    config: str = "mkdocs.yml"
    alone: bool = True


def choose_day(said: str, epoch: str, clock: Callable[[], dt.date]) -> dt.date:
    """The day that a site is made for: what is said, else SOURCE_DATE_EPOCH (seconds, in UTC), else the clock's."""
    if said:
        try:
            return dt.date.fromisoformat(said) if len(said) == 10 else _no_day(said)
        except ValueError:
            return _no_day(said)
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
        except (ValueError, OverflowError, OSError):
            raise CxsiteError(f"SOURCE_DATE_EPOCH is `{epoch}`, which is no number of seconds") from None
    return clock()


def _no_day(said: str) -> dt.date:
    raise CxsiteError(f"`{said}` is no day: write today as year-month-day, for example 2026-03-31")


def epoch_of(day: dt.date) -> int:
    """The SOURCE_DATE_EPOCH that stands for a day: its midnight in UTC."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
