"""What an audit finds: withheld material in a built site, and what nobody can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cxsite.model.shape import Path

What = Literal["text", "title", "word", "term", "id", "date", "number", "asset", "file", "unread"]

WHOLE = "the whole file"
"""The excerpt of a copied file."""

_WHY: Mapping[What, str] = {
    "text": "its readers see these words together nowhere else",
    "title": "it is the whole title of something that its readers may not see",
    "word": "its readers see this word nowhere, and no package of the site uses it",
    "term": "roadmap.yml names it in `sensitive_terms`",
    "id": "it is the name of something that its readers may not see",
    "date": "its readers see this day nowhere",
    "number": "its readers see this number nowhere",
    "asset": "it is the name of a file that its readers may not see",
    "file": "it is no file that its readers may have",
    "unread": "what can't be read may hold anything",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where withheld material comes from: kind and id of the item, and the field; a path for files. `at` is the
    field's place in its item."""

    kind: str
    id: str
    field: str
    at: Path = kept(default=(), compare=False)

    def __str__(self) -> str:
        item = f"{self.kind} `{self.id}`" if self.id else self.kind
        return f"{item}, {self.field}" if self.field else item


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Withheld material in one file of a site: `offset` counts characters of the text as it is stored (0 for names and
    whole files), `excerpt` is what was found there, in normal form; of what can't be read it says what it is.

    `sha256` is the file's. `of` is where the material comes from, `written` the line of it, `said_in` the line of the
    content that says it to these readers; both are empty where nobody can tell.
    """

    path: str
    offset: int
    what: What
    excerpt: str
    source: str
    encoding: str = ""
    sha256: str = kept(default="", compare=False)
    of: Source | None = kept(default=None, compare=False)
    written: str = kept(default="", compare=False)
    said_in: str = kept(default="", compare=False)

    @property
    def why(self) -> str:
        """Why it counts as a leak."""
        return _WHY[self.what]

    def __str__(self) -> str:
        how = f" ({self.encoding})" if self.encoding else ""
        if self.what == "unread":
            told = f"{self.path}: can't be read: {self.excerpt}; {self.why} (sha256 {self.sha256})"
        else:
            where = f" ({self.written})" if self.written else ""
            told = f"{self.path}:{self.offset}: withheld {self.what} “{self.excerpt}”{how}, from {self.source}{where}"
            told += f": {self.why}"
        return f"{told}; said in {self.said_in}" if self.said_in else told
