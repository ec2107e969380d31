"""Mistakes of lines and files: dashes, steps to the right and left, colons, folders, endings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.editing.mistakes import Mistake

Files = Mapping[str, str]

_FOLDERS = {
    "initiatives": ("features", "Projekte", "projets", "proyectos", "initatives"),
    "personas": ("customers", "users"),
    "evidence": ("research", "evidences"),
    "risks": ("Risiken", "risques", "riesgos"),
}
_WRONG = {
    "initiatives/longer-evenings.yml": ("risks", "objectives", "phases", "reviews"),
    "initiatives/reminder-messages.yml": ("risks", "teams"),
    "risks/lockers-late.yml": ("initiatives", "personas"),
    "personas/evening-reader.md": ("segments", "initiatives"),
    "journeys/borrow-a-book.yml": ("initiatives", "evidence"),
}


def of_structure(files: Files) -> Iterator[Mistake]:
    """One line that is not where or as it should be."""
    for path, text in files.items():
        if path.endswith(".csv") or path.startswith("pages/"):
            continue
        lines = text.split("\n")
        end = lines.index("---", 1) if path.endswith(".md") else len(lines)
        for number in range(len(lines[:end])):
            for sort, changed, first, last in _of_line(lines, number):
                # A colon in a text is one more character of it.
                touched = _field_of(lines, number, path) if sort == "colon" else ""
                told = range(first, last + 1)
                yield Mistake(sort, f"{path}:{number + 1}", {path: "\n".join(changed)}, path, told, touched)


def _field_of(lines: list[str], number: int, path: str) -> str:
    """The field of an item that a line belongs to."""
    indent = "  " if path == "teams.yml" else ""
    found = (re.match(rf"{indent}([a-z_]+):", line) for line in reversed(lines[: number + 1]))
    return next(match[1] for match in found if match)


def _of_line(lines: list[str], number: int) -> Iterator[tuple[str, list[str], int, int]]:
    """The mistakes of one line: sort, lines as they become, first and last line where it may be told."""
    line = lines[number]
    here = number + 1
    indent = len(line) - len(line.lstrip(" "))
    field = re.match(r"( *)(- )?([a-z_]+): (\S.*)$", line)
    if field and not field[2] and not field[4].startswith((">", "|", "#")):
        if number % 3 == 0:
            yield "no space", _with(lines, number, line.replace(": ", ":", 1)), here, here
        if number % 3 == 1 and "'" not in field[4] and '"' not in field[4] and " " in field[4][9:]:
            yield "colon", _with(lines, number, f"{field[1]}{field[3]}: {field[4][:9]}: {field[4][9:]}"), here, here
        if indent == 0 and number and number % 2 and lines[number - 1][:1] == " ":
            yield "too far right", _with(lines, number, f"  {line}"), here, here
        if number % 5 == 0:
            yield "no colon", _with(lines, number, line.replace(": ", " ", 1)), here, here
            yield "odd colon", _with(lines, number, line.replace(": ", "：", 1)), here, here
            yield "tab", _with(lines, number, f"\t{line}"), here, here
    dash = re.match(r"( +)- ([a-z_]+): ", line)
    if dash and _has_entry_above(lines, number, dash[0]):
        yield "no dash", _with(lines, number, line.replace("- ", "  ", 1)), here, here
    entry = re.match(r"( +)- (\S+)$", line)
    if entry and number % 2:
        yield "dash without space", _with(lines, number, f"{entry[1]}-{entry[2]}"), here, here


def _with(lines: list[str], number: int, line: str) -> list[str]:
    return [*lines[:number], line, *lines[number + 1 :]]


def _has_entry_above(lines: list[str], number: int, begin: str) -> bool:
    """Whether another entry of the same list, which begins alike, stands above."""
    indent = len(begin) - len(begin.lstrip())
    for above in reversed(lines[:number]):
        if above.startswith(begin):
            return True
        if above.strip() and len(above) - len(above.lstrip()) <= indent and not above.lstrip().startswith("#"):
            return False
    return False


def of_files(files: Files) -> Iterator[Mistake]:
    """A file that is not where or as it should be."""
    evening, messages = files["initiatives/longer-evenings.yml"], files["initiatives/reminder-messages.yml"]
    for folder, names in _FOLDERS.items():
        inside = {path: text for path, text in files.items() if path.startswith(f"{folder}/")}
        for name in names:
            moved = {f"{name}/{path.partition('/')[2]}": text for path, text in inside.items()}
            yield Mistake("folder", f"{folder} = {name}", {**dict.fromkeys(inside), **moved}, name, range(1, 2))
    for path, folders in _WRONG.items():
        for folder in folders:
            target = f"{folder}/{path.partition('/')[2]}"
            yield Mistake("wrong folder", target, {path: None, target: files[path]}, target, range(1, 60))
    for ending in (".yml.txt", ".txt", ".YML", ".markdown"):
        target = f"initiatives/longer-evenings{ending}"
        yield Mistake("ending", ending, {"initiatives/longer-evenings.yml": None, target: evening}, target, range(1, 2))
    for path in ("initiatives/reserve-from-home.md", "personas/evening-reader.md", "evidence/visitor-survey.md"):
        opened = files[path].replace("\n---\n", "\n", 1)
        yield Mistake("front matter", f"{path} not closed", {path: opened}, path, range(1, 2))
        yield Mistake("front matter", f"{path} not opened", {path: files[path][4:]}, path, range(1, 2))
    both = {"initiatives/longer-evenings.yml": f"{evening}---\n{messages}"}
    line = evening.count("\n") + 1
    yield Mistake("two items", "with a line", both, "initiatives/longer-evenings.yml", range(line, line + 4))
    both = {"initiatives/longer-evenings.yml": evening + messages}
    yield Mistake("two items", "without", both, "initiatives/longer-evenings.yml", range(line, line + 5))
    for path in ("teams/visitor-services.yml", "initiatives/longer-evenings.md", "phases/easier-borrowing.md"):
        status = "status: idea\n" if path.startswith("initiatives") else ""
        text = "title: Another\n" if path.endswith(".yml") else f"---\ntitle: Another\n{status}---\n"
        at = path.replace(".md", ".yml")
        yield Mistake("id twice", path, {path: text}, at if at in files else path, range(1, 9))
    teams = files["teams.yml"]
    for name in ("Visitor Services", "visitor_services", "guest-services", "visitor-servics"):
        changed = teams.replace("\nvisitor-services:", f"\n{name}:")
        told = "objectives/no-wasted-trips.yml" if name == "guest-services" else "teams.yml"
        yield Mistake("id changed", name, {"teams.yml": changed}, told, range(4, 30))
    at = "initiatives/longer-evenings.yml"
    changed = evening.replace("impact: 4\neffort: 3", "impact: 4, effort: 3")
    yield Mistake("one line", "two fields", {at: changed}, at, range(29, 30))
    at = "initiatives/reserve-from-home.md"
    listed = "departments:\n  - public-services\n  - technology"
    for typed in ("public-services, Technology", "public-services; technology", "public-services and technology"):
        changed = files[at].replace(listed, f"departments: {typed}")
        yield Mistake("list", typed, {at: changed}, at, range(70, 71))
