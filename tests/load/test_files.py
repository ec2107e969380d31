"""Files and folders: what is read, what is told, what is left alone."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from cxsite.load.load import load
from cxsite.model.finding import CxsiteError
from tests.thorough import PLATFORM

IDEA = "title: T\nstatus: idea\n"

# name: (files, [(code, path, line, column, a word of the help)])
CASES: dict[str, tuple[dict[str, Any], Any]] = {
    "unknown folder": (
        {"inititatives/x.yml": IDEA},
        [("CX010", "inititatives", 1, 1, "`initiatives`")],
    ),
    "capitals in a folder's name": ({"Teams/x.yml": "title: T\n"}, [("CX010", "Teams", 1, 1, "`teams`")]),
    "folder that is nothing like any": ({"xyz/x.yml": IDEA}, [("CX010", "xyz", 1, 1, "`journeys`")]),
    "folder without items": ({"risks/.gitkeep": ""}, [("CX011", "risks", 1, 1, "<id>.md")]),
    "stray files": (
        {
            "phase.yml": "a:\n  title: A\n",
            "notes.txt": "x",
            "teams/a.yml": "title: A\n",
            "teams/a.docx": "x",
            "teams/b.YML": "title: B\n",
            "teams/old/c.yml": "title: C\n",
            "pages/p.png": "x",
        },
        [
            ("CX020", "notes.txt", 1, 1, "folder of its kind"),
            ("CX020", "pages/p.png", 1, 1, "`assets`"),
            ("CX020", "phase.yml", 1, 1, "`phases.yml`"),
            ("CX020", "teams/a.docx", 1, 1, ".md or .yml"),
            ("CX020", "teams/b.YML", 1, 1, "`b.yml`"),
            ("CX020", "teams/old", 1, 1, "directly into `teams`"),
        ],
    ),
    "ids that are none": (
        {"teams/Customer Care.yml": "title: A\n", "teams/self–service.md": "---\ntitle: A\n---\n"},
        [
            ("CX008", "teams/Customer Care.yml", 1, 1, "`customer-care`"),
            ("CX008", "teams/self–service.md", 1, 1, "`self-service`"),
        ],
    ),
    "page's address": ({"pages/Über uns/a.md": "Hello"}, [("CX008", "pages/Über uns/a.md", 1, 1, "`ueber-uns`")]),
    "two roadmap files": ({"roadmap.yaml": "title: S\n"}, [("CX009", "roadmap.yml", 1, 1, "one of the two")]),
    "UTF-16": ({"teams/a.yml": "title: T\n".encode("utf-16")}, [("CX014", "teams/a.yml", 1, 1, "UTF-8")]),
    "Latin-1": (
        {"teams/a.yml": "title: T\nsummary: F\u00fcr alle\n".encode("latin-1")},
        [("CX014", "teams/a.yml", 2, 11, "UTF-8")],
    ),
    "lost character": ({"teams/a.yml": "title: T\ufffd\n"}, [("CX014", "teams/a.yml", 1, 9, "again")]),
    "control character": ({"teams/a.yml": "title: T\x07\n"}, [("CX001", "teams/a.yml", 1, 9, "delete it")]),
    "empty files": (
        {"teams/a.yml": "", "teams/b.yml": "\ufeff\n# later\n", "teams/c.md": "\n", "teams/d.md": "---\n---\nBody\n"},
        [
            ("CX015", "teams/a.yml", 1, 1, "delete"),
            ("CX015", "teams/b.yml", 1, 1, "delete"),
            ("CX015", "teams/c.md", 1, 1, "delete"),
            ("CX015", "teams/d.md", 1, 1, "`title`"),
        ],
    ),
    "merge conflict": (
        {"teams/a.md": f"---\ntitle: T\n---\n{'<' * 7} HEAD\na\n{'=' * 7}\nb\n{'>' * 7} b\n"},
        [("CX016", "teams/a.md", 4, 1, "delete those")],
    ),
    "second document": (
        {"teams/a.yml": "---\ntitle: T\n---\ntitle: U\n"},
        [("CX017", "teams/a.yml", 3, 1, "delete the line")],
    ),
    "front matter never begun": ({"teams/a.md": "title: T\n\nBody\n"}, [("CX001", "teams/a.md", 1, 1, "first line")]),
    "front matter never ended": (
        {"teams/a.md": "---\ntitle: T\n\nBody\n"},
        [("CX001", "teams/a.md", 1, 1, "below the last field")],
    ),
    "fields of a file whose front matter is not marked as it should be": (
        {
            "teams/a.md": "title: T\nleed: x\n---\nBody\n",
            "teams/b.md": "---\ntitle: T\nleed: x\n\nBody\n",
            "pages/p.md": "visibility: internal\n\nBody\n",
        },
        [
            ("CX001", "pages/p.md", 1, 1, "first line"),
            ("CX001", "teams/a.md", 1, 1, "first line"),
            ("CX004", "teams/a.md", 2, 1, "`lead`"),
            ("CX001", "teams/b.md", 1, 1, "below the last field"),
            ("CX004", "teams/b.md", 3, 1, "`lead`"),
        ],
    ),
    "alias bomb": (
        {"teams/a.yml": "title: T\ntags: &a [x, x]\nlinks: [*a, *a]\n"},
        [("CX018", "teams/a.yml", 2, 7, "quotes")],
    ),
    "merge key": ({"teams/a.yml": "title: T\n<<: {lead: x}\n"}, [("CX018", "teams/a.yml", 2, 1, "write the values")]),
    "too deep": (
        {"teams/a.yml": f"title: T\ntags: {'[' * 60}{']' * 60}\n"},
        [("CX021", "teams/a.yml", 2, 56, "brackets")],
    ),
    "too large": ({"teams/a.yml": b"#" * 5_000_001}, [("CX021", "teams/a.yml", 1, 1, "split")]),
    "page in public": ({"public/a.md": "x", "public/logo.svg": "x"}, [("CX022", "public/a.md", 1, 1, "`pages`")]),
}


@pytest.mark.parametrize("name", CASES)
def test_files(name, load_tree):
    tree, expected = CASES[name]
    found = load_tree(tree).findings
    assert [(f.rule.code, f.span.path, f.span.line, f.span.column) for f in found] == [
        (code, f"content/{path}", *place) for code, path, *place, _ in expected
    ]
    for finding, (*_, word) in zip(found, expected, strict=True):
        assert word in finding.help


def test_hidden_files_and_readmes_are_left_alone(load_tree):
    ignored = ["README.md", ".hidden", "teams/README", "teams/readme.de.md", "teams/.DS_Store", "teams/Thumbs.db"]
    ignored += [".git/config", "assets/.x", "pages/README.md", "assets/desktop.ini"]
    loaded = load_tree({**dict.fromkeys(ignored, "x"), "teams/a.yml": "title: A\n"})
    assert loaded.findings == ()
    assert (loaded.roadmap.pages, loaded.roadmap.assets) == ({}, {})


def test_pages_and_assets(load_tree, tmp_path):
    loaded = load_tree(
        {
            "pages/index.md": "Welcome\n",
            "pages/about/us.md": "---\ntitle: Us\nvisibility: public\nnav_order: 2\n---\n\nHello *you*\n",
            "pages/rule.md": "A line:\n\n---\n\nand more\n",
            "assets/a.png": b"\x89PNG",
            "assets/deep/er/Big Picture.svg": "<svg/>",
        }
    )
    assert loaded.findings == ()
    assert list(loaded.roadmap.pages) == ["about/us", "index", "rule"]
    page = loaded.roadmap.pages["about/us"]
    assert (page.path, page.title, page.visibility, page.nav_order, page.body) == (
        "about/us",
        "Us",
        "public",
        2,
        "Hello *you*",
    )
    assert loaded.roadmap.pages["rule"].body == "A line:\n\n---\n\nand more"
    assert loaded.roadmap.assets == {
        "a.png": tmp_path / "content/assets/a.png",
        "deep/er/Big Picture.svg": tmp_path / "content/assets/deep/er/Big Picture.svg",
    }
    assert all(path.is_absolute() for path in loaded.roadmap.assets.values())


def test_every_ending_of_an_item(load_tree):
    loaded = load_tree(
        {
            "teams/a.md": "---\ntitle: A\n---\nBody\n",
            "teams/b.yml": "title: B\nbody: |\n  Body\n",
            "teams/c.yaml": "title: C\n",
            "phases.yaml": "d:\n  title: D\n  body: Body\n",
        }
    )
    assert loaded.findings == ()
    bodies = {id_: item.body for kind in ("team", "phase") for id_, item in loaded.roadmap.items[kind].items()}
    assert bodies == {"a": "Body", "b": "Body", "c": "", "d": "Body"}


@pytest.mark.skipif(os.name == "nt", reason=f"{PLATFORM}links need a privilege there")
def test_links_lead_nowhere_else(load_tree, tmp_path):
    (tmp_path / "secret.yml").write_text("title: Secret\n")
    (tmp_path / "content" / "teams").mkdir(parents=True)
    (tmp_path / "content" / "assets").mkdir()
    teams = tmp_path / "content" / "teams"
    (teams / "out.yml").symlink_to(tmp_path / "secret.yml")
    (teams / "nowhere.yml").symlink_to(tmp_path / "gone.yml")
    (teams / "round.yml").symlink_to(teams / "round.yml")
    (teams / "inside.yml").symlink_to(teams / "a.yml")
    (tmp_path / "content" / "assets" / "all").symlink_to(tmp_path)
    os.mkfifo(teams / "pipe.yml")
    loaded = load_tree({"teams/a.yml": "title: A\n"})
    assert [(f.rule.code, f.span.path, f.message.split()[-1]) for f in loaded.findings] == [
        ("CX021", "content/assets/all", "folder"),
        ("CX021", "content/teams/nowhere.yml", "nowhere"),
        ("CX021", "content/teams/out.yml", "folder"),
        ("CX021", "content/teams/pipe.yml", "folder"),
        ("CX021", "content/teams/round.yml", "nowhere"),
    ]
    assert set(loaded.roadmap.items["team"]) == {"a", "inside"}
    assert loaded.roadmap.assets == {}


@pytest.mark.skipif(os.name == "nt", reason=f"{PLATFORM}such names can't be made there")
def test_names_that_are_no_text(load_tree, tmp_path):
    teams = tmp_path / "content" / "teams"
    teams.mkdir(parents=True)
    for name in (b"a\tb.yml", b"\xff\xfe.yml", b"\x1b[31mred.yml"):
        (teams / os.fsdecode(name)).write_text("title: T\n")
    loaded = load_tree({"teams/a.yml": "title: A\n"})
    assert {f.rule.code for f in loaded.findings} == {"CX021"}
    assert len(loaded.findings) == 3
    for finding in loaded.findings:
        finding.span.path.encode()
        assert finding.span.path.isprintable()


def test_what_can_not_be_loaded_at_all(tmp_path):
    folder = tmp_path / "content"
    for make, words in (
        (lambda: None, "no content folder content"),
        (folder.mkdir, "is empty"),
        (lambda: (folder / "roadmap.txt").write_text("x"), "no roadmap.yml"),
    ):
        make()
        with pytest.raises(CxsiteError, match=re.escape(words)) as error:
            load(folder, tmp_path)
        assert "\n" not in str(error.value)
    shutil.rmtree(folder)
    folder.write_text("a file")
    with pytest.raises(CxsiteError, match="no content folder"):
        load(folder, tmp_path)


def test_findings_and_items_do_not_depend_on_the_order_of_files(tmp_path, monkeypatch, load_tree):
    tree = {name: text for files, _ in CASES.values() for name, text in files.items() if "roadmap" not in name}
    first = load_tree(tree)
    scandir = os.scandir

    class Reversed:
        def __init__(self, path: Path) -> None:
            self._entries = scandir(path)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return sorted(self._entries, key=lambda entry: entry.name[::-1], reverse=True)

        def __exit__(self, *_: object) -> None:
            self._entries.close()

    monkeypatch.setattr(os, "scandir", Reversed)
    second = load_tree({})
    assert second == first
    assert len(first.findings) > 15
    assert list(second.roadmap.items["team"]) == sorted(second.roadmap.items["team"])


def test_more_problems_than_anybody_reads(load_tree):
    text = "title: T\n" + "".join(f"wrong{number}: x\n" for number in range(500))
    found = load_tree({"teams/a.yml": text, "teams/b.yml": "titel: B\n"}).findings
    assert len([f for f in found if f.span.path.endswith("a.yml")]) == 101
    assert [f.rule.code for f in found if f.span.path.endswith("b.yml")] == ["CX004"]
    assert any("not listed" in f.message for f in found)
