"""The files of a content while many edits are made to them, before anything is written."""

from __future__ import annotations

from pathlib import Path

from cxsite.edit.content_file import ContentFile
from cxsite.edit.transaction import Changes
from cxsite.model.finding import CxsiteError


class HeldFiles:
    """What each file below `content` holds after the edits so far; read once, when it is first asked for."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._now: dict[str, bytes] = {}
        self._then: dict[str, bytes] = {}

    def read(self, place: str) -> bytes:
        """What a file holds now. Raises `CxsiteError` where it can't be read and was not begun."""
        if place not in self._now:
            try:
                self._now[place] = self._then[place] = (self._content / place).read_bytes()
            except OSError as error:
                raise CxsiteError(f"{place} can't be read: {error.strerror}") from None
        return self._now[place]

    def open(self, place: str, prefix: tuple[str, ...] = ()) -> ContentFile:
        """A file, ready for the next edit. Raises `CxsiteError`, with the place, for what nobody can edit."""
        data = self.read(place)
        try:
            return ContentFile(data, markdown=place.endswith(".md"), prefix=prefix)
        except CxsiteError as error:
            raise CxsiteError(f"{place}: {error}") from None

    def keep(self, place: str, data: bytes) -> None:
        """What a file holds after an edit; the file is new where it was never read."""
        self._now[place] = data

    def changes(self) -> Changes:
        """What is to be written, with what was read before."""
        changed = {place: data for place, data in self._now.items() if self._then.get(place) != data}
        return Changes(changed, before={place: self._then[place] for place in changed if place in self._then})
