"""Giving an item, or a part of a journey, another id in every file that names it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from cxsite.edit.content_file import ContentFile
from cxsite.edit.named import Named, Rename, named_in, with_named
from cxsite.model.declare import Declared
from cxsite.model.finding import CxsiteError
from cxsite.model.roadmap import Key
from cxsite.syntax.compose import MappingNode, Node, ScalarNode, TooDeep, Tree, YAMLError, compose
from cxsite.syntax.edits import TextEdit, with_edits
from cxsite.syntax.values_as_yaml import scalar_ways


@dataclass(frozen=True, slots=True)
class Holder:
    """An item in a file: its key, its class, and where in the file it is."""

    key: Key
    model: type[Declared]
    prefix: tuple[str, ...] = ()


def rename_in(file: ContentFile, holders: Sequence[Holder], rename: Rename, data_folder: str) -> None:
    """Change every reference in a file; its items, or those of the file of their kind, are `holders`.

    Raises `CxsiteError` where the file can't be read, so that a reference in it could be missed.
    """
    edits = _in_yaml(file, holders, rename, data_folder)
    body, start = file.body
    if body:
        found = rename.of_body(body, holders[0].key)
        edits += [TextEdit(edit.start + start, edit.end + start, edit.text) for edit in found]
    if edits:
        file.replace(edits)


def _in_yaml(file: ContentFile, holders: Sequence[Holder], rename: Rename, data_folder: str) -> list[TextEdit]:
    text = file.yaml
    try:
        documents = compose(text)
    except (YAMLError, TooDeep):
        raise CxsiteError("it can't be read, so references in it could be missed; `cxsite check` says why") from None
    if not documents:
        return []
    root = documents[0]
    tree = Tree(root, text)
    edits: list[TextEdit] = []
    wanted = copy.deepcopy(tree.value)
    for holder in holders:
        node = _below(root, holder.prefix)
        if node is None:
            continue
        named = list(named_in(node, holder.model, rename, holder.key, data_folder))
        inner = wanted
        for step in holder.prefix:
            inner = inner[step] if isinstance(inner, dict) else {}
        with_named(inner, named)
        edits += [edit for one in named for edit in _typed(text, one, rename, holder.key)]
    if edits and not _says(with_edits(text, edits), wanted):
        raise CxsiteError("a reference in it is written in a way that can't be changed here; change it by hand")
    return [TextEdit(edit.start + file.yaml_start, edit.end + file.yaml_start, edit.text) for edit in edits]


def _below(root: Node, prefix: tuple[str, ...]) -> Node | None:
    node: Node | None = root
    for step in prefix:
        pairs = node.value if isinstance(node, MappingNode) else []
        node = next((value for key, value in pairs if isinstance(key, ScalarNode) and key.value == step), None)
    return node


def _typed(text: str, named: Named, rename: Rename, here: Key) -> list[TextEdit]:
    start, end = int(named.node.start_mark.index), int(named.node.end_mark.index)
    if named.body:
        found = rename.of_body(text[start:end], here)
        return [TextEdit(edit.start + start, edit.end + start, edit.text) for edit in found]
    plain = named.node.style is None and named.value.lower() in ("null", "~")
    way = f'"{named.value}"' if plain else next(scalar_ways(named.value, named.node.style, flow=False))
    return [TextEdit(start, end, way)]


def _says(text: str, wanted: object) -> bool:
    try:
        documents = compose(text)
    except (YAMLError, TooDeep):
        return False
    return len(documents) == 1 and Tree(documents[0], text).value == wanted
