"""Where a file belongs that lies where nothing reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from cxsite.load.files.listing import FoundFile
from cxsite.load.findings import Reporter, printable
from cxsite.load.rules.cx00_fields import INVALID_ID
from cxsite.model.finding import Fix, Move, Span
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.shape import fields_of
from cxsite.syntax.compose import MappingNode, ScalarNode, TooDeep, YAMLError, compose
from cxsite.syntax.source_text import MAX_BYTES, NotText, decode, split

ITEM_ENDINGS = (".md", ".yml", ".yaml")
_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".pdf"})


_COPY = re.compile(
    r"(?P<name>.+?)(?:[ _-]+(?:copy|kopie|copie|copia|conflict(?:ed copy.*)?)(?:[ _-]*\(?\d+\)?)?| *\(\d+\)|~\d*)",
    re.IGNORECASE,
)
_LEFT = re.compile(r"~\$.*|.*\.(?:orig|bak|old|rej|swp|swo|tmp|temp)|.*~|#.*#", re.IGNORECASE)


def tell_copy(found: FoundFile, report: Reporter) -> bool:
    """Tell a file that is a copy of the one beside it, as file managers name them; whether it is one."""
    match = _COPY.fullmatch(found.stem)
    beside = [one.name for one in found.place.parent.iterdir()] if match else []
    first = next((name for name in beside if match and name.rpartition(".")[0] == match["name"]), None)
    if first is None:
        return False
    report.add(
        INVALID_ID,
        Span(found.shown),
        f"`{printable(found.name)}` seems to be a copy of `{printable(first)}`",
        "delete it; or, if it is an item of its own, give it a name of lower-case letters, digits and hyphens",
    )
    return True


def is_left_over(file: FoundFile) -> bool:
    """Whether a program left this file behind: a lock, a backup."""
    return _LEFT.fullmatch(file.name) is not None


def is_picture(file: FoundFile) -> bool:
    """Whether a file is of a sort that lies in `assets`, by its ending."""
    return file.ending.lower() in _PICTURES


def kind_of(data: bytes, *, markdown: bool) -> Kind | None:
    """The only kind whose item has these fields; None where several have them, or nobody can tell."""
    text = decode(data) if len(data) <= MAX_BYTES else NotText(0, 0, "", "")
    if isinstance(text, NotText):
        return None
    try:
        root = next(iter(compose(split(text, markdown=markdown).yaml)), None)
    except (YAMLError, TooDeep):
        return None
    if not isinstance(root, MappingNode):
        return None
    names = {key.value for key, _ in root.value if isinstance(key, ScalarNode)}
    fitting = [kind for kind in KINDS if _fits(kind, names)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(kind: Kind, names: set[str]) -> bool:
    fields = fields_of(kind.model)
    needed = {name for name, field in fields.items() if field.required and name != "id"}
    return needed <= names <= set(fields) - {"id"}


def moved(
    files: Sequence[FoundFile], folder: str, taken: Iterable[str], message: str, *, sure: bool = True
) -> Fix | None:
    """The files moved into a folder; nothing where one of the names is taken there, or said twice."""
    names = [file.name for file in files]
    if not files or len(set(names)) < len(names) or set(names) & set(taken):
        return None
    moves = tuple(Move(file.shown, str(PurePosixPath(folder, file.name))) for file in files)
    return Fix("safe" if sure else "unsafe", message, moves=moves)
