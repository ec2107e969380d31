"""Where a file stands that has no lines of its own: an asset."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.model.finding import BODY, Change, Edit, Span
from cxsite.model.shape import Path


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """A file as a whole; every place in it is its beginning. `path` is relative to the folder of mkdocs.yml."""

    path: str

    def span(self, at: Path = (), *, key: bool = False) -> Span:
        """The file."""
        return Span(self.path)

    def body_span(self, offset: int, length: int = 1, at: Path = BODY) -> Span:
        """The file."""
        return Span(self.path)

    def edits(self, change: Change) -> tuple[Edit, ...]:
        """None: there is nothing in it to change."""
        return ()

    def forget(self) -> None:
        """Nothing is held."""
