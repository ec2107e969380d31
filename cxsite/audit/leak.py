"""What an audit finds: withheld material in a built site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

What = Literal["text", "word", "term", "id", "date", "number", "asset", "file"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where withheld material comes from: kind and id of the item, and the field; a path for files."""

    kind: str
    id: str
    field: str

    def __str__(self) -> str:
        item = f"{self.kind} `{self.id}`" if self.id else self.kind
        return f"{item}, {self.field}" if self.field else item


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Withheld material in one file of a site: `offset` counts characters of the text as it is stored (0 for names and
    whole files), `excerpt` is what was found there, in normal form."""

    path: str
    offset: int
    what: What
    excerpt: str
    source: str
    encoding: str = ""

    def __str__(self) -> str:
        how = f" ({self.encoding})" if self.encoding else ""
        return f"{self.path}:{self.offset}: withheld {self.what} “{self.excerpt}”{how}, from {self.source}"
