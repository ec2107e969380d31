"""`cxsite diff` on repositories with real commits, as a reviewer runs it."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cxsite.cli.main import main
from cxsite.diff.as_comment import LIMIT, marker
from cxsite.diff.escape import inert
from cxsite.diff.output_format import FORMS
from cxsite.diff.result import Diff
from cxsite.model.change import Change
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.comparison import compared
from cxsite.pipeline.reading import read_against
from tests.check.test_compare import commit, git
from tests.check.trees import settings, write

CHARTER = "title: Our roadmap\ndisclaimer: A plan, not a promise.\napprovals: {public: care}\n"
PORTAL = (
    "title: Returns without a printer\nstatus: planned\nowner: care\nstart: 2026-04-10\nend: 2026-06-30\n"
    "visibility: public\nsummary: Show a code.\nexpected: {}\nnotes: ['{date: 2026-01-01, text: Secret}']\n"
).replace("expected: {}\nnotes: ['{date: 2026-01-01, text: Secret}']\n", "cost: 1000\n")
CONFIG = "site_name: x\ndocs_dir: content/public\nplugins:\n- cxsite:\n    today: 2026-03-31\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = write(
        {
            "roadmap.yml": CHARTER,
            "teams/care.yml": "title: Care\n",
            "initiatives/portal.yml": PORTAL,
            "initiatives/second.yml": "title: Second\nstatus: idea\nvisibility: public\nsummary: Later.\n",
        },
        tmp_path / "repository",
    )
    (root / "mkdocs.yml").write_text(CONFIG)
    (root / "content/public").mkdir()
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def diff(root: Path, text: str = "", *audiences: str) -> Diff:
    return compared(settings(root), text, audiences)


def changes(root: Path, audience: str = "public", text: str = "") -> list[tuple[str, str, str]]:
    return [(one.change, one.id, one.field) for one in diff(root, text, audience).audiences[audience]]


def test_nothing_changed(site: Path) -> None:
    found = diff(site)
    assert set(found.audiences) == {"public", "internal", "restricted"}
    assert not any(found.audiences.values()) and not found.approvals and not found.not_compared


def test_files_that_everybody_sees_as_they_are(site: Path) -> None:
    (site / "content/public/logo.svg").write_text("<svg/>")
    (site / "content/public/old.txt").write_text("x")
    commit(site)
    (site / "content/public/logo.svg").write_text("<svg></svg>")
    (site / "content/public/old.txt").unlink()
    (site / "content/public/notes.txt").write_text("Our notes")
    now = replace(settings(site), docs_dir=site / "content/public")
    found = compared(now, "", ("public", "internal"))
    for changes in found.audiences.values():
        assert [(one.kind, one.change, one.id) for one in changes] == [
            ("file", "removed", "old.txt"),
            ("file", "changed", "logo.svg"),
            ("file", "added", "notes.txt"),
        ]
    assert found.approvals == {"public": ("care",)}
    told = [(one.rule.code, one.span.path) for one in read_against(now, "HEAD").findings]
    assert [path for code, path in told if code == "CX530"] == ["content/public/logo.svg", "content/public/notes.txt"]
    assert "CX535" in dict(told)
    assert "notes.txt" in FORMS["text"](found) and "notes.txt" not in FORMS["message"](found)


def test_a_message_says_no_more_than_what_its_readers_saw(site: Path) -> None:
    """The same text whether something was hidden before or was not there; no alias that is for others links two."""
    shed = "title: Bike shed\nstatus: idea\nvisibility: public\nsummary: Space at the door.\n"
    desk = "title: Desk\nstatus: idea\nsummary: S\n"
    write({"initiatives/bikes.yml": shed, "initiatives/desk.yml": desk}, site)
    hidden = commit(site)
    (site / "content/initiatives/desk.yml").unlink()
    absent = commit(site)
    (site / "content/initiatives/bikes.yml").unlink()
    hall = shed.replace("Bike shed", "Entrance hall")
    files = {
        "initiatives/desk.yml": desk + "visibility: public\n",
        "initiatives/hall.yml": hall,
        "initiatives/portal.yml": PORTAL.replace("06-30", "12-30"),
    }
    write(files, site)
    plain = FORMS["message"](diff(site, hidden, "public"))
    assert plain == FORMS["message"](diff(site, absent, "public"))
    assert plain.splitlines()[1:] == [
        "• Bike shed is gone",
        "• Returns without a printer moves from Q2 to Q4 2026, 184 days later",
        "• Desk is new: S",
        "• Entrance hall is new: Space at the door.",
    ]
    write({"initiatives/hall.yml": hall + "aliases: [{id: bikes, visibility: internal}]\n"}, site)
    found = diff(site, hidden, "public", "internal")
    assert FORMS["message"](found) == plain
    assert ("renamed", "hall") in {(one.change, one.id) for one in found.audiences["internal"]}


def test_each_audience_is_told_in_its_precision(site: Path) -> None:
    write({"initiatives/portal.yml": PORTAL.replace("06-30", "12-30").replace("cost: 1000", "cost: 2000")}, site)
    (public,) = diff(site).audiences["public"]
    assert (public.change, public.before, public.after, public.days) == ("moved", "2026-Q2", "2026-Q4", 184)
    assert (public.path, public.line) == ("content/initiatives/portal.yml", 5)
    internal = {one.field: one for one in diff(site).audiences["internal"]}
    assert internal["end"].days == 183 and internal["cost"].after == 2000
    text = FORMS["text"](diff(site))
    assert "*Returns without a printer* moves from Q2 to Q4 2026, 184 days later; no update says why" in text
    assert "public: 1 later; needs care" in text


def test_an_update_is_the_reason(site: Path) -> None:
    update = "updates: [{date: 2026-03-30, text: The carrier needs longer, visibility: public}]\n"
    write({"initiatives/portal.yml": PORTAL.replace("06-30", "12-30") + update}, site)
    moved = next(one for one in diff(site).audiences["public"] if one.change == "moved")
    assert moved.reason == "The carrier needs longer"
    assert "later: “The carrier needs longer”" in FORMS["text"](diff(site))


def test_gone_renamed_with_and_without_alias(site: Path) -> None:
    folder = site / "content/initiatives"
    (folder / "portal.yml").rename(folder / "printerless.yml")
    (folder / "second.yml").unlink()
    assert changes(site) == [("renamed", "printerless", "id"), ("removed", "second", "")]
    with (folder / "printerless.yml").open("a") as file:
        file.write("aliases: portal\ndisclose: {aliases: public}\n")
    renamed = next(one for one in diff(site).audiences["public"] if one.change == "renamed")
    assert renamed.redirect is True and not renamed.is_dead_address


def test_appears_and_disappears(site: Path) -> None:
    write({"initiatives/portal.yml": PORTAL.replace("visibility: public", "visibility: internal")}, site)
    assert ("disappears", "portal", "") in changes(site)
    assert "disappears" not in [change for change, *_ in changes(site, "internal")]
    commit(site)
    write({"initiatives/portal.yml": PORTAL}, site)
    assert changes(site) == [("appears", "portal", "")]


def test_ranges(site: Path) -> None:
    first = git(site, "rev-parse", "HEAD").strip()
    write({"initiatives/portal.yml": PORTAL.replace("printer", "label")}, site)
    second = commit(site)
    git(site, "checkout", "-q", "-b", "other", first)
    write({"initiatives/second.yml": "title: Third\nstatus: idea\nvisibility: public\nsummary: Later.\n"}, site)
    third = commit(site)
    assert changes(site, text=f"{first}..{second}") == [("changed", "portal", "title")]
    assert changes(site, text=f"{second}...{third}") == [("changed", "second", "title")]
    assert len(changes(site, text=f"{second}..{third}")) == 2
    assert changes(site, text=first) == [("changed", "second", "title")]


def test_the_work_tree_is_not_touched(site: Path) -> None:
    first = git(site, "rev-parse", "HEAD").strip()
    write({"initiatives/portal.yml": PORTAL.replace("printer", "label")}, site)
    before = git(site, "status", "--porcelain=v2")
    diff(site, f"{first}..{first}")
    assert git(site, "status", "--porcelain=v2") == before


def test_what_cannot_be_compared_is_said(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    mark = "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\nstatus: idea\n"
    write({"initiatives/second.yml": mark}, site)
    commit(site)
    write({"initiatives/second.yml": "title: Second\nstatus: idea\n"}, site)
    found = diff(site)
    assert found.not_compared == ("the initiative `second` at HEAD can't be read",)
    message = FORMS["message"](diff(site, "", "public"))
    assert "could not be compared" in message and "Nothing" not in message and "second" not in message.lower()
    monkeypatch.chdir(site)
    assert main(["diff"]) == 2
    assert "not compared: the initiative `second`" in capsys.readouterr().out


def test_content_that_did_not_exist(tmp_path: Path) -> None:
    root = write({}, tmp_path / "repository")
    root.mkdir()
    (root / "README").write_text("Nothing yet.\n")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    write({"roadmap.yml": CHARTER, "teams/care.yml": "title: Care\n", "initiatives/portal.yml": PORTAL}, root)
    found = diff(root)
    assert found.not_compared and [one.id for one in found.audiences["public"]] == ["portal"]


def test_errors_are_one_line(site: Path, tmp_path: Path) -> None:
    with pytest.raises(CxsiteError, match="there is no revision `nowhere`"):
        diff(site, "nowhere")
    with pytest.raises(CxsiteError, match="there is no level `publik`; did you mean `public`"):
        diff(site, "", "publik")
    commit(write({"initiatives/second.yml": "title: Second\nstatus: idea\n"}, site))
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{site}", str(clone)], check=True, capture_output=True)
    with pytest.raises(CxsiteError, match="shallow clone: run `git fetch"):
        diff(clone, "HEAD~1")
    outside = write({"roadmap.yml": CHARTER}, tmp_path / "outside")
    with pytest.raises(CxsiteError, match="in no git repository"):
        diff(outside)


def test_a_site_in_a_subfolder(site: Path) -> None:
    inner = site / "sites" / "shop"
    inner.mkdir(parents=True)
    git(site, "mv", "content", "mkdocs.yml", "sites/shop/")
    commit(site)
    write({"initiatives/portal.yml": PORTAL.replace("printer", "label")}, inner)
    (change,) = diff(inner, "", "public").audiences["public"]
    assert (change.field, change.path) == ("title", "content/initiatives/portal.yml")
    found = replace(diff(inner), links="https://h.example/o/r/blob/abc")
    assert "(https://h.example/o/r/blob/abc/sites/shop/content/initiatives/portal.yml#L" in FORMS["markdown"](found)


def test_what_two_audiences_notice_alike_stands_there_once(site: Path) -> None:
    write({"initiatives/portal.yml": PORTAL.replace("printer", "label")}, site)
    found = FORMS["markdown"](diff(site, "", "all"))
    assert found.count("title changes from") == 1 and "#### restricted\n\nThe same as " in found


def test_two_sites_of_a_repository_have_comments_of_their_own(site: Path) -> None:
    assert diff(site).config == "mkdocs.yml"
    (site / "other").mkdir()
    write({"roadmap.yml": "title: Other\n"}, site / "other")
    commit(site)
    assert marker(diff(site / "other").config) == "<!-- cxsite diff other/mkdocs.yml -->"


def test_json_has_the_documented_shape(site: Path) -> None:
    write({"initiatives/portal.yml": PORTAL.replace("06-30", "12-30")}, site)
    found = json.loads(FORMS["json"](diff(site, "", "public")))
    assert {"from", "to", "today", "audiences", "approvals"} <= set(found)
    assert found["approvals"] == {"public": ["care"]}
    (change,) = found["audiences"]["public"]
    assert change == {
        "kind": "initiative",
        "id": "portal",
        "title": "Returns without a printer",
        "change": "moved",
        "field": "end",
        "before": "2026-Q2",
        "after": "2026-Q4",
        "days": 184,
        "weight": "material",
        "path": "content/initiatives/portal.yml",
        "line": 5,
    }


def test_a_message_tells_readers_no_more_than_they_may_know(site: Path) -> None:
    hidden = PORTAL.replace("visibility: public", "visibility: internal")
    write({"initiatives/portal.yml": hidden}, site)
    commit(site)
    write({"initiatives/portal.yml": PORTAL}, site)
    appeared = FORMS["message"](diff(site, "", "public"))
    (site / "content/initiatives/portal.yml").unlink()
    commit(site)
    write({"initiatives/portal.yml": PORTAL}, site)
    assert FORMS["message"](diff(site, "", "public")) == appeared
    assert "Returns without a printer is new: Show a code." in appeared


ALIVE = [
    "@care please look",
    "closes #12 and GH-34, owner/repo#5",
    "https://tracker.example.org/x.png www.example.org example.org",
    "![x](https://example.org/p.png) <img src=x> [click](javascript:alert(1))",
    "<!-- cxsite diff mkdocs.yml --> </details>",
    "!12 $34 %56 ~label &7 deadbeefcafe1234 care@example.org",
    "| a | b |\n# Title\n/close\n- [ ] task",
]


@pytest.mark.parametrize("text", ALIVE)
def test_nothing_in_a_comment_comes_alive(text: str) -> None:
    shown = inert(text)
    assert "\n" not in shown
    assert not re.search(
        r"(?<!\\)[@#!$~](?=\w)|&(?!lt;)(?<!\\&)|https?:|www\.\w|(?<!\\)[\[\]`|]|<(?!\w*$)|GH-\d|[0-9a-f]{7,}", shown
    )
    change = Change("initiative", "x", text, "changed", "title", text, text + " more")
    comment = FORMS["markdown"](Diff("A", "B", "2026-03-31", {"public": (change,)}, {}))
    assert comment.count("<!--") == 1 and comment.startswith(marker("mkdocs.yml"))
    assert comment.count("<details>") == comment.count("</details>")


def test_a_comment_stays_below_the_hosts_limit() -> None:
    many = tuple(
        Change("initiative", f"i{n}", "A rather long title " * 4, "changed", "title", "a" * 200, "b" * 200)
        for n in range(2000)
    )
    comment = FORMS["markdown"](Diff("A", "B", "2026-03-31", {"public": many, "internal": many}, {}))
    assert len(comment) <= LIMIT
    assert comment.count("<details>") == comment.count("</details>")
    assert "does not fit" in comment
