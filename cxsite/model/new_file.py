"""A file that somebody may add to the content: where it would be, and what it would begin with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewFile:
    """`folder` is seen from the folder of mkdocs.yml, `text` is all of the file, `short` as much of it as an address
    can carry. Where all items of a kind stand in one file, `shared` is that file, and `text` an entry for it."""

    folder: str
    name: str
    text: str
    short: str
    shared: str = ""
