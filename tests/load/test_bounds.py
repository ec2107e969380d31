"""Content that is out to exhaust or to escape: refused with a finding, in bounded time and memory."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.model.finding import Finding
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings

TODAY = dt.date(2026, 3, 31)
BASE = {"roadmap.yml": "title: Lamps\n", "public/robots.txt": "x", "teams/a.yml": "title: A\n"}


def _large(content: Path) -> None:
    with (content / "teams/large.yml").open("w") as file:
        file.write("title: Large\nsummary: |\n")
        for _ in range(1000):
            file.write("  " + "word " * 20_000 + "\n")


def _escape(content: Path) -> None:
    (content.parent / "secret.png").write_bytes(b"secret")
    (content / "teams/escape.md").write_text(
        "---\ntitle: E\n---\n![x](../assets/../../secret.png) ![y](../../secret.png)\n"
    )


def _newline(content: Path) -> None:
    (content / "teams/two\nlines.yml").write_text("title: N\n")
    (content / "assets").mkdir()
    (content / "assets/two\nlines.png").write_bytes(b"x")


def _deep(content: Path) -> None:
    (content / "teams/deep.yml").write_text("title: D\nnotes: " + "[" * 100_000 + "]" * 100_000 + "\n")


def _bomb(content: Path) -> None:
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (content / "teams/bomb.yml").write_text("title: B\na0: &a0 lol\n" + "\n".join(rows) + "\n")


def _binary(content: Path) -> None:
    (content / "teams/zero.yml").write_bytes(b"title: a\x00b\n")


def _image(content: Path) -> None:
    (content / "assets").mkdir()
    with (content / "assets/large.png").open("wb") as file:
        file.truncate(100_000_000)
    (content / "teams/large.md").write_text("---\ntitle: L\n---\n![x](../assets/large.png)\n")


def _body(text: str) -> Callable[[Path], None]:
    """A body that Python-Markdown would read for minutes, or not at all."""

    def make(content: Path) -> None:
        (content / "teams/long.md").write_text(f"---\ntitle: L\n---\n{text}\n")

    return make


TRIALS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a file of 100 MB": (_large, "large.yml"),
    "an image of 100 MB": (_image, "larger than 50 MB"),
    "images out of the content": (_escape, "secret.png"),
    "names of two lines": (_newline, "lines.yml"),
    "nested a hundred thousand times": (_deep, "deep.yml"),
    "aliases of aliases": (_bomb, "bomb.yml"),
    "null bytes": (_binary, "zero.yml"),
    "brackets that stand open": (_body("[" * 20_000), "more than 50 brackets"),
    "addresses that stand open": (_body("[a](" * 20_000), "more than 50 brackets"),
    "elements that stand open": (_body("<div>" * 20_000), "more than 50 HTML elements"),
    "lists in lists": (_body("\n".join("  " * level + "- x" for level in range(150))), "nested deeper"),
    "a text as long as books": (_body("`a " * 300_000), "longer than 100,000 characters"),
}


def findings_of(folder: Path) -> tuple[Finding, ...]:
    return read(Settings(folder, folder / "content", TODAY)).findings


@pytest.mark.parametrize("trial", TRIALS)
@pytest.mark.slow
def test_it_is_refused_in_bounded_time_and_memory(trial: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name, text in BASE.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)
    make, named = TRIALS[trial]
    make(content)
    begun = time.process_time()
    tracemalloc.start()
    found = findings_of(tmp_path)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - begun < 30
    assert used < 60_000_000
    errors = [finding for finding in found if finding.severity == "error"]
    assert errors, found
    told = " ".join(f"{finding.span.path} {finding.message} {finding.help}" for finding in errors)
    assert named in told
    assert "\n" not in told and "\x00" not in told
    roadmap = load(content, tmp_path).roadmap
    assert roadmap is not None and "a" in roadmap.items["team"]
    assert all(path.resolve().is_relative_to(content / "assets") for path in roadmap.assets.values())
