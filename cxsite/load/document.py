"""From a file's YAML to the values in it; everything that keeps it from being one plain mapping is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from cxsite.load.compose import MAX_DEPTH, TooDeep, Tree, compose, is_unset
from cxsite.load.field_rules import DUPLICATE_KEY, FORBIDDEN_YAML, INVALID_YAML, NOT_A_MAPPING
from cxsite.load.file_rules import EMPTY_FILE, SEVERAL_DOCUMENTS, UNSAFE_FILE
from cxsite.load.ledger import MOST_TOLD, Ledger, Owner
from cxsite.load.mend import Cause, Mended, mend
from cxsite.load.quoting import quote
from cxsite.load.source import TextFile
from cxsite.load.text import span
from cxsite.model.finding import Related

_UNREADABLE = Cause(0, 0, 1, "this file can't be read as YAML", "write each field as `name: value`, on its line")


@dataclass(frozen=True, slots=True)
class Document:
    """The values of a file.

    `has_unset`: somewhere a field has no value. `lost`: top-level fields that can't be read, or `*` where nobody can
    tell which ones.
    """

    values: dict[str, Any]
    has_unset: bool = False
    lost: frozenset[str] = frozenset()


def read_document(file: TextFile, ledger: Ledger, owner: Owner) -> Document | None:
    """The mapping that a file is; None where it is none."""
    mended = Mended(file.yaml)
    try:
        documents = compose(file.yaml)
    except TooDeep as deep:
        ledger.add(
            UNSAFE_FILE,
            file.between(deep.index, deep.index + 1),
            f"this is nested deeper than {MAX_DEPTH} levels",
            "delete the superfluous brackets or indentation",
            owner,
        )
        return None
    except yaml.YAMLError:
        mended = mend(file.yaml) or Mended("", [_UNREADABLE])
        for cause in mended.causes[:MOST_TOLD]:
            place = span(file.path, file.lines, file.first_line + cause.line, cause.column, cause.end)
            ledger.add(INVALID_YAML, place, cause.message, cause.help, owner)
        ledger.all_said(file.path, frozenset(file.first_line + line + 1 for line in mended.lines))
        file.mend(mended.text)
        documents = compose(mended.text)
        if not documents:
            return None
    return _from_nodes(documents, file, mended, ledger, owner)


def _from_nodes(
    documents: Sequence[Node], file: TextFile, mended: Mended, ledger: Ledger, owner: Owner
) -> Document | None:
    if not documents or (len(documents) == 1 and is_unset(documents[0])):
        ledger.add(
            EMPTY_FILE,
            file.in_text(0, 0),
            "this file holds nothing",
            "write the item, at least its `title`, or delete the file",
            owner,
        )
        return None
    root = documents[0]
    if not isinstance(root, MappingNode):
        what = "one text" if isinstance(root, ScalarNode) else "a list"
        ledger.add(
            NOT_A_MAPPING,
            file.of(root),
            f"this file is {what}, where fields belong",
            "write each field on a line of its own: its name, a colon, a space, its value, as in `title: …`",
            owner,
        )
        return None
    for further in documents[1:MOST_TOLD]:
        ledger.add(
            SEVERAL_DOCUMENTS,
            _separator(file, further),
            "a second document begins here",
            "delete the line `---`, or move what follows into a file of its own",
            owner,
        )
    file.keep(root)
    tree = Tree(root, file.yaml)
    _tell(tree, file, ledger, owner)
    assert isinstance(tree.value, dict)
    # What stands in a further document, or behind an anchor, is not in the values.
    lost = {*mended.lost, "*"} if len(documents) > 1 or tree.special or tree.odd else mended.lost
    return Document(tree.value, tree.has_unset, frozenset(lost))


def _separator(file: TextFile, document: Node) -> Any:
    """The line `---` above a further document."""
    lines = file.yaml_lines
    number = lines.place(document.start_mark.index)[0]
    while number > 0 and not lines.line(number).startswith("---"):
        number -= 1
    start = lines.start(number)
    return file.between(start, start + 3)


def _tell(tree: Tree, file: TextFile, ledger: Ledger, owner: Owner) -> None:
    for key, first in tree.twice[:MOST_TOLD]:
        ledger.add(
            DUPLICATE_KEY,
            file.of(key),
            f"`{key.value}` is written twice here",
            "keep one of the two",
            owner,
            key.value,
            (Related(file.of(first), "first written here"),),
        )
    for odd in tree.odd[:MOST_TOLD]:
        ledger.add(
            INVALID_YAML,
            file.of(odd),
            "a field's name can't be a list or a mapping",
            "if this is meant as text, put it in quotes",
            owner,
        )
    for node in tree.special[:MOST_TOLD]:
        _tell_special(node, file, ledger, owner)


def _tell_special(node: Node, file: TextFile, ledger: Ledger, owner: Owner) -> None:
    start = node.start_mark.index
    sign = file.yaml[start : start + 1]
    line, column = file.yaml_lines.place(start)
    word = file.yaml_lines.line(line)[column:].split(" ")[0]
    meaning = {
        "&": f"`{word}` is an anchor, which is not read here",
        "!": f"`{word}` is a tag, which is not read here",
    }.get(sign, "`<<` merges another mapping, which is not read here")
    help_ = "write the values out where they belong"
    if sign != "<":
        text = file.yaml_lines.line(line)[column:].strip()
        help_ = f"if it is part of a text, put the text in quotes: `{quote(text)[:70]}`; else write the value itself"
    ledger.add(FORBIDDEN_YAML, file.between(start, start + len(word)), meaning, help_, owner)
