"""A later import into an item that is there: what came then, what came now, and what people made of it meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cxsite.edit.assign import order_of
from cxsite.edit.content_file import ContentFile
from cxsite.exchange.incoming import Incoming
from cxsite.model.declare import Declared
from cxsite.syntax.values_as_yaml import Raw

REMARK = "notes"
COMMENTS = "comments"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that is not written: why, what it holds here and what the export says; `hash` is that of the latter."""

    item: str
    field: str
    why: str
    here: Raw
    there: Raw
    hash: str


@dataclass(slots=True)
class Merged:
    """What a later import does to one item: the fields that change, conflicts, and fields of which the export says
    nothing any more."""

    changed: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)


def hash_of(value: Raw) -> str:
    """The hash of a raw value; a text's ends and its hard spaces do not count."""
    plain = value.strip() if isinstance(value, str) else value
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def first_hashes(incoming: Incoming, values: Mapping[str, Raw]) -> dict[str, str]:
    """The hashes of everything that an import brings for the first time."""
    found = {name: hash_of(value) for name, value in values.items()}
    if incoming.remark:
        found[REMARK] = hash_of(incoming.remark)
    if incoming.comments:
        found[COMMENTS] = " ".join(hash_of(one) for one in incoming.comments)
    return found


def merge(
    file: ContentFile,
    model: type[Declared],
    item: str,
    incoming: Incoming,
    values: Mapping[str, Raw],
    guarded: Callable[[str], bool],
) -> Merged:
    """Write into a file what came newly and what nobody has edited here since. Nothing is deleted.

    A field that is `guarded` is not written either: readers who are no colleagues would see what nobody here has read.
    """
    made = Merged(hashes=dict(file.values().get("imported", {}).get("hashes") or {}))
    order = order_of(model)
    for name, there in values.items():
        here = _here(file, name, there)
        then, now = made.hashes.get(name), hash_of(there)
        if now == then or here == there:
            if then != now:
                made.hashes[name] = now
            continue
        edited = here is not None if then is None else hash_of(here) != then
        why = "edited here, and changed there" if edited else ""
        if not why and guarded(name):
            why = "readers below internal would see the change: look at it"
        if why:
            made.conflicts.append(Conflict(item, name, why, here, there, now))
            continue
        file.set((name,), there, order)
        made.changed.append(name)
        made.hashes[name] = now
    made.emptied = [
        name
        for name in made.hashes
        if name not in values and name not in (REMARK, COMMENTS) and _here(file, name, None)
    ]
    _remark(file, item, incoming.remark, made, order, guarded(REMARK))
    _comments(file, incoming, made, order, guarded(REMARK))
    return made


def _here(file: ContentFile, name: str, like: Raw) -> Raw:
    """What the file has for a field; one value where a list is meant is a list of one."""
    if name == "body" and file.has_body_below:
        return file.body[0].strip() or None
    value = file.values().get(name)
    if isinstance(value, str):
        value = value.strip() if name == "body" else value
    return [value] if isinstance(like, list) and value is not None and not isinstance(value, list) else value


def _remark(file: ContentFile, item: str, text: str, made: Merged, order: tuple[str, ...], guarded: bool) -> None:
    then, now = made.hashes.get(REMARK), hash_of(text)
    if not text or now == then:
        return
    notes = _here(file, REMARK, []) or []
    texts = [note.get("text") if isinstance(note, dict) else note for note in notes]
    at = next((number for number, one in enumerate(texts) if one is not None and hash_of(one) == then), None)
    if any(one is not None and hash_of(one) == now for one in texts):
        made.hashes[REMARK] = now
        return
    if guarded or (then is not None and at is None):
        why = "readers below internal would see the change: look at it" if guarded else "edited here, and changed there"
        made.conflicts.append(Conflict(item, REMARK, why, None, text, now))
        return
    if at is None:
        file.append((REMARK,), {"text": text}, order)
    else:
        file.set((REMARK, at, "text"), text, order)
    made.changed.append(REMARK)
    made.hashes[REMARK] = now


def _comments(file: ContentFile, incoming: Incoming, made: Merged, order: tuple[str, ...], guarded: bool) -> None:
    known = made.hashes.get(COMMENTS, "").split()
    new = [one for one in incoming.comments if hash_of(one) not in known]
    if not new or guarded:
        return
    for one in new:
        file.append((REMARK,), one, order)
    made.changed.append(COMMENTS)
    made.hashes[COMMENTS] = " ".join([*known, *map(hash_of, new)])
