"""`cxsite rename`: every reference follows, the old address leads on for those who knew it, and all or nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.model.kinds import KINDS

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
TODAY = "2026-03-31"
FILES = {
    "roadmap.yml": "title: R\nchannels: {phone: Phone}\napprovals_note: x\n".replace("approvals_note: x\n", ""),
    "teams.yml": "# teams\ncare: # old\n  title: Care\n  visibility: public\nother:\n  title: Other\n  owner: care\n",
    "personas/reader.yml": "title: Reader\nvisibility: public\n",
    "kpis/ces.yml": "title: CES\nmetric: score\ndirection: up\nmeasurements: ces.csv\nvisibility: public\n",
    "kpis/ces.csv": "date,value\n2026-01-31,4\n",
    "kpis/more.yml": "title: More\nmetric: score\ndirection: up\nmeasurements: 'ces.csv'\nvisibility: public\n",
    "risks/late.yml": "title: Late\ncategory: strategic\nlikelihood: 2\nimpact: 2\nresponse: accept\nowner: care\n"
    'affects: ["initiative:portal", objective:calm]\n',
    "objectives/calm.yml": "title: Calm\nkpis: [ces] # why\n",
    "initiatives/portal.md": "---\r\ntitle: Portal\r\nstatus: idea\r\nvisibility: public\r\nsummary: S\r\n"
    "owner:   'care'   # who\r\nexpected: {ces: 0.5, \"more\": 1}\r\nkpis:\r\n  - ces\r\n  - more\r\n"
    "addresses: order/wait\r\n---\r\n"
    "See [a](kpi:ces), [b](../kpis/ces.yml#trend), [c](../kpis/ces/), [[kpi:ces]], ces, [d](kpi:ces-other).\r\n"
    "<!-- [x](kpi:ces) -->\r\n\r\n/// internal\r\n[e](journey:order/wait) [f](../journeys/order.yml#wait)\r\n///\r\n",
    "initiatives/next.yml": "title: Next\nstatus: idea\ndepends_on: portal\nbody: |\n  First [it](initiative:portal),\n"
    "  then [[team:care]].\nwording:\n  customer:\n    body: 'See [it](initiative:portal).'\n",
    "journeys/order.yml": "title: Order\nvisibility: public\npersonas: [reader]\nstages:\n  - id: pay\n    title: Pay\n"
    "    touchpoints:\n      - id: desk\n        title: Desk\n        score: {reader: 2}\n        kpis: ces\n"
    "        owner: care\n    pain_points:\n      - id: wait\n        title: Wait\n        touchpoint: desk\n"
    "        visibility: public\n",
    "pages/about.md": "---\ntitle: About\n---\n[us](team:care) and [the portal](../initiatives/portal.md)\n",
}


@pytest.fixture
def content(project: Path) -> Path:
    folder = project / "content"
    for path in (*folder.glob("initiatives/*"), *folder.glob("pages/*"), *folder.glob("*.yml")):
        path.unlink()
    for place, text in FILES.items():
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_bytes(text.encode())
    return folder


def rename(item: str, new: str) -> int:
    return main(["rename", item, new, "--today", TODAY])


def files(content: Path) -> dict[str, str]:
    return {
        path.relative_to(content).as_posix(): path.read_bytes().decode()
        for path in content.rglob("*")
        if path.is_file() and "public" not in path.parts and not path.name.startswith(".")
    }


def changed(content: Path, item: str, new: str) -> dict[str, str]:
    """The files that a rename leaves different, by their new place."""
    before = files(content)
    assert rename(item, new) == 0
    return {place: text for place, text in files(content).items() if before.get(place) != text}


def test_a_kpi_in_every_form_of_reference(content: Path) -> None:
    found = changed(content, "kpi:ces", "effort")
    assert set(found) == {
        "kpis/effort.yml",
        "kpis/effort.csv",
        "kpis/more.yml",
        "objectives/calm.yml",
        "initiatives/portal.md",
        "journeys/order.yml",
    }
    assert not (content / "kpis/ces.yml").exists() and not (content / "kpis/ces.csv").exists()
    assert found["kpis/effort.csv"] == FILES["kpis/ces.csv"]
    aliases = "effort.csv\naliases:\n  - id: ces\n    visibility: public"
    assert found["kpis/effort.yml"] == FILES["kpis/ces.yml"].replace("ces.csv", aliases)
    assert found["kpis/more.yml"] == FILES["kpis/more.yml"].replace("ces.csv", "effort.csv")
    assert found["objectives/calm.yml"] == "title: Calm\nkpis: [effort] # why\n"
    assert found["journeys/order.yml"] == FILES["journeys/order.yml"].replace("kpis: ces", "kpis: effort")
    portal = FILES["initiatives/portal.md"]
    for old, new in (
        ("{ces: 0.5", "{effort: 0.5"),
        ("  - ces\r", "  - effort\r"),
        ("(kpi:ces)", "(kpi:effort)"),
        ("ces.yml#trend", "effort.yml#trend"),
        ("kpis/ces/", "kpis/effort/"),
        ("[[kpi:ces]]", "[[kpi:effort]]"),
    ):
        portal = portal.replace(old, new)
    assert found["initiatives/portal.md"] == portal


def test_a_team_in_the_file_of_its_kind(content: Path) -> None:
    found = changed(content, "team:care", "guest-care")
    assert found["teams.yml"] == (
        "# teams\nguest-care: # old\n  title: Care\n  visibility: public\n  aliases:\n    - id: care\n"
        "      visibility: public\nother:\n  title: Other\n  owner: guest-care\n"
    )
    assert "owner:   'guest-care'   # who\r\n" in found["initiatives/portal.md"]
    assert "[[team:guest-care]]" in found["initiatives/next.yml"]
    assert "[us](team:guest-care)" in found["pages/about.md"]
    assert "owner: guest-care" in found["journeys/order.yml"] and "owner: guest-care" in found["risks/late.yml"]


def test_an_initiative(content: Path, capsys: Capture) -> None:
    found = changed(content, "initiative:portal", "door")
    assert set(found) == {"initiatives/door.md", "initiatives/next.yml", "risks/late.yml", "pages/about.md"}
    assert found["risks/late.yml"] == FILES["risks/late.yml"].replace("initiative:portal", "initiative:door")
    assert found["initiatives/next.yml"] == FILES["initiatives/next.yml"].replace("portal", "door")
    assert found["pages/about.md"] == FILES["pages/about.md"].replace("portal.md", "door.md")
    assert "\r\naliases:\r\n  - id: portal\r\n    visibility: public\r\n" in found["initiatives/door.md"]
    assert "content/initiatives/portal.md -> content/initiatives/door.md\n" in capsys.readouterr().out


def test_a_journey_and_its_parts(content: Path) -> None:
    found = changed(content, "journey:order", "ordering")
    assert set(found) == {"journeys/ordering.yml", "initiatives/portal.md"}
    portal = found["initiatives/portal.md"]
    assert "addresses: ordering/wait" in portal and "(journey:ordering/wait)" in portal
    assert "(../journeys/ordering.yml#wait)" in portal
    found = changed(content, "journey:ordering/wait", "queue")
    assert set(found) == {"journeys/ordering.yml", "initiatives/portal.md"}
    portal = found["initiatives/portal.md"]
    assert "addresses: ordering/queue" in portal and "(journey:ordering/queue)" in portal
    assert "(../journeys/ordering.yml#queue)" in portal
    found = changed(content, "journey:ordering/desk", "counter")
    assert found["journeys/ordering.yml"].count("counter") == 2 and "desk" not in found["journeys/ordering.yml"]


def test_a_persona_as_the_key_of_a_mapping(content: Path) -> None:
    found = changed(content, "persona:reader", "night-reader")
    assert "score: {night-reader: 2}" in found["journeys/order.yml"]
    assert "personas: [night-reader]" in found["journeys/order.yml"]


@pytest.mark.parametrize(
    ("fields", "alias"),
    [
        ("visibility: public\n", "aliases:\n  - id: old\n    visibility: public\n"),
        ("visibility: customer\n", "aliases:\n  - id: old\n    visibility: customer\n"),
        ("visibility: internal\n", "aliases: [old]\n"),
        ("visibility: restricted\n", "aliases:\n  - id: old\n    visibility: restricted\n"),
        ("visibility: internal\ndisclose: {aliases: public}\n", "aliases:\n  - id: old\n    visibility: internal\n"),
        ("visibility: public\nvisible_from: 2027-01-15\n", "aliases: [old]\n"),
        (
            "visibility: public\nvisible_from: 2027-01-15\ndisclose: {aliases: public}\n",
            "aliases:\n  - id: old\n    visibility: internal\n",
        ),
        ("visibility: public\ndisclose: {aliases: restricted}\n", "aliases: [old]\n"),
        ("visibility: public\ndisclose: {aliases: public}\n", "aliases: [old]\n"),
        ("visibility: public\nwording: {public: {id: shown}}\n", "aliases:\n  - id: old\n    visibility: customer\n"),
        ("visibility: public\nwording: {customer: {id: shown}}\n", "aliases: [old]\n"),
        ("visibility: public\nwording: {restricted: {id: shown}}\n", ""),
        ("visibility: public\ndisclose: {aliases: customer}\n", "aliases: [old]\n"),
        ("visibility: internal\naliases: [older]\n", "aliases: [older, old]\n"),
        ("visibility: internal\naliases: new\n", "aliases: [old]\n"),
        ("visibility: internal\naliases: [new, older]\n", "aliases: [older, old]\n"),
    ],
)
def test_the_alias_is_for_those_who_had_the_old_address(content: Path, fields: str, alias: str) -> None:
    (content / "initiatives/old.yml").write_text("title: T\nstatus: idea\nsummary: S\n" + fields)
    assert rename("initiative:old", "new") == 0
    text = (content / "initiatives/new.yml").read_text()
    found = re.search(r"^aliases:.*\n(?:  .*\n)*", text, re.MULTILINE)
    assert (found[0] if found else "") == alias


@pytest.mark.parametrize(
    ("item", "new", "said"),
    [
        ("initiative:portal", "next", "the id `next` is taken by another initiative"),
        ("initiative:portal", "portal", "`portal` is its id already"),
        ("initiative:portal", "The Portal", "as in `the-portal`"),
        ("initiative:potral", "x", "did you mean `portal`?"),
        ("journey:order/wait", "desk", "the id `desk` is taken in journey `order`"),
        ("journey:order/nothing", "x", "there is no `nothing` in journey `order`"),
        ("page:about", "x", "no item that has an id"),
        ("roadmap", "x", "no item that has an id"),
    ],
)
def test_what_can_t_be_done_is_one_line_and_changes_nothing(
    content: Path, capsys: Capture, item: str, new: str, said: str
) -> None:
    before = files(content)
    assert rename(item, new) == 2
    found = capsys.readouterr().err
    assert said in found and found.count("\n") == 1
    assert files(content) == before


def test_an_old_id_of_another_item_is_refused_by_the_check(content: Path, capsys: Capture) -> None:
    (content / "initiatives/next.yml").write_text(FILES["initiatives/next.yml"] + "aliases: door\n")
    before = files(content)
    assert rename("initiative:portal", "door") == 1
    assert "error[CX505]" in capsys.readouterr().err and files(content) == before


def test_a_file_in_which_a_reference_could_be_missed_keeps_all_as_it_was(content: Path, capsys: Capture) -> None:
    (content / "initiatives/next.yml").write_text("title: Next\nstatus: [idea\nowner: care\n")
    before = files(content)
    assert rename("team:care", "guest-care") == 2
    assert "initiatives/next.yml" in capsys.readouterr().err and files(content) == before


def test_earlier_errors_of_the_item_do_not_keep_it_from_being_renamed(content: Path) -> None:
    path = content / "initiatives/next.yml"
    path.write_text(FILES["initiatives/next.yml"] + "impact: 9\nkpis: nothing\n")
    assert rename("initiative:next", "later") == 0
    assert (content / "initiatives/later.yml").exists()


def test_mkdocs_yml_is_named_and_left_alone(content: Path, capsys: Capture) -> None:
    config = content.parent / "mkdocs.yml"
    config.write_text(config.read_text() + "      per_path_ignore: {content/initiatives/portal.md: [CX2]}\n")
    before = config.read_bytes()
    rename("initiative:portal", "door")
    assert "mkdocs.yml:11 names it by its old id" in capsys.readouterr().err
    assert config.read_bytes() == before


@pytest.mark.parametrize(("text", "written"), [("title: X\nowner: care\n", False), ("title: X\n", True)])
def test_a_later_content_folder_is_not_written(content: Path, capsys: Capture, text: str, written: bool) -> None:
    (content.parent / "private/objectives").mkdir(parents=True)
    (content.parent / "private/objectives/more.yml").write_text(text)
    config = content.parent / "mkdocs.yml"
    config.write_text(config.read_text() + "      content: [content, {path: private, at_least: internal}]\n")
    assert rename("team:care", "guest-care") == (0 if written else 2)
    assert ("private/objectives/more.yml names `care` too" in capsys.readouterr().err) is not written
    assert ("guest-care" in (content / "teams.yml").read_text()) is written


KILLED = """
import os, signal, sys
from cxsite.cli.main import main
from cxsite.edit import transaction
from cxsite.pipeline.edits import set_fields
left = int(sys.argv[1])
def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
def write(folder, changes, **how):
    real(folder, changes, step if "cxsite-" not in str(folder) else (lambda: None), **how)
real = transaction.write_changes
set_fields.write_changes = write
sys.exit(main(["rename", "kpi:ces", "effort", "--today", "2026-03-31"]))
"""


@pytest.mark.slow
def test_killed_at_any_moment_it_is_all_or_nothing(content: Path, capsys: Capture) -> None:
    before = files(content)
    assert rename("kpi:ces", "effort") == 0
    after = files(content)
    seen = set()
    for number in range(1, 40):
        for place in {*before, *after}:
            (content / place).unlink(missing_ok=True)
        for place, text in before.items():
            (content / place).write_bytes(text.encode())
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(number)],
            cwd=content.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
        )
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr.decode()
        # Whatever is changed next finishes it.
        assert main(["set", "objective:calm", "title=Calm", "--today", TODAY]) == 0
        assert files(content) in (before, after), number
        seen.add("before" if files(content) == before else "after")
    else:
        pytest.fail("it never ended")
    assert seen == {"before", "after"} and number > 15


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_item_of_each_kind_of_the_reference(
    kind: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The check finds what it found before, and the old id is left only as an alias and in texts."""
    import json
    import shutil

    from cxsite.model.kinds import Kind

    assert isinstance(kind, Kind)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content" / kind.folder
    if folder.is_dir():
        old = max((path for path in folder.iterdir() if path.suffix in (".md", ".yml")), key=lambda p: len(p.stem)).stem
    else:
        old = re.findall(r"^([a-z][a-z0-9-]*):", folder.with_suffix(".yml").read_text(), re.MULTILINE)[0]

    def check() -> list[tuple[str, str]]:
        main(["check", "--format", "json", "--today", TODAY])
        return sorted((one["code"], one["kind"]) for one in json.loads(capsys.readouterr().out))

    before = check()
    assert rename(f"{kind.name}:{old}", "quite-another-id") == 0
    capsys.readouterr()
    assert check() == before
    main(["list", kind.name, "--audience", "restricted", "--format", "json", "--today", TODAY])
    (item,) = [one for one in json.loads(capsys.readouterr().out) if one["id"] == "quite-another-id"]
    assert item["aliases"][-1] == old
