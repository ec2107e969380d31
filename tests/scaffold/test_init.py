from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings
from cxsite.scaffold import init as module
from cxsite.scaffold.freshness import WRITTEN_FOR, moved
from cxsite.scaffold.init import init

DAY = dt.date(2026, 5, 5)


@pytest.mark.parametrize(
    "day", ["2024-02-29", "2025-12-31", "2026-04-01", "2026-06-30", "2026-07-01", "2029-11-22", "2042-01-01"]
)
def test_a_new_site_has_no_finding_on_any_day(tmp_path: Path, day: str) -> None:
    today = dt.date.fromisoformat(day)
    init(tmp_path / "site", today)
    reading = read(Settings(tmp_path / "site", tmp_path / "site" / "content", today))
    assert reading.items >= 14
    told = [(f.rule.code, f.severity, f.span.path, f.field) for f in reading.findings]
    # Nobody has the address that it begins with.
    assert told == [("CX553", "info", "content/roadmap.yml", "site.public.site_url")]


def test_a_new_site_has_every_kind_and_what_the_plugin_needs(tmp_path: Path) -> None:
    written = init(tmp_path / "my-roadmap", DAY)
    loaded = load(tmp_path / "my-roadmap" / "content", tmp_path / "my-roadmap")
    assert loaded.roadmap is not None
    assert [kind.name for kind in KINDS if not loaded.roadmap.items.get(kind.name)] == []
    assert list(loaded.roadmap.pages) == ["accessibility", "imprint", "index", "privacy"]
    places = {path.relative_to(tmp_path / "my-roadmap").as_posix() for path in written}
    assert {
        "mkdocs.yml",
        "README.md",
        ".gitignore",
        "requirements.txt",
        ".dockerignore",
        "Containerfile",
        ".github/dependabot.yml",
        ".github/workflows/audit.yml",
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
        ".github/workflows/review.yml",
        ".gitlab-ci.yml",
        "content/public/.gitkeep",
        "content/public/logo.svg",
        "content/kpis/visitor-satisfaction.csv",
    } <= places
    assert all(path.is_file() for path in written)


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (init(tmp_path / name, DAY) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_folder_with_only_git_in_it_counts_as_empty(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    init(tmp_path, DAY)
    assert (tmp_path / "mkdocs.yml").is_file()


def test_a_folder_that_is_not_empty_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CxsiteError, match=r"^[^\n]* is not empty: name a new folder$"):
        init(tmp_path, DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(CxsiteError, match="is a file"):
        init(tmp_path / "site", DAY)
    assert (tmp_path / "site").read_text() == "mine"


def test_what_was_begun_is_gone_when_something_can_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "README.md":
            raise OSError(28, "No space left on device", str(path))
        return original(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CxsiteError, match=r"README\.md can't be written: No space left on device"):
        init(tmp_path / "deep" / "site", DAY)
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CxsiteError, match=r"^[^\n]*(is a file|can't be)[^\n]*$"):
        init(tmp_path / "file" / "site", DAY)


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("date: 2026-03-16", "2026-04-01", "date: 2026-03-16"),
        ("date: 2026-03-16", "2026-06-30", "date: 2026-03-16"),
        ("date: 2026-03-31, 2026-02-28", "2026-07-01", "date: 2026-06-30, 2026-05-31"),
        ("due: 2027-Q1", "2026-11-22", "due: 2027-Q3"),
        ("end: 2026-12", "2027-05-01", "end: 2027-12"),
        ("date: 2025-11-29", "2026-08-01", "date: 2026-02-28"),
        ("2026-03-31,20,38", "2025-12-31", "2025-09-30,20,38"),
        ("id: wave-2026-03, 12026-03, 42000", "2030-01-01", "id: wave-2026-03, 12026-03, 42000"),
    ],
)
def test_dates_move_by_whole_quarters(text: str, today: str, expected: str) -> None:
    assert moved(text, dt.date.fromisoformat(today)) == expected


def test_the_starter_uses_only_dates_that_can_be_moved() -> None:
    """A half-year or a bare year would stay behind."""
    stuck = re.compile(r"\b20\d\d(-H[12])?\b(?!-)")
    texts = {p: c.decode() for p, c in module.starter_files(WRITTEN_FOR) if p.endswith((".md", ".yml", ".csv"))}
    assert len(texts) > 15
    assert {place: found[0] for place, text in texts.items() if (found := stuck.search(text))} == {}
