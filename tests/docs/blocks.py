"""The blocks of the documentation that somebody types: what is run of them, and what is not, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
TYPED = ("console", "sh", "bash", "shell")
_BLOCK = re.compile(
    r"^(?P<in> *)(?:<!-- not run: (?P<why>[^\n]*) -->\n(?P=in))?"
    r"```(?P<language>\w+)[^\n]*\n(?P<text>.*?)^(?P=in)```$",
    re.MULTILINE | re.DOTALL,
)
_EXIT = re.compile(r"# exit code (\d+)")


@dataclass(frozen=True, slots=True)
class Block:
    """What stands to be typed on a page; `why`: why no test runs it, empty where one does."""

    page: str
    line: int
    language: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Command:
    """A line to type, the exit code that the page says, and what it shows of the answer."""

    typed: str
    code: int
    shown: tuple[str, ...]


def blocks(page: Path) -> Iterator[Block]:
    """Every block of a page that is typed into a shell."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        if found["language"] in TYPED:
            line = text.count("\n", 0, found.start()) + 1
            own = re.sub(rf"^{found['in']}", "", found["text"], flags=re.MULTILINE)
            yield Block(page.name, line, found["language"], own, found["why"] or "")


def commands(block: Block) -> Iterator[Command]:
    """The lines after a `$`, each with those that go on behind a backslash, and what is shown below it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        typed, _, rest = re.sub(r"\\\n\s*", "", part).partition("\n")
        said = _EXIT.search(typed)
        yield Command(typed.strip(), int(said[1]) if said else 0, tuple(line for line in rest.splitlines() if line))
