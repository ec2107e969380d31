"""What a comparison says, ready for every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxsite.model.change import Change


@dataclass(frozen=True, slots=True)
class Diff:
    """What was compared, and what each audience will notice.

    `before` and `after` are revisions, `after` empty for the work tree. `approvals` are the teams that must agree, by
    level. `not_compared` says what could not be, a sentence each. `config` names the configuration file, `links` is
    the address before paths of files, if there is one.
    """

    before: str
    after: str
    today: str
    audiences: Mapping[str, tuple[Change, ...]]
    approvals: Mapping[str, tuple[str, ...]]
    not_compared: tuple[str, ...] = ()
    config: str = "mkdocs.yml"
    links: str = ""

    @property
    def states(self) -> str:
        """The two states in words."""
        return f"{self.before} and {self.after or 'the work tree'}"
