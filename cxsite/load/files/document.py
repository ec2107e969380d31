"""From a file's YAML to the values in it; everything that keeps it from being one plain mapping is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxsite.load.files.repeated import tell_repeated
from cxsite.load.findings import MOST_TOLD, Reporter
from cxsite.load.rules.cx00_fields import INVALID_YAML, NOT_A_MAPPING
from cxsite.load.rules.cx01_files import EMPTY_FILE, FORBIDDEN_YAML, SEVERAL_DOCUMENTS
from cxsite.load.rules.cx02_stray_files import UNSAFE_FILE
from cxsite.model.finding import Edit, Fix
from cxsite.model.shape import Path
from cxsite.syntax.compose import (
    MAX_DEPTH,
    MappingNode,
    Node,
    ScalarNode,
    TooDeep,
    Tree,
    YAMLError,
    compose,
    is_unset,
    places,
)
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.positions import TextFile
from cxsite.syntax.quoting import quote
from cxsite.syntax.repair import Cause, Mended
from cxsite.syntax.source_text import span

_UNREADABLE = Cause(0, 0, 1, "this file can't be read as YAML", "write each field as `name: value`, on its line")


@dataclass(frozen=True, slots=True)
class Document:
    """The values of a file.

    `has_unset`: somewhere a field has no value. `lost`: top-level fields that can't be read, or `*` where nobody can
    tell which ones. `is_whole`: nothing was left out because its place is taken. `guessed`: places of what was read in
    another way than written.
    """

    values: dict[str, Any]
    has_unset: bool = False
    lost: frozenset[str] = frozenset()
    is_whole: bool = True
    guessed: frozenset[Path] = frozenset()


def read_document(file: TextFile, report: Reporter) -> Document | None:
    """The mapping that a file is; None where it is none."""
    mended = Mended(file.yaml)
    try:
        documents = compose(file.yaml)
    except TooDeep as deep:
        report.add(
            UNSAFE_FILE,
            file.between(deep.index, deep.index + 1),
            f"this is nested deeper than {MAX_DEPTH} levels",
            "delete the superfluous brackets or indentation",
        )
        return None
    except YAMLError:
        # Most files are in order, and what somebody may have meant takes time to load.
        from cxsite.syntax.recover import mend

        mended = mend(file.yaml) or Mended("", [_UNREADABLE])
        for cause in mended.causes[:MOST_TOLD]:
            place = span(file.path, file.lines, file.first_line + cause.line, cause.column, cause.end)
            report.add(INVALID_YAML, place, cause.message, cause.help, fix=_fix(file, cause))
        report.mute(file.path, frozenset(file.first_line + line + 1 for line in mended.lines))
        file.mend(mended.text)
        documents = compose(mended.text)
        if not documents:
            return None
    return _from_nodes(documents, file, mended, report)


def _fix(file: TextFile, cause: Cause) -> Fix | None:
    """The lines as they were probably meant. Where only spaces behind the beginning and quotation marks came or went,
    every value keeps its text."""
    edits = []
    safe = moved = True
    for number, text in cause.changes:
        line = file.first_line + number
        old = file.lines.line(line)
        edits.append(Edit(file.path, line + 1, 1, line + 1, len(old) + 1, text))
        moved = moved and old.lstrip() == text.lstrip()
        safe = safe and _same_indent(old, text) and _bare(old) == _bare(text)
    if not edits:
        return None
    if safe:
        return Fix("safe", cause.help, tuple(edits))
    guess = "how far to indent is a guess" if moved else "what was meant is a guess"
    return Fix("unsafe", f"{cause.help}: {guess}", tuple(edits))


def _same_indent(one: str, other: str) -> bool:
    return len(one) - len(one.lstrip()) == len(other) - len(other.lstrip())


def _bare(text: str) -> str:
    from cxsite.syntax.guesses import ODD_SPACE

    return re.sub(r"[\s\"'\\]|" + ODD_SPACE.pattern, "", text)


def _from_nodes(documents: Sequence[Node], file: TextFile, mended: Mended, report: Reporter) -> Document | None:
    if not documents or (len(documents) == 1 and is_unset(documents[0])):
        report.add(
            EMPTY_FILE,
            file.in_text(0, 0),
            "this file holds nothing",
            "write the item, at least its `title`, or delete the file",
        )
        return None
    root = documents[0]
    if not isinstance(root, MappingNode):
        what = "one text" if isinstance(root, ScalarNode) else "a list"
        report.add(
            NOT_A_MAPPING,
            file.of(root),
            f"this file is {what}, where fields belong",
            "write each field on a line of its own: its name, a colon, a space, its value, as in `title: …`",
        )
        return None
    if len(documents) == 2 and is_unset(documents[1]):
        place = _separator(file, documents[1])
        edit = Edit(file.path, place.line, 1, place.line + 1, 1, "")
        fix = Fix("safe", "delete the line `---`", (edit,))
        message = "a second document begins here, and holds nothing"
        report.add(SEVERAL_DOCUMENTS, place, message, "delete the line `---`: it ends nothing here", fix=fix)
        documents = documents[:1]
    for further in documents[1:MOST_TOLD]:
        report.add(
            SEVERAL_DOCUMENTS,
            _separator(file, further),
            "a second document begins here",
            "delete the line `---`, or move what follows into a file of its own",
        )
    file.keep(root)
    tree = Tree(root, file.yaml)
    tell_repeated(tree, root, file, report)
    _tell(tree, file, report)
    assert isinstance(tree.value, dict)
    # What stands in a further document, or behind an anchor, is not in the values.
    lost = {*mended.lost, "*"} if len(documents) > 1 or tree.special or tree.odd else mended.lost
    return Document(tree.value, tree.has_unset, frozenset(lost), not tree.twice, _guessed(root, file, mended))


def _guessed(root: Node, file: TextFile, mended: Mended) -> frozenset[Path]:
    """The places of values in lines that were mended to be read."""
    if not mended.lines:
        return frozenset()
    line = file.yaml_lines.place
    return frozenset(at for at, node in places(root) if line(int(node.start_mark.index))[0] in mended.lines)


def _separator(file: TextFile, document: Node) -> Any:
    """The line `---` above a further document."""
    lines = file.yaml_lines
    number = lines.place(document.start_mark.index)[0]
    while number > 0 and not lines.line(number).startswith("---"):
        number -= 1
    start = lines.start(number)
    return file.between(start, start + 3)


def _tell(tree: Tree, file: TextFile, report: Reporter) -> None:
    for odd in tree.odd[:MOST_TOLD]:
        report.add(
            INVALID_YAML,
            file.of(odd),
            "a field's name can't be a list or a mapping",
            "if this is meant as text, put it in quotes",
        )
    for node in tree.special[:MOST_TOLD]:
        _tell_special(node, file, report)


def _tell_special(node: Node, file: TextFile, report: Reporter) -> None:
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
    report.add(FORBIDDEN_YAML, file.between(start, start + len(word)), meaning, help_, fix=_in_quotes(node, file))


def _in_quotes(node: Node, file: TextFile) -> Fix | None:
    """A text that begins with the sign of an anchor or a tag in quotes, where it stands in one line without any; where
    aliases refer to the anchor, the text in the place of each."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    text = file.yaml[start:end]
    if not isinstance(node, ScalarNode) or node.style or text[:1] not in "&!" or " " not in text or "\n" in text:
        return None
    name, _, value = text[1:].partition(" ")
    aliases = (
        list(re.finditer(rf"(?<=[\s\[,])\*{re.escape(name)}(?=[\s,\]}}]|\Z)", file.yaml)) if text[0] == "&" else []
    )
    if aliases:
        edits = [TextEdit(one.start(), one.end(), value.strip()) for one in aliases]
        placed = file.placed([TextEdit(start, end, value.strip()), *edits])
        return Fix("safe", "write the text out in each place", placed) if placed else None
    placed = file.placed([TextEdit(start, end, quote(text))])
    return Fix("unsafe", "put the text in quotes: if the sign belongs to it", placed) if placed else None
