"""What has to be typed in a file so that one value of it becomes another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cxsite.model.finding import Change
from cxsite.model.shape import Path
from cxsite.syntax.compose import MappingNode, Node, ScalarNode, Tree, YAMLError, compose, find
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.rewrite import set_value, unset
from cxsite.syntax.values_as_yaml import Raw, scalar_ways
from cxsite.syntax.whereabouts import CannotChange, is_flow

_MOST = 200_000


def typed(root: Node, text: str, at: Path, change: Change, *, whole: bool) -> list[TextEdit]:
    """The edits of a YAML text that make a change at `at`; nothing where nobody can tell.

    Unless it is the `whole` text as it was written, nothing is taken out of it.
    """
    if change.text is not None and (change.new or not isinstance(change.text, str)):
        return _set(text, at, change.text) if whole and len(text) <= _MOST else []
    if isinstance(change.text, str):
        return list(_written(root, at, change.text, key=change.key))
    if not whole or len(text) > _MOST:
        return []
    try:
        return unset(text, at)
    except CannotChange:
        return []


def _set(text: str, at: Path, value: str | tuple[str, ...] | Mapping[str, str]) -> list[TextEdit]:
    raw: Raw = value if isinstance(value, str) else dict(value) if isinstance(value, Mapping) else list(value)
    try:
        return set_value(text, at, raw)
    except CannotChange:
        return []


def _written(root: Node, at: Path, text: str, *, key: bool) -> Iterator[TextEdit]:
    """The edit of one text that stands in one line or between quotes."""
    found_key, node, taken = find(root, at)
    if taken < len(at):
        return
    node = found_key if key else node
    if not isinstance(node, ScalarNode) or node.style in ("|", ">"):
        return
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if start == end:
        return
    flow = _is_in_flow(root, at)
    for way in scalar_ways(text, node.style, flow=flow):
        if _reads(way, text, flow=flow, key=key):
            yield TextEdit(start, end, way)
            return


def _is_in_flow(root: Node, at: Path) -> bool:
    return any(is_flow(node) for n in range(len(at)) if isinstance(node := find(root, at[:n])[1], Node))


def _reads(way: str, text: str, *, flow: bool, key: bool) -> bool:
    """Whether a text, written in this way where a value or a key stands, is read as itself."""
    inner = f"{way}: x" if key else f"x: {way}"
    written = f"{{{inner}, y: z}}" if flow else inner
    try:
        documents = compose(written)
    except YAMLError:
        return False
    if len(documents) != 1 or not isinstance(documents[0], MappingNode):
        return False
    tree = Tree(documents[0], written)
    wanted = {text: "x"} if key else {"x": text}
    return not tree.special and tree.value == (wanted | {"y": "z"} if flow else wanted)
