"""Where values stand in a YAML text, with what they stand in: lines, columns, the end of what is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.model.shape import Path
from cxsite.syntax.compose import MappingNode, Node, ScalarNode, SequenceNode
from cxsite.syntax.values_as_yaml import Habits


class CannotChange(Exception):  # noqa: N818 - it reads as what it says
    """A text in which a change can't be made without losing something; the message says why, in an editor's words."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value: its node, its key where it has one, what it stands in, and where in that (`number`).

    A list of one that is written without its list has the entry 0, which is the value itself (`alone`).
    """

    node: Node
    key: ScalarNode | None = None
    parent: Spot | None = None
    number: int = 0
    alone: bool = False

    @property
    def in_flow(self) -> bool:
        """Whether it stands in brackets."""
        above = self.parent
        return above is not None and (is_flow(above.node) or above.in_flow)


def is_flow(node: Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    return isinstance(node, (MappingNode, SequenceNode)) and bool(node.flow_style)


def spot_at(root: Node, at: Path) -> tuple[Spot, Path]:
    """The spot at `at`, or of the nearest of its parents that is written, and the steps that are left to go."""
    spot = Spot(root)
    for taken, step in enumerate(at):
        found = _inside(spot, step)
        if found is None:
            return spot, at[taken:]
        spot = found
    return spot, ()


def _inside(spot: Spot, step: str | int) -> Spot | None:
    node = spot.node
    if isinstance(step, int):
        if isinstance(node, SequenceNode):
            return Spot(node.value[step], None, spot, step) if 0 <= step < len(node.value) else None
        written = isinstance(node, MappingNode) or (isinstance(node, ScalarNode) and node.value != "")
        return Spot(node, spot.key, spot, 0, alone=True) if step == 0 and written else None
    if isinstance(node, MappingNode):
        for number, (key, value) in enumerate(node.value):
            if isinstance(key, ScalarNode) and key.value == step:
                return Spot(value, key, spot, number)
    return None


class YamlText:
    """A YAML text with its lines, for those who change it."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root = root

    def line_start(self, offset: int) -> int:
        """The beginning of the line of a character."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The end of the line of a character, before its line end."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def column(self, offset: int) -> int:
        """How many characters stand before this one in its line."""
        return offset - self.line_start(offset)

    def end(self, spot_node: Node, key: ScalarNode | None = None) -> int:
        """Where what is written of a value ends: without the empty lines and remarks below it."""
        if isinstance(spot_node, MappingNode) and not spot_node.flow_style and spot_node.value:
            last_key, last = spot_node.value[-1]
            return self.end(last, last_key if isinstance(last_key, ScalarNode) else None)
        if isinstance(spot_node, SequenceNode) and not spot_node.flow_style and spot_node.value:
            last_dash = self.dash(spot_node, len(spot_node.value) - 1)
            return max(self.end(spot_node.value[-1]), last_dash + 1)
        start, end = int(spot_node.start_mark.index), int(spot_node.end_mark.index)
        if start == end:
            return self.colon(key) + 1 if key is not None else start
        if isinstance(spot_node, ScalarNode) and spot_node.style in ("|", ">"):
            return start + len(self.text[start:end].rstrip())
        return end

    def colon(self, key: Node) -> int:
        """Where the colon behind a key stands."""
        return self.text.index(":", key.end_mark.index)

    def dash(self, node: SequenceNode, number: int) -> int:
        """Where the dash of an entry stands, in a list with dashes."""
        first = int(node.start_mark.index)
        if number == 0:
            return first
        column = self.column(first)
        line = self.line_start(int(node.value[number].start_mark.index))
        # An entry may begin below its dash.
        while line > first and self.text[line + column : line + column + 1] != "-":
            line = self.line_start(line - 1)
        return line + column

    def between(self, spot: Spot) -> tuple[int, int]:
        """From the end of a value's line to the beginning of what follows in its mapping or list; where nothing does,
        both are that end."""
        end = self.line_end(self.end(spot.node, spot.key))
        parent = spot.parent.node if spot.parent is not None else None
        if isinstance(parent, MappingNode) and spot.number + 1 < len(parent.value):
            return end, int(parent.value[spot.number + 1][0].start_mark.index)
        if isinstance(parent, SequenceNode) and spot.number + 1 < len(parent.value):
            return end, self.dash(parent, spot.number + 1)
        return end, end

    def habits(self) -> Habits:
        """How this text is written."""
        steps = [2]
        lists: list[int] = []
        flows: list[bool] = []
        for key, value in _pairs(self.root):
            if isinstance(value, SequenceNode) and value.value and _short(value):
                flows.append(bool(value.flow_style))
            if is_flow(value) or isinstance(value, ScalarNode) or not value.value:
                continue
            below = self.column(int(value.start_mark.index)) - self.column(int(key.start_mark.index))
            if isinstance(value, SequenceNode):
                lists.append(below)
            elif below > 0:
                steps.append(below)
        step = _most(steps[1:] or steps)
        return Habits(step, _most(lists) if lists else step, not flows or sum(flows) * 2 >= len(flows))


def _pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield key, value
            yield from _pairs(value)
    elif isinstance(node, SequenceNode):
        for entry in node.value:
            yield from _pairs(entry)


def _short(node: SequenceNode) -> bool:
    return all(isinstance(entry, ScalarNode) and " " not in entry.value for entry in node.value)


def _most(numbers: list[int]) -> int:
    return max(dict.fromkeys(numbers), key=numbers.count)
