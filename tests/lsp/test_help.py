"""Help while typing: what is offered, what is explained, where things are written and named."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxsite.lsp.changing import all_safe, proposals, renamable, renamed
from cxsite.lsp.completion import offers
from cxsite.lsp.folding import folds
from cxsite.lsp.hover import explained
from cxsite.lsp.naming import named_at, uses, written
from cxsite.lsp.server import Server
from cxsite.lsp.studies import Desk
from cxsite.model.finding import CxsiteError
from tests.lsp.desk import MORE, apart, desk, opened, place, project_in

LIGHTS = MORE["content/initiatives/lights.md"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_in(tmp_path_factory.mktemp("lsp"))


@pytest.fixture(scope="module")
def one_desk(root: Path) -> Desk:
    made = desk()
    made.studied(root)
    return made


@pytest.fixture
def open_desk(one_desk: Desk, root: Path) -> Iterator[Desk]:
    yield one_desk
    if one_desk.texts:
        one_desk.texts.clear()


def _offered(desk: Desk, file: Path, marked: str) -> dict[str, str]:
    text, line, column = place(marked)
    study, here = opened(desk, file, text)
    return {offer.label: offer.detail for offer in offers(study, here, line, column)}


def _typed(lines: str) -> str:
    return LIGHTS.replace("status: planned\n", lines)


@pytest.mark.parametrize(
    ("lines", "offered", "not_offered"),
    [
        ("stat|\n", {"status", "phase"}, {"title", "notes", "id", "body"}),
        ("status: |\n", {"planned", "shipped"}, {"title", "public"}),
        ("visibility: |\n", {"public", "restricted"}, {"planned"}),
        ("area: |\n", {"shop"}, {"phone"}),
        ("depends_on: [que|\n", {"queues", "merger"}, {"buying"}),
        ("depends_on:\n  - |\n", {"queues", "merger", "lights"}, {"buying"}),
        ("addresses:\n  - |\n", {"buying/dark"}, {"buying/shelf", "buying/choose"}),
        ("milestones:\n  - ti|\n", {"title", "date", "done"}, {"status"}),
        ("milestones:\n  - title: A\n    done: |\n", {"true", "false"}, {"title"}),
        ("milestones:\n  - title: A\n    |\n", {"date"}, {"title"}),
        ("start: |\n", {"2026-03-31", "2026-Q1"}, set()),
        ("wording:\n  |\n", {"public", "customer"}, {"title"}),
    ],
)
def test_what_fits_is_offered(open_desk, root, lines, offered, not_offered):
    found = set(_offered(open_desk, root / "content/initiatives/lights.md", _typed(lines)))
    assert offered <= found
    assert not not_offered & found


def test_ids_come_with_titles(open_desk, root):
    found = _offered(open_desk, root / "content/initiatives/lights.md", _typed("addresses: [|]\n"))
    assert found["buying/dark"] == "It is too dark to see"


def test_parts_of_the_same_journey_are_offered_without_it(open_desk, root):
    text = MORE["content/journeys/buying.yml"].replace("touchpoint: shelf", "touchpoint: |")
    assert _offered(open_desk, root / "content/journeys/buying.yml", text) == {"shelf": "The shelf"}


def test_links_and_levels_are_offered_in_bodies(open_desk, root):
    file = root / "content/initiatives/lights.md"
    assert "../initiatives/queues.md" in _offered(open_desk, file, LIGHTS.replace("(queues.md)", "(|)"))
    assert "initiative:queues" in _offered(open_desk, file, LIGHTS.replace("[[initiative:merger]]", "[[|]]"))
    assert set(_offered(open_desk, file, LIGHTS.replace("/// internal", "/// |"))) >= {"internal", "customer"}


def _said(desk: Desk, file: Path, marked: str) -> str:
    text, line, column = place(marked)
    study, here = opened(desk, file, text)
    desk.studied(study.settings.root)
    study, here = opened(desk, file)
    return explained(study, here, line, column)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status:", "sta|tus:", "Where the work stands."),
        ("status:", "sta|tus:", "Read by `customer`, `internal` and `restricted` readers only."),
        ("notes:", "no|tes:", "Read by `internal` and `restricted` readers only."),
        (
            "buying/dark",
            "buying/d|ark",
            "**It is too dark to see** (Pain point, for `internal` and `restricted` readers only)",
        ),
        ("(queues.md)", "(que|ues.md)", "Shorter queues"),
        ("Between", "Bet|ween", "Read by `internal` and `restricted` readers only."),
        ("See", "Se|e", "Read by `customer`, `internal` and `restricted` readers only."),
    ],
)
def test_meaning_level_and_readers_are_explained(open_desk, root, old, new, said):
    assert said in _said(open_desk, root / "content/initiatives/lights.md", LIGHTS.replace(old, new, 1))


def test_who_reads_it_changes_with_the_level(open_desk, root):
    text = LIGHTS.replace("visibility: customer", "visibility: public").replace("title:", "ti|tle:")
    assert "Read by everyone." in _said(open_desk, root / "content/initiatives/lights.md", text)


def test_names_lead_to_what_they_name_and_back(open_desk, root):
    text, line, column = place(LIGHTS.replace("buying/dark", "buying/da|rk"))
    study, here = opened(open_desk, root / "content/initiatives/lights.md", text)
    named = named_at(study, here, line, column)
    assert named is not None
    span = written(study, named[0])
    assert span is not None
    assert (span.path, span.source.strip()) == ("content/journeys/buying.yml", "- id: dark")
    assert [use.path for use in uses(study, named[0])] == ["content/initiatives/lights.md"]
    assert len(uses(study, ("initiative", "queues"))) == 2  # depends_on, and a link


def test_another_id_everywhere_also_in_what_is_not_saved(open_desk, root):
    unsaved = LIGHTS.replace("status: planned", "status: planned\noutcome: '[[initiative:queues]]'")
    text, line, column = place(unsaved.replace("depends_on: [queues]", "depends_on: [que|ues]"))
    study, here = opened(open_desk, root / "content/initiatives/lights.md", text)
    may = renamable(study, here, line, column)
    assert may is not None and may[:2] == (("initiative", "queues"), "queues")
    change = renamed(study, may[0], "tills")
    assert [(move.source, move.target) for move in change.moves] == [
        ("content/initiatives/queues.md", "content/initiatives/tills.md")
    ]
    lights = change.texts["content/initiatives/lights.md"]
    assert "depends_on: [tills]" in lights and "(tills.md)" in lights
    assert "outcome:" in lights
    assert (root / "content/initiatives/queues.md").exists()
    with pytest.raises(CxsiteError, match="taken"):
        renamed(study, may[0], "merger")


def test_fixes_are_proposed_where_the_finding_is(open_desk, root):
    text = LIGHTS.replace("status: planned", "status: Planed")
    study, here = opened(open_desk, root / "content/initiatives/lights.md", text)
    study = open_desk.studied(study.settings.root)
    line = text.split("\n").index("status: Planed") + 1
    (proposal,) = proposals(study, here.path, line, line)
    assert [edit.text for edit in proposal.edits] == ["planned"]
    assert list(proposals(study, here.path, line + 1, line + 3)) == []
    spaced = text.replace("status: Planed", "status: planned\nvisbility: public")
    opened(open_desk, root / "content/initiatives/lights.md", spaced)
    everything = all_safe(open_desk.studied(study.settings.root), here.path)
    assert everything is None or everything.sure


def test_blocks_and_fields_fold(open_desk, root):
    _, here = opened(open_desk, root / "content/initiatives/lights.md")
    lines = LIGHTS.split("\n")
    found = set(folds(here))
    assert (0, lines.index("---", 1)) in found
    assert (lines.index("/// internal"), lines.index("///")) in found
    _, journey = opened(open_desk, root / "content/journeys/buying.yml")
    assert (2, 12) in set(folds(journey))


def test_examples_of_blocks_do_not_fold(open_desk, root):
    text = (
        "---\ntitle: Lights\n---\n```\n/// internal\nx\n///\n```\n<!--\n/// internal\n///\n-->\n/// internal\nx\n///\n"
    )
    _, here = opened(open_desk, root / "content/initiatives/lights.md", text)
    assert {(start, end) for start, end in folds(here) if start > 2} == {(12, 14)}


def test_a_check_that_fails_is_held_until_its_end_and_told(root, monkeypatch, caplog):
    def fails(root):
        raise OSError("the disk is gone")

    async def checked():
        server._begin(root)
        (task,) = server._tasks
        await asyncio.wait([task])

    server = Server()
    monkeypatch.setattr(server.desk, "studied", fails)
    apart(checked)
    assert "could not be checked" in caplog.text and "the disk is gone" in caplog.text
    assert server._tasks == set()


def test_a_file_that_was_never_saved_is_read(open_desk, root):
    file = root / "content/initiatives/new.md"
    study, _ = opened(open_desk, file, "---\ntitle: New\nstatus: nonsense\n---\n")
    study = open_desk.studied(study.settings.root)
    assert any(finding.span.path == "content/initiatives/new.md" for finding in study.findings)
    open_desk.let_go(file)
    assert all(
        finding.span.path != "content/initiatives/new.md" for finding in open_desk.studied(study.settings.root).findings
    )


def test_a_roadmap_that_cannot_be_read_keeps_what_was_known(open_desk, root):
    config = root / "content/roadmap.yml"
    study, _ = opened(open_desk, config, "title: [")
    broken = open_desk.studied(study.settings.root)
    assert broken.findings
    assert "queues" in broken.known.names["initiative"]


def test_files_of_no_project_are_left_alone(open_desk, tmp_path):
    file = tmp_path / "notes.md"
    file.write_text("# Notes\n")
    assert open_desk.study_of(file) is None


def test_a_data_file_is_checked_as_it_is_typed(open_desk, root):
    kpi, data = root / "content/kpis/wait.yml", root / "content/kpis/wait.csv"
    kpi.parent.mkdir(exist_ok=True)
    opened(open_desk, kpi, "title: Minutes\nmetric: duration\ndirection: down\nunit: min\nmeasurements: wait.csv\n")
    open_desk.hold(data, "date,value\n2026-01-31,4\n2026-02-28,fuor\n")
    study = open_desk.studied(root.resolve())
    (found,) = [finding for finding in study.findings if finding.span.path == "content/kpis/wait.csv"]
    assert found.span.line == 3


def test_nobody_is_told_who_reads_what_could_not_be_read(open_desk, root):
    """The level may be one of the things that are just being typed."""
    file = root / "content/initiatives/lights.md"
    text = LIGHTS.replace("visibility: customer", "visibility: public").replace("planned", "plannd")
    said = _said(open_desk, file, text.replace("title:", "ti|tle:"))
    assert "The name that readers see." in said
    assert "eaders only" not in said and "everyone" not in said
    assert _said(open_desk, file, text.replace("Between", "Bet|ween")) == ""


def test_fixes_of_an_earlier_text_are_not_offered(open_desk, root):
    file = root / "content/initiatives/lights.md"
    text = LIGHTS.replace("status: planned", "status: plannd")
    opened(open_desk, file, text)
    open_desk.studied(root.resolve())
    line = text.split("\n").index("status: plannd") + 1
    study, here = opened(open_desk, file)
    assert list(proposals(study, here.path, line, line))
    study, here = opened(open_desk, file, text.replace("title:", "summary: Brighter\ntitle:"))
    assert list(proposals(study, here.path, line, line)) == []


def test_a_line_of_a_body_is_read_by_those_of_its_own_block(open_desk, root):
    """Also where the same line stands outside of it, and where its text is that of a mark."""
    file = root / "content/initiatives/lights.md"
    text = LIGHTS.replace("See [the", "internal\n\nSee [the").replace("Between us", "internal\nBetween us")
    inside = text.index("internal\nBetween")
    assert "`customer`" in _said(open_desk, file, text.replace("internal\n\nSee", "int|ernal\n\nSee"))
    said = _said(open_desk, file, text[: inside + 3] + "|" + text[inside + 3 :])
    assert "Read by `internal` and `restricted` readers only." in said
