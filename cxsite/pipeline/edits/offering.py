"""What a site offers to add: for each kind the file that `cxsite new` would write."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from cxsite.edit.template import as_entry, as_file, item_text, questions, shortened
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.new_file import NewFile
from cxsite.model.roadmap import View
from cxsite.pipeline.edits.creating import usual_ending
from cxsite.pipeline.settings import Settings

_MOST = 5000
"""Characters of a text in an address. GitHub and GitLab refuse addresses of more than 8,192 in all."""


def new_files(settings: Settings, view: View) -> dict[str, NewFile]:
    """The file that a new item of each kind would be, by the kind's name; none for content outside of the project's
    folder, of which nobody knows in which repository it is. What the View doesn't hold changes nothing of them."""
    content = Path(os.path.relpath(settings.content, settings.root)).as_posix()
    if content.startswith(".."):
        return {}
    return {kind.name: _new_file(settings, view, kind, content) for kind in KINDS}


def _new_file(settings: Settings, view: View, kind: Kind, content: str) -> NewFile:
    id_ = _free(view, kind)
    text = item_text(kind, {one.field: one.default for one in questions(kind, id_, settings.today)}, ())
    there = [PurePosixPath(path) for (of, _), path in view.sources.items() if of == kind.name]
    shared = next((path.name for path in there if path.parent.as_posix() == content), "")
    if shared:
        entry = as_entry(text, id_, 2)
        return NewFile(content, shared, entry, entry, f"{content}/{shared}")
    ending = usual_ending(there, kind)
    markdown = ending == ".md"
    short = as_file(shortened(text, _MOST), markdown=markdown)
    return NewFile(f"{content}/{kind.folder}", f"{id_}{ending}", as_file(text, markdown=markdown), short)


def _free(view: View, kind: Kind) -> str:
    """An id that nothing has of what these readers see."""
    id_, number = f"new-{kind.name}", 1
    while id_ in view.items.get(kind.name, {}):
        number += 1
        id_ = f"new-{kind.name}-{number}"
    return id_
