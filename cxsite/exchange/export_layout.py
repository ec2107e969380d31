"""What an export of a tool looks like: by which headings it is known, and what its columns mean to us."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cxsite.exchange.export_table import Table, read_table
from cxsite.exchange.prose import Markup
from cxsite.model.finding import CxsiteError
from cxsite.model.typed.nearest import fold

Role = Literal[
    "key",
    "number",
    "title",
    "text",
    "status",
    "category",
    "resolution",
    "type",
    "start",
    "end",
    "shipped",
    "url",
    "tags",
    "parent",
    "blocked_by",
    "blocks",
    "archived",
    "confidential",
    "comment",
]
"""What a column means: `key` names an entry for good, `number` is another name that references may use."""


def read_nothing_else(text: str, fits: Callable[[Sequence[str]], bool]) -> Table:
    """Read a text that is a table with separators."""
    if text.lstrip()[:1] in ("{", "["):
        raise CxsiteError("it is JSON, and no table")
    return read_table(text, fits)


@dataclass(frozen=True, slots=True)
class Layout:
    """One tool's export. `signs` are sets of headings: an export has all of one set. `roles` are the headings of a
    role, the best first. `people` are headings of people, `skipped` those that tell colleagues nothing.

    `large` are the types of entries that a roadmap is about, where a tool has types, `small` those that it never is
    about. Where columns are a matter of choice, `is_like` knows an export, and `adapt` makes the layout of one table.
    `recognised` says what was understood of headings in another language; empty where there are none.
    """

    name: str
    title: str
    signs: tuple[frozenset[str], ...]
    roles: Mapping[Role, tuple[str, ...]]
    people: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    markup: Markup = "plain"
    large: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    read: Callable[[str, Callable[[Sequence[str]], bool]], Table] = read_nothing_else
    adapt: Callable[[Layout, Table], Layout] | None = None
    is_like: Callable[[Sequence[str]], bool] | None = None
    recognised: Callable[[tuple[str, ...]], str] | None = None

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether these are headings of this tool's export."""
        if self.is_like is not None:
            return self.is_like(headings)
        there = {fold(heading) for heading in headings}
        return any(all(fold(sign) in there for sign in signs) for signs in self.signs)

    def column(self, table: Table, role: Role) -> str | None:
        """The heading of a table that has this role."""
        return table.named(*self.roles.get(role, ()))

    def columns(self, table: Table, role: Role) -> tuple[str, ...]:
        """Every heading that has this role: some tools spread it over several, by `*` at the end of its beginning."""
        found: list[str] = []
        for name in self.roles.get(role, ()):
            if name.endswith("*"):
                begin = fold(name[:-1])
                found += [heading for heading in table.headings if fold(heading).startswith(begin)]
            elif heading := table.named(name):
                found.append(heading)
        return tuple(dict.fromkeys(found))

    def holds_people(self, heading: str) -> bool:
        """Whether the layout says that a column holds people."""
        return _among(heading, self.people)

    def says_nothing(self, heading: str) -> bool:
        """Whether a column is bookkeeping of the tool."""
        return _among(heading, self.skipped)


def _among(heading: str, names: Sequence[str]) -> bool:
    plain = fold(heading)
    return any(plain.startswith(fold(name[:-1])) if name.endswith("*") else plain == fold(name) for name in names)


def is_yes(text: str) -> bool:
    """Whether a cell of a tool says yes: some write the word, some the day since when."""
    return text.strip().casefold() not in ("", "no", "false", "0", "none", "n", "nein", "non", "falsch", "faux", "open")
