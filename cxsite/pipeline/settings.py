"""What a site's options say: where the content is, for whom and for which day, which findings count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cxsite.model.finding import Severity
from cxsite.model.roots import ContentRoot

Placed = Callable[[Path], Path]
"""Where the file is that is to be read for this one: as it was at a commit, for one of the work tree."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of one site. `root` is the folder of mkdocs.yml, `content` the folder of the content.

    `audience` is the name of a level; empty means the least restricted one. `ignore` holds codes, names or
    prefixes of rules, `per_path_ignore` the same by a pattern of paths, `severity` another severity by rule.
    `further` are later folders of content, each with the level that all in it has at least.
    `docs_dir` is the folder that the engine publishes as it is, where somebody knows.
    `unsaved` is what an editor holds of files of content, by the paths that findings name.
    `reread` gives the settings that the configuration file says where it is read from elsewhere, with the same paths;
    None where it is not there.
    `history`: whether a site remembers earlier editions, where its roadmap asks for it.
    `config` is the name of the file that says all this. Only where it `may_fork` is a second process forked to
    help, which nobody may do where threads run.
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
    may_fork: bool = False
    further: tuple[ContentRoot, ...] = ()
    docs_dir: Path | None = None
    history: bool = True
    unsaved: Mapping[str, bytes] = field(default_factory=dict)
    reread: Callable[[Placed], Settings | None] | None = field(default=None, compare=False, repr=False)

    @property
    def folders(self) -> tuple[Path, ...]:
        """All folders of content, the first one first."""
        return (self.content, *(root.folder for root in self.further))
