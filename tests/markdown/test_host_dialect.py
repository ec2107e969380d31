"""What a git host's preview shows is what the site shows: compared with a parser of CommonMark and its tables."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator

import pytest
from justhtml import Element, JustHTML
from markdown_it import MarkdownIt

from cxsite.markdown.dialect import to_html
from cxsite.markdown.host_dialect import adapted

ORACLE = MarkdownIt("commonmark").enable("table").enable("strikethrough")
# Python-Markdown makes one of two lists or quotes that only an empty line divides; tight and loose look nearly alike.
JOINED = ("ul", "ol", "blockquote")
TRANSPARENT = ("p", "span", "div", "body", "a", "thead", "tbody")
Shown = str | tuple[str, list["Shown"]]


def shown(html: str) -> list[Shown]:
    """What a reader sees: texts, and the elements that lay them out."""
    body = JustHTML(f"<body>{html}</body>", sanitize=False).root.query_one("body")
    assert isinstance(body, Element)
    return _joined(piece for child in body.children for piece in _pieces(child))


def _pieces(node: Element) -> Iterator[Shown]:
    if node.name == "#text":
        text = " ".join(str(node.data or "").split())
        yield from (text,) if text and text != "¶" else ()
        return
    inner = _joined(piece for child in node.children or () for piece in _pieces(child))
    if node.name == "br":
        yield "<br>"
    elif node.name in TRANSPARENT:
        yield from inner
    else:
        yield ("s" if node.name == "del" else str(node.name), inner)


def _joined(pieces: Iterator[Shown]) -> list[Shown]:
    found: list[Shown] = []
    for piece in pieces:
        last = found[-1] if found else None
        if isinstance(piece, str) and isinstance(last, str) and "<br>" not in (piece, last):
            found[-1] = f"{last} {piece}"
        elif isinstance(piece, tuple) and isinstance(last, tuple) and piece[0] == last[0] and piece[0] in JOINED:
            found[-1] = (piece[0], [*last[1], *piece[1]])
        else:
            found.append(piece)
    return found


class Texts:
    """Makes texts with lists, tables, quotes and code, as tightly as previews allow."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.count = 0

    def word(self) -> str:
        self.count += 1
        return f"word{self.count}"

    def entries(self, depth: int, indent: int) -> list[str]:
        rng = self.rng
        numbered, mark, end = rng.random() < 0.4, rng.choice("-*+"), rng.choice(".)")
        loose = rng.random() < 0.2
        lines: list[str] = []
        for number in range(1, rng.randint(2, 4)):
            marker = f"{number}{end}" if numbered else mark
            inner = indent + len(marker) + 1
            lines.append(f"{' ' * indent}{marker} {self.word()}")
            lines += [" " * inner + self.word()] if rng.random() < 0.2 else []
            lines += ["", " " * inner + self.word()] if rng.random() < 0.1 else []
            code = ("```", f"code {self.word()}", "```")
            lines += [" " * inner + line for line in code] if rng.random() < 0.1 else []
            lines += self.entries(depth + 1, inner) if depth < 3 and rng.random() < 0.35 else []
            lines += [""] if loose else []
        while not lines[-1]:
            lines.pop()
        return lines

    def block(self) -> list[str]:
        rng = self.rng
        kind = rng.random()
        if kind < 0.35:
            return [f"{self.word()} {self.word()}" for _ in range(rng.randint(1, 2))]
        if kind < 0.75:
            return self.entries(0, 0)
        if kind < 0.8:
            return [f"## {self.word()}"]
        if kind < 0.9:
            return ["```", f"- {self.word()}", f"  - {self.word()}", "```"]
        if kind < 0.95:
            return ["| a | b |", "|---|---|", f"| {self.word()} | ~~{self.word()}~~ |"]
        return [f"#{self.word()}", f"{self.word()}\\", self.word()]

    def text(self) -> str:
        lines: list[str] = []
        for _ in range(self.rng.randint(1, 5)):
            block = self.block()
            apart = self.rng.random() < 0.5 or block[0][0] in "|w"
            lines += ["", *block] if lines and apart else block
        return "\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_lists_tables_and_breaks_are_those_of_a_preview(seed: int) -> None:
    texts = Texts(seed)
    for _ in range(75):
        text = texts.text()
        assert shown(to_html(adapted(text))) == shown(ORACLE.render(text)), text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bring:\n- bread\n- salt", "<ul>"),
        ("- a\n  - b", r"<li>a<ul>"),
        ("1) a\n2) b", "<ol>"),
        ("3. a\n4. b", '<ol start="3">'),
        ("> Bring:\n> - bread", "<blockquote>.*<ul>"),
        ("Text\n| a | b |\n|---|---|\n| 1 | 2 |", "<table>"),
        ("~~gone~~", "<del>gone</del>"),
        ("- [x] done", 'type="checkbox"'),
        ("https://example.org/x", '<a .*href="https://example.org/x"'),
        ("a\\\nb", "<br"),
        ("#1 of all", "<p>#1 of all</p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
    ],
)
def test_what_previews_show(text: str, html: str) -> None:
    assert re.search(html, to_html(adapted(text)).replace("\n", ""))


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\n    code - x\n\n- a\n- b",
        "/// note | T\nText\n///",
        "Term\n: What it means",
        "[^1]: A note",
        "```\n- a\n  - b\n#1\n```",
        "<div>\n- a\n#1\n</div>",
        "- a\n- b\n\nText",
    ],
)
def test_what_both_read_the_same_stays(text: str) -> None:
    assert adapted(text).strip() == text


SIGNS = ("- a\n", "  - a\n", "> ", "> - a\n", "|a|\n|-|\n", " ", "-|", "* ", "- a\n  - b\n", "\\\n")


@pytest.mark.parametrize("sign", SIGNS)
def test_it_takes_time_that_grows_with_the_text(sign: str) -> None:
    begun = time.process_time()
    adapted(sign * (50_000 // len(sign)))
    assert time.process_time() - begun < 3
