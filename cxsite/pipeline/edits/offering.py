"""What a site offers to add: for each kind the file that `cxsite new` would write."""

from __future__ import annotations

import os
from pathlib import Path

from cxsite.edit.template import as_entry, as_file, item_text, questions, shortened
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.new_file import NewFile
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.edits.creating import shared_file, usual_ending
from cxsite.pipeline.settings import Settings

_MOST = 5000
"""Characters of a text in an address. GitHub and GitLab refuse addresses of more than 8,192 in all."""


def new_files(settings: Settings, roadmap: Roadmap) -> dict[str, NewFile]:
    """The file that a new item of each kind would be, by the kind's name; none for content outside of the project's
    folder, of which nobody knows in which repository it is."""
    content = Path(os.path.relpath(settings.content, settings.root)).as_posix()
    if content.startswith(".."):
        return {}
    return {kind.name: _new_file(settings, roadmap, kind, content) for kind in KINDS}


def _new_file(settings: Settings, roadmap: Roadmap, kind: Kind, content: str) -> NewFile:
    id_ = _free(roadmap, kind)
    text = item_text(kind, {one.field: one.default for one in questions(kind, id_, settings.today)}, ())
    shared = shared_file(settings.content, kind)
    if shared is not None:
        entry = as_entry(text, id_, 2)
        return NewFile(content, shared.name, entry, entry, f"{content}/{shared.name}")
    ending = usual_ending(settings.content / kind.folder, kind)
    markdown = ending == ".md"
    short = as_file(shortened(text, _MOST), markdown=markdown)
    return NewFile(f"{content}/{kind.folder}", f"{id_}{ending}", as_file(text, markdown=markdown), short)


def _free(roadmap: Roadmap, kind: Kind) -> str:
    """An id that nothing has."""
    id_, number = f"new-{kind.name}", 1
    while id_ in roadmap.items.get(kind.name, {}):
        number += 1
        id_ = f"new-{kind.name}-{number}"
    return id_
