"""Changing single values of a YAML text and nothing else in it: remarks, order, quotes and empty lines stay.

Each change is tried in several ways, the plainest first. A way counts only when what is read from its text is exactly
what was there, with the change made; where none does, the change is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any

from cxsite.model.shape import Path
from cxsite.syntax.compose import MappingNode, TooDeep, Tree, YAMLError, compose, is_unset
from cxsite.syntax.edits import TextEdit, with_edits
from cxsite.syntax.insertion import setting
from cxsite.syntax.list_entries import appending, removing
from cxsite.syntax.values_as_yaml import Raw, scalar_ways
from cxsite.syntax.whereabouts import CannotChange, Spot, YamlText, spot_at

Edits = list[TextEdit]


def set_value(text: str, at: Path, value: Raw, order: Sequence[str] = ()) -> Edits:
    """Write `value` at `at`. A field that is not there yet comes behind those that `order` names before it."""
    yaml_text, wanted = _opened(text)
    before = copy.deepcopy(wanted)
    _put(wanted, at, value)
    if wanted == before:
        return []
    return _first(yaml_text, wanted, setting(yaml_text, at, value, order))


def unset(text: str, at: Path) -> Edits:
    """Take out what is at `at`, with its lines; a list or mapping of which nothing is left goes with it."""
    yaml_text, wanted = _opened(text)
    spot, left = spot_at(yaml_text.root, at)
    if left:
        return []
    gone = _gone(spot)
    _remove(wanted, at[: len(at) - (_depth(spot) - _depth(gone))])
    return _first(yaml_text, wanted, removing(yaml_text, gone))


def append(text: str, at: Path, value: Raw, order: Sequence[str] = ()) -> Edits:
    """Write one more entry at the end of the list at `at`."""
    yaml_text, wanted = _opened(text)
    spot, left = spot_at(yaml_text.root, at)
    if left or is_unset(spot.node):
        return set_value(text, at, [value], order)
    before = _value(wanted, at)
    _put(wanted, at, [*(before if isinstance(before, list) else [before]), value])
    return _first(yaml_text, wanted, appending(yaml_text, spot, before, value))


def read_value(text: str) -> Raw:
    """The raw value that a text in brackets is. Raises `CannotChange` where it is none."""
    try:
        documents = compose(text)
    except (YAMLError, TooDeep):
        documents = []
    tree = Tree(documents[0], text) if len(documents) == 1 else None
    if tree is None or tree.special or tree.odd or tree.twice:
        raise CannotChange(
            f"`{text}` is no list or mapping; write `[a, b]` or `{{name: value}}`, with commas in quotes"
        )
    return tree.value


def rename_key(text: str, at: Path, name: str) -> Edits:
    """Give the key at the end of `at` another name."""
    yaml_text, wanted = _opened(text)
    spot, left = spot_at(yaml_text.root, at)
    if left or spot.key is None or spot.alone:
        return []
    parent = _value(wanted, at[:-1])
    renamed = {name if key == at[-1] else key: entry for key, entry in parent.items()}
    if len(renamed) != len(parent):
        raise CannotChange(f"there is a `{name}` already")
    parent.clear()
    parent.update(renamed)
    key = spot.key
    ways = scalar_ways(name, key.style, flow=spot.in_flow)
    return _first(yaml_text, wanted, ([TextEdit(key.start_mark.index, key.end_mark.index, way)] for way in ways))


def _opened(text: str) -> tuple[YamlText, dict[str, Any]]:
    """The text with its nodes, and the values in it; raises `CannotChange` where it is no plain mapping."""
    try:
        documents = compose(text)
    except (YAMLError, TooDeep):
        raise CannotChange("it can't be read as YAML: `cxsite check` says why") from None
    if not documents or is_unset(documents[0]):
        return YamlText(text, MappingNode("", [], flow_style=False)), {}
    tree = Tree(documents[0], text)
    if len(documents) > 1 or tree.special or tree.odd or tree.twice or not isinstance(documents[0], MappingNode):
        raise CannotChange("it is not one plain mapping of fields: `cxsite check` says why")
    assert isinstance(tree.value, dict)
    return YamlText(text, documents[0]), copy.deepcopy(tree.value)


def _first(before: YamlText, wanted: dict[str, Any], ways: Iterable[Edits]) -> Edits:
    """The first of several ways to write a change that says what is wanted."""
    for edits in ways:
        if _reads(with_edits(before.text, edits), wanted):
            return [edit for edit in edits if before.text[edit.start : edit.end] != edit.text]
    raise CannotChange("the text around it is written in a way that can't be changed here; change it by hand")


def _reads(text: str, wanted: dict[str, Any]) -> bool:
    try:
        documents = compose(text)
    except (YAMLError, TooDeep):
        return False
    if not documents:
        return not wanted
    tree = Tree(documents[0], text)
    clean = len(documents) == 1 and not (tree.special or tree.odd or tree.twice)
    return clean and (tree.value or {}) == wanted


def _gone(spot: Spot) -> Spot:
    """What has to go so that nothing empty is left of it."""
    while spot.parent is not None and spot.parent.parent is not None:
        only = spot.alone or (hasattr(spot.parent.node, "value") and len(spot.parent.node.value) == 1)
        if not only:
            return spot
        spot = spot.parent
    return spot


def _depth(spot: Spot) -> int:
    depth = 0
    while spot.parent is not None:
        spot, depth = spot.parent, depth + 1
    return depth


def _value(tree: Raw, at: Path) -> Raw:
    """The raw value at `at`; one value where a list is meant is its entry 0."""
    for step in at:
        if not isinstance(step, int) or isinstance(tree, list):
            tree = tree[step]
    return tree


def _put(tree: dict[str, Any], at: Path, value: Raw) -> None:
    """Write a value into raw values, with the mappings and lists that it needs."""
    into: Any = tree
    slot: Any = None
    for number, step in enumerate(at):
        holder: Any = into if slot is None else into[slot]
        if isinstance(step, int) and not isinstance(holder, list) and holder is not None:
            # One value stands for a list of one.
            continue
        if holder is None:
            holder = into[slot] = [] if isinstance(step, int) else {}
        if isinstance(holder, list) and isinstance(step, int):
            if step == len(holder):
                holder.append(None)
        elif isinstance(holder, dict):
            holder.setdefault(step, None)
        if not isinstance(holder, (list, dict)) or (isinstance(holder, list) and not 0 <= step < len(holder)):  # type: ignore[operator]
            raise CannotChange(f"there is nothing like {at[: number + 1]} here")
        into, slot = holder, step
    into[slot] = value


def _remove(tree: dict[str, Any], at: Path) -> None:
    """Take an entry out of raw values."""
    parent = _value(tree, at[:-1])
    del parent[at[-1]]
