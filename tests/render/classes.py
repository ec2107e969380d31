"""The classes that style sheets name, and those that templates, modules and scripts write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "theme_overrides" / "assets" / "cxsite"
TEMPLATES = (ROOT / "cxsite" / "templates", ROOT / "theme_overrides")
MODULES = (ROOT / "cxsite" / "render", ROOT / "cxsite" / "site")
PLACES = ROOT / "cxsite" / "render" / "diagram_heights.py"
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what is only known when a page is made: `cx-badge--` and a status."""

_REMARK = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%(.*?)%\}", re.DOTALL)
_ATTRIBUTE = re.compile(r'\sclass="([^"]*)"')
_STRING = re.compile(r"""(?<=["'`])[^"'`\n]*(?=["'`])""")
_CLASS = re.compile(rf"(?<![\w-])cx-[\w-]*{HOLE}?")


def styled() -> dict[str, str]:
    """Each class that a style sheet names, with the file."""
    found: dict[str, str] = {}
    for file in sorted(STYLES.glob("*.css")):
        for selectors in re.findall(r"([^{};]+)\{", _REMARK.sub("", file.read_text("utf-8"))):
            found |= dict.fromkeys(re.findall(r"\.(cx-[\w-]+)", selectors), file.name)
    return found


def written() -> dict[str, str]:
    """Each class that something writes, with the file; a class with a hole ends in `HOLE`."""
    found: dict[str, str] = {}
    for folder in TEMPLATES:
        for file in sorted(folder.rglob("*.html")):
            found |= dict.fromkeys(_of_template(file.read_text("utf-8")), str(file.relative_to(ROOT)))
    for folder in MODULES:
        # That one writes a style sheet, not pages.
        for file in sorted(set(folder.rglob("*.py")) - {PLACES}):
            found |= dict.fromkeys(_of_module(file.read_text("utf-8")), str(file.relative_to(ROOT)))
    for file in sorted(STYLES.glob("*.js")):
        found |= dict.fromkeys(_of_script(file.read_text("utf-8")), str(file.relative_to(ROOT)))
    return found


def _of_template(text: str) -> Iterator[str]:
    text = _REMARK.sub("", text)
    for code in (*_EXPRESSION.findall(text), *_STATEMENT.findall(text)):
        for string in re.findall(r'"([^"./]*)"', code):
            yield from _CLASS.findall(string)
    plain = _STATEMENT.sub(" ", _EXPRESSION.sub(HOLE, text))
    for classes in _ATTRIBUTE.findall(plain):
        yield from _CLASS.findall(classes)


def _of_module(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    remarks = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else HOLE for part in node.values)
            yield from _CLASS.findall("".join(map(str, parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks | inside:
            yield from _CLASS.findall(node.value)


def _of_script(source: str) -> Iterator[str]:
    for string in _STRING.findall(_REMARK.sub("", source)):
        if not string.startswith("./"):
            for found in _CLASS.findall(re.sub(r"\$\{[^}]*\}", HOLE, string)):
                yield f"{found}{HOLE}" if found.endswith("-") else found
