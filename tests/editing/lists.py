"""Mistakes of lists whose entries are texts or parts, and files that lie where nothing reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.editing.mistakes import Mistake

Files = Mapping[str, str]
_SIGNS = ("•", "–", "*", "1.", "+", "◦")


def of_lists(files: Files) -> Iterator[Mistake]:
    """Lists of two texts and more, with other signs for dashes, or without some."""
    for path, text in files.items():
        if path.endswith((".yml", ".md")) and path != "teams.yml" and not path.startswith("pages/"):
            for number, match in enumerate(
                re.finditer(r"^([a-z_]+):\n((?:  - [^:\n\"'>|{\[]+\n){2,})", text, re.MULTILINE)
            ):
                if " " in match[2].strip().removeprefix("- ").split("\n")[0]:
                    yield from _of_texts(path, text, match, number)


def _of_texts(path: str, text: str, match: re.Match[str], number: int) -> Iterator[Mistake]:
    field, entries = match[1], match[2]
    first = text.count("\n", 0, match.start(2)) + 1
    lines = range(first, first + entries.count("\n"))

    def mistake(sort: str, changed: str) -> Mistake:
        whole = text[: match.start(2)] + changed + text[match.end(2) :]
        return Mistake(sort, f"{path} {field} {number}", {path: whole}, path, lines, field)

    for sign in _SIGNS:
        yield mistake("other dashes", entries.replace("  - ", f"  {sign} "))
    yield mistake("dash missing", entries.replace("\n  - ", "\n  ", 1))
    yield mistake("dash missing", entries.replace("  - ", "  ", 1))


def of_left_overs(files: Files) -> Iterator[Mistake]:
    """Files that lie elsewhere, or that nobody meant to keep; what is left of a merge."""
    evening = files["initiatives/longer-evenings.yml"]
    risk = files["risks/lockers-late.yml"]
    for old, new in (
        ("initiatives/longer-evenings.yml", "longer-evenings.yml"),
        ("risks/lockers-late.yml", "lockers-late.yml"),
    ):
        yield Mistake("astray", f"{new} at the top", {old: None, new: files[old]}, new, range(1, 2))
    yield Mistake(
        "astray",
        "in a folder of its own",
        {"risks/lockers-late.yml": None, "risks/2026/lockers-late.yml": risk},
        "risks/2026",
        range(1, 2),
    )
    for name in ("longer-evenings - Copy.yml", "longer-evenings (1).yml", "longer-evenings Kopie.yml"):
        yield Mistake("left over", name, {f"initiatives/{name}": evening}, f"initiatives/{name}", range(1, 2))
    for name in (
        "~$longer-evenings.docx",
        "longer-evenings.yml.orig",
        "longer-evenings.yml.bak",
        "longer-evenings.yml~",
    ):
        yield Mistake("left over", name, {f"initiatives/{name}": "x"}, f"initiatives/{name}", range(1, 2))
    at, last = "initiatives/longer-evenings.yml", evening.count("\n") + 1
    yield Mistake("left over", "a line below", {at: f"{evening}---\n"}, at, range(last, last + 1))
    yield Mistake("left over", "a merge", {at: evening.replace("\n", "\n=======\n", 1)}, at, range(2, 3))
    page = files["initiatives/reserve-from-home.md"]
    at = "initiatives/reserve-from-home.md"
    yield Mistake("left over", "an empty line above", {at: f"\n{page}"}, at, range(1, 2))
    end = page.index("\n---\n", 4)
    line = page.count("\n", 0, end) + 2
    yield Mistake(
        "left over", "four hyphens", {at: f"{page[:end]}\n----\n{page[end + 5 :]}"}, at, range(line, line + 1)
    )
    for typed in ("Walk through the branch", "2026-02-16: Walk through the branch"):
        key = "milestones" if ":" not in typed else "updates"
        if found := re.search(rf"^{key}:\n(  - .*\n    .*\n)", evening, re.MULTILINE):
            changed = evening[: found.start(1)] + f"  - {typed}\n" + evening[found.end(1) :]
            number = evening.count("\n", 0, found.start(1)) + 1
            yield Mistake(
                "entries",
                typed,
                {"initiatives/longer-evenings.yml": changed},
                "initiatives/longer-evenings.yml",
                range(number, number + 1),
                key,
            )
