"""What a diagram of an author may hold: the shapes and words of Mermaid that draw, nothing that acts or loads."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KINDS = frozenset(
    re.findall(
        r"[\w-]+",
        "graph flowchart flowchart-elk sequencediagram classdiagram classdiagram-v2 statediagram statediagram-v2"
        " erdiagram journey gantt timeline pie quadrantchart xychart xychart-beta mindmap gitgraph sankey sankey-beta"
        " packet packet-beta block block-beta requirementdiagram requirement radar-beta treemap-beta kanban",
    )
)
_FIRST = re.compile(r"[A-Za-z][\w-]*")
_ENTITY = re.compile(r"#\w{1,8};")
_STATEMENT = re.compile(r"[\n;]")
_STYLED = re.compile(r"(?:style|linkStyle|classDef)\s+(?P<names>[\w, -]+?)\s+(?P<style>\S.*)", re.IGNORECASE)
_ACTS = re.compile(r"(?:click|callback|href)\s|(?:links?|properties|details)\s+\S+(?:\s*:|\s+\")", re.IGNORECASE)
# In these a line is a text.
_OF_TEXTS = frozenset({"journey", "timeline", "mindmap", "pie", "kanban"})
_COLOURS = re.compile(r"#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%]{3,40}\)", re.IGNORECASE)
_SIZES = re.compile(
    r"[\d.]{1,8}(?:px|em|rem|%)?(?:[\s,]+[\d.]{1,8}(?:px|em|rem|%)?)*|bold|bolder|normal|italic", re.IGNORECASE
)
_STYLES = {
    **dict.fromkeys(("fill", "stroke", "color", "background-color"), _COLOURS),
    **dict.fromkeys(("stroke-width", "stroke-dasharray", "font-size", "font-weight", "font-style"), _SIZES),
    **dict.fromkeys(("opacity", "fill-opacity", "rx", "ry"), _SIZES),
}
# Each begins something that is more than a label or a line: settings, attributes, addresses, elements, formulas.
_SIGNS = (
    (re.compile(r"%%\s*\{"), "a directive `%%{…}`"),
    (re.compile(r"@\s*\{"), "attributes `@{…}`"),
    (re.compile(r"[\w+.-]+:\s*//|\\\\|(?<![:\w])//(?=\w)"), "an address"),
    (re.compile(r"\b(?:java|vb)script\s*:|\bdata\s*:\s*\w+/", re.IGNORECASE), "an address"),
    (re.compile(r"\burl\s*\(|\bimage-set\s*\(|@\s*import|\bexpression\s*\(", re.IGNORECASE), "a style that loads"),
    (re.compile(r"<\s*/?\s*(?!br\s*/?\s*>|/?[bis]>)[a-z!?/][^\n]*", re.IGNORECASE), "an element of HTML"),
    (re.compile(r"\$\$"), "a formula"),
    (re.compile(r"&(?:#\w{1,8}|lt|gt|quot|colon|sol|tab|newline);", re.IGNORECASE), "an entity of HTML"),
)
# `<<interface>>`, `A <|-- B` and `A <-> B` are drawn, not read as elements.
_ARROWS = re.compile(r"<<[\w-]{1,40}>>|<\|?[-.=~]+|[-.=~]+\|?>")


def refused_diagram(text: str) -> Iterator[tuple[str, str, str]]:
    """What of a diagram's source is refused: what it is, what would be right, and the source itself."""
    lines = [line.strip() for line in _STATEMENT.split(_ENTITY.sub(" ", text.replace("\r", "\n")))]
    statements = [line for line in lines if line and not (line.startswith("%%") and "{" not in line)]
    first = _FIRST.match(statements[0]) if statements else None
    if first is None or first[0].lower() not in _KINDS:
        begun = statements[0][:30] if statements else ""
        help_ = "begin with a kind such as `flowchart LR`, `journey`, `gantt` or `pie`, without settings before it"
        yield f"a diagram can't begin with `{begun}`", help_, begun
        return
    for line in statements[1:]:
        if refusal := _refused(line, first[0].lower()):
            yield refusal
    for pattern, what in _SIGNS:
        if found := pattern.search(_ARROWS.sub(" ", text)):
            yield f"a diagram may not hold {what}", "say it in the text beside the diagram", found[0][:30]


def _refused(line: str, kind: str) -> tuple[str, str, str] | None:
    if kind not in _OF_TEXTS and _ACTS.match(line):
        return "a diagram may not lead anywhere or do anything", "link it in the text beside the diagram", line
    if kind not in _OF_TEXTS and re.match(r"(?:style|linkStyle|classDef)\s", line, re.I) and not _is_styled(line):
        return "a diagram's style may hold colours and widths only", "such as `style A fill:#eef,stroke:#336`", line
    return None


def _is_styled(line: str) -> bool:
    match = _STYLED.fullmatch(line)
    if match is None:
        return False
    # A comma also stands in colours and dashes.
    for declaration in re.split(r",(?=\s*[a-z-]+\s*:)", match["style"]):
        name, _, value = declaration.partition(":")
        pattern = _STYLES.get(name.strip().lower())
        if pattern is None or not pattern.fullmatch(value.replace("!important", "").strip()):
            return False
    return True
