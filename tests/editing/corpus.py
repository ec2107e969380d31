"""The mistakes of the corpus: what people type where the format wants something else, in four languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.editing.lists import of_left_overs, of_lists
from tests.editing.mistakes import Mistake, Value, sort_of, values
from tests.editing.structure import of_files, of_structure

Files = Mapping[str, str]
TYPED = Path(__file__).with_name("typed.toml")


def corpus(files: Files) -> list[Mistake]:
    """All mistakes, of a content that has none."""
    typed: dict[str, list[str]] = tomllib.loads(TYPED.read_text(encoding="utf-8"))
    found: list[Mistake] = []
    by_sort: dict[str, list[Value]] = {}
    for path, text in files.items():
        if path.endswith(".csv"):
            continue
        for value in values(path, text):
            by_sort.setdefault(_sort(value), []).append(value)
    for sort, texts in typed.items():
        found += _of_values(sort, by_sort.get(sort, []), texts, files)
    found += _of_names(by_sort["reference"], files)
    for said in typed["field"]:
        field, _, other = said.partition("=")
        found += _of_fields(field, other, files)
    found += of_structure(files)
    found += of_files(files)
    found += of_lists(files)
    found += of_left_overs(files)
    return found


def _sort(value: Value) -> str:
    sort = sort_of(value.shape)
    name = next(step for step in reversed(value.at) if isinstance(step, str))
    if sort == "number":
        if name in ("cost", "benefit", "contingency_budget"):
            return "amount"
        if name in ("impact", "effort", "likelihood", "severity"):
            return "rating"
        return "share" if name == "share" else "number"
    return "status" if sort == "choice" and name == "status" and value.path.startswith("initiatives") else sort


def _of_values(sort: str, found: list[Value], texts: list[str], files: Files) -> Iterator[Mistake]:
    """Every text in some field, and every field with some text."""
    for number in range(max(len(found), len(texts)) if found else 0):
        value, text = found[number % len(found)], texts[number % len(texts)]
        whole = files[value.path]
        changed = whole[: value.start] + text + whole[value.end :]
        yield _mistake(sort, f"{_where(value)} = {text}", value, changed, value.line)


def _of_names(found: list[Value], files: Files) -> Iterator[Mistake]:
    """References that are misspelled, titles, or hold what can't be seen."""
    for number, value in enumerate(found):
        whole = files[value.path]
        name = whole[value.start : value.end]
        kinds = {
            "swapped": f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}",
            "zero width": f"{name[:3]}\u200b{name[3:]}",
            "soft hyphen": f"{name[:5]}\u00ad{name[5:]}",
            "other hyphen": name.replace("-", "\u2011", 1),
            "capitals": name.capitalize(),
            "as words": name.replace("-", " "),
            "other": "qqqqq",
            "in quotes": f"“{name}”",
            "a file": f"{name}.yml",
            "a path": f"../somewhere/{name}.md",
            "a link": f"[Words]({name}.md)",
            "in brackets": f"[[{name}]]",
        }
        what, text = list(kinds.items())[number % len(kinds)]
        if text != name:
            changed = whole[: value.start] + text + whole[value.end :]
            yield _mistake("reference", f"{_where(value)} {what}", value, changed, value.line)


def _of_fields(field: str, other: str, files: Files) -> Iterator[Mistake]:
    """A field under another name, in the first file that has it."""
    pattern = re.compile(rf"^{field}:", re.MULTILINE)
    for path, text in files.items():
        if (
            path.endswith((".yml", ".md"))
            and path not in ("teams.yml", "roadmap.yml")
            and (match := pattern.search(text))
        ):
            changed = f"{text[: match.start()]}{other}:{text[match.end() :]}"
            line = text.count("\n", 0, match.start()) + 1
            yield Mistake("field", f"{path} {field} = {other}", {path: changed}, path, range(line, line + 1), field)
            return


def _mistake(sort: str, name: str, value: Value, changed: str, line: int) -> Mistake:
    at = value.at[1:] if value.path == "teams.yml" else value.at
    return Mistake(sort, name, {value.path: changed}, value.path, range(line, line + 1), str(at[0]))


def _where(value: Value) -> str:
    return f"{value.path} {'.'.join(map(str, value.at))}"
