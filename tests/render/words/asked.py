"""The words that templates and modules ask for, read from their source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "cxsite" / "templates"
RENDER = ROOT / "cxsite" / "render"
THEME = ROOT / "theme_overrides"
HOLE = "…"
# These hand on what others ask for.
HAND_ON = frozenset({"catalogue.py", "environment.py"})


class Asked(NamedTuple):
    """Something that is looked up, and the file that does.

    `how`: `word` (a key), `count` (a key with plural forms) or `group` (a value of an enumeration). A key that is only
    known when a page is made has a `HOLE`: `kind_…`; nothing but a hole is named by its expression: `w[reason]`.
    """

    how: str
    key: str
    file: str


def asked() -> tuple[Asked, ...]:
    """Everything that is looked up."""
    found = [one for file in sorted(TEMPLATES.rglob("*.html")) for one in _of_template(file)]
    found += [one for file in sorted(RENDER.rglob("*.py")) if file.name not in HAND_ON for one in _of_module(file)]
    for file in sorted(THEME.rglob("*.html")):
        names = re.findall(r"\blabels\.(\w+)", file.read_text("utf-8"))
        found += [Asked("word", f"theme_{name}", file.name) for name in names if name != "audience"]
    return tuple(found)


# ---- Templates ----------------------------------------------------------------------------------------------------

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CALLS = (
    ("word", re.compile(r"\bw\.fill\(\s*([^,)]+)")),
    ("count", re.compile(r"\bcounted\(\s*([^,)]+)")),
    ("group", re.compile(r"\b(?:word|badge)\(\s*([^,)]+)")),
    ("word", re.compile(r"\bw\[((?:[^\[\]]|\[[^\]]*\])*)\]")),
)


def _of_template(file: Path) -> Iterator[Asked]:
    text = re.sub(r"\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)
    for code in _CODE.findall(text):
        if code.startswith("{% macro"):
            continue
        for name in re.findall(r"\bw\.(?!fill\b|count\b|of\b|group\b)(\w+)", code):
            yield Asked("word", name, file.name)
        for how, call in _CALLS:
            for expression in call.findall(code):
                yield Asked(how, _joined(expression.strip()), file.name)


def _joined(expression: str) -> str:
    """`"kind_" ~ kind_of(item)` is `kind_…`; what has no text of its own is `w[…]`."""
    parts = [part.strip() for part in re.split(r"~", expression)]
    texts = [part[1:-1] if re.fullmatch(r'"[^"]*"', part) else HOLE for part in parts]
    return "".join(texts) if any(text != HOLE for text in texts) else f"w[{expression}]"


# ---- Modules ------------------------------------------------------------------------------------------------------

_BY_METHOD = {
    "fill": ("word", 0),
    "counted": ("count", 1),
    "of": ("group", 0),
    "group": ("group", 0),
    "badge": ("group", 0),
}


def _of_module(file: Path) -> Iterator[Asked]:
    tree = ast.parse(file.read_text("utf-8"))
    # Formats' own: it gets the keys from its callers, which are read below.
    inside = {id(part) for node in ast.walk(tree) if getattr(node, "name", "") == "_since" for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Subscript) and _is_words(node.value):
            yield from (Asked("word", key, file.name) for key in _keys(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _of_call(node, node.func, file)


def _of_call(node: ast.Call, function: ast.Attribute, file: Path) -> Iterator[Asked]:
    how, place = _BY_METHOD.get(function.attr, ("", 0))
    if function.attr == "_since" and node.args:
        # With and without an article.
        for key in _keys(node.args[0]):
            yield from (Asked("word", f"{key}{end}", file.name) for end in ("", "_the"))
    elif how and len(node.args) > place and (function.attr in ("counted", "badge") or _is_words(function.value)):
        yield from (Asked(how, key, file.name) for key in _keys(node.args[place]))


def _is_words(node: ast.expr) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name.lstrip("_") == "words"


def _keys(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_keys(node.body), *_keys(node.orelse))
    else:
        yield f"w[{ast.unparse(node)}]"
