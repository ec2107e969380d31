"""A repository of the reference roadmap with two years of editions, from what `editions.txt` records of them."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "tools" / "editions.txt"
LAST = "2026-03"
NOW, TARGET = "now", "target"
State = tuple[str, ...]
"""Status and end; or `now`, maybe without its result; or a target of a KPI: its day and value."""


def read_record(text: str) -> dict[str, dict[str, State]]:
    """By id: from each month on a state."""
    found: dict[str, dict[str, State]] = {}
    id_ = ""
    for line in text.splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if not line.startswith(" "):
            id_ = line.strip()
            found[id_] = {}
        else:
            month, *state = words
            found[id_][month] = tuple(state)
    return found


def months(count: int) -> Iterator[str]:
    """The months up to the last one, `count` of them."""
    year, month = map(int, LAST.split("-"))
    for back in reversed(range(count)):
        at = year * 12 + month - 1 - back
        yield f"{at // 12}-{at % 12 + 1:02d}"


def as_it_was(text: str, state: State, month: str) -> str:
    """A file with the status and the end of then, or with a target of then, and without what came later."""
    if state[0] == TARGET:
        _, day, value = state
        return re.sub(rf"(date: {day}\n\s+value: )\S+", rf"\g<1>{value}", text, count=1)
    if state[0] == NOW:
        return _without(text, "result")
    status, end = state
    text = _without(text, "result")
    text = re.sub(r"(?m)^status: .*$", f"status: {status}", text, count=1)
    text = re.sub(r"(?m)^end: .*$", "" if end == "-" else f"end: {end}", text, count=1)
    text = re.sub(r"(?m)^start: .*\n", "", text, count=1)
    text = _not_done_after(text, "" if status in ("idea", "planned") else month)
    return re.sub(r"(?m)^shipped: .*\n", "", text, count=1)


def _not_done_after(text: str, month: str) -> str:
    """An initiative's file in which no milestone of a later month is reached."""
    kept, day = [], ""
    for line in text.splitlines(keepends=True):
        if found := re.match(r"\s+(?:- )?date: (\S+)", line):
            day = found[1]
        if not (re.match(r"\s+done: true$", line) and day[: len("2026-03")] > month):
            kept.append(line)
    return "".join(kept)


def _without(text: str, name: str) -> str:
    """A file without a field and the lines that belong to it."""
    return re.sub(rf"(?m)^{name}:.*\n(?:[ \t].*\n)*", "", text, count=1)


def edition(content: Path, month: str, record: Mapping[str, Mapping[str, State]], since: str) -> dict[str, bytes]:
    """The files of the content as they were in a month."""
    found = {}
    for path in sorted(path for path in content.rglob("*") if path.is_file()):
        name, data = path.relative_to(content).as_posix(), path.read_bytes()
        if path.parent.name in ("initiatives", "kpis") and path.suffix != ".csv" and path.stem in record:
            said = [state for start, state in record[path.stem].items() if start <= month]
            if not said:
                continue
            if said[-1] != (NOW,):
                data = as_it_was(data.decode(), said[-1], month).encode()
        found[name] = (
            data + f"history: {{since: {since}-01, every: month}}\n".encode() if name == "roadmap.yml" else data
        )
    return found


def make(folder: Path, count: int = 24) -> None:
    """Write the repository: a commit a month, the last one as the content is today, and its files."""
    record = read_record(RECORD.read_text("utf-8"))
    config = (ROOT / "mkdocs.yml").read_bytes()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stream: list[bytes] = []
    first = next(months(count))
    for month in months(count):
        day = dt.datetime.fromisoformat(f"{month}-20T12:00:00+00:00")
        message = f"The roadmap of {month}".encode()
        files = {"mkdocs.yml": config}
        files |= {f"content/{name}": data for name, data in edition(ROOT / "content", month, record, first).items()}
        stream.append(b"commit refs/heads/main\n")
        stream.append(b"committer Roadmap team <roadmap@example.com> %d +0000\n" % day.timestamp())
        stream.append(b"data %d\n%s\ndeleteall\n" % (len(message), message))
        stream += [
            b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(data), data) for name, data in files.items()
        ]
    for command, data in (
        (("init", "-q", "-b", "main"), b""),
        (("fast-import", "--quiet"), b"".join(stream)),
        (("reset", "-q", "--hard", "main"), b""),
    ):
        subprocess.run(["git", "-C", str(folder), *command], input=data, check=True)


def main() -> None:
    """Make the repository in the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "build" / "history")
    parser.add_argument("--months", type=int, default=24, help="how many monthly editions")
    args = parser.parse_args()
    make(args.folder, args.months)
    print(f"{args.months} editions in {args.folder}: cxsite build --config {args.folder}/mkdocs.yml --audience all")


if __name__ == "__main__":
    main()
