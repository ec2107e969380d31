"""With what earlier checks read and did not find, and without it, a check says the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from cxsite.check import runner
from cxsite.check.context import Context
from cxsite.check.quiet import Parts
from cxsite.check.rule import CheckedRule
from cxsite.check.runner import check_view
from cxsite.load import items as reader
from cxsite.load.files.document import Document, read_document
from cxsite.load.findings import Reporter
from cxsite.load.load import load
from cxsite.matching import silent
from cxsite.model.finding import Finding
from cxsite.model.items.kpi import Kpi
from cxsite.pipeline.cache import reading_cache
from cxsite.pipeline.reading import Before, read, view_of
from cxsite.syntax.positions import TextFile
from tests.check.mutations import EDITS as MUTATIONS
from tests.check.trees import TODAY, copy_reference, settings, write
from tests.load.test_again import EDITS, TREE

T = TypeVar("T")
U = TypeVar("U")
Checked = Callable[[Path], tuple[Finding, ...]]

TEXTS: list[dict[str, str | None]] = [
    # What is found in a text hangs on the levels, on titles of others, and on what else there is.
    {"initiatives/b.md": "---\ntitle: Our secret plan\nstatus: planned\n---\n\nINTERNAL: it costs 3,000 EUR\n"},
    {"initiatives/b.md": "---\ntitle: B\nstatus: planned\nvisibility: public\n---\n\nOur secret plan, initiative:a\n"},
    {"initiatives/a.yml": "title: Our secret plan\nstatus: idea\n"},
    {"initiatives/a.yml": "title: Our secret plan\nstatus: idea\nvisibility: public\nsummary: Ask a@b.example\n"},
    {"initiatives/b.md": "---\ntitle: B\nstatus: planned\n---\n\n/// board\nOne\n///\n<b onclick='x'>Two</b>\n"},
    {"pages/how.md": "---\ntitle: How\n---\n\nSee [it](../initiatives/b/#x), www.example.org and [that](www.b.org)\n"},
    {"teams/care.yml": "title: Care\nsummary:\n"},
]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where checks keep what they know, however few files there are."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("CXSITE_CACHE", str(folder))
    monkeypatch.setenv("CXSITE_CACHE_KEY", "a key")
    monkeypatch.setattr(reading_cache, "MANY", 1)
    return folder


def _as_a_new_process(root: Path) -> tuple[Finding, ...]:
    silent.forget()
    return read(settings(root), kept=True).findings


def _knowing_nothing(root: Path) -> tuple[Finding, ...]:
    silent.forget()
    return read(settings(root)).findings


def _apply(edit: dict[str, str | None], content: Path) -> None:
    for name, text in edit.items():
        place = content / name
        if text is None:
            place.unlink(missing_ok=True)
        else:
            place.parent.mkdir(exist_ok=True)
            place.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("seed", range(2))
def test_a_check_says_what_it_says_without_a_cache(seed: int, tmp_path: Path, kept: Path) -> None:
    chosen = random.Random(seed)
    root = write(TREE, tmp_path / "project")
    for _ in range(8):
        _apply(chosen.choice([*EDITS, *TEXTS, *TEXTS, dict[str, str | None](TREE)]), root / "content")
        assert _as_a_new_process(root) == _knowing_nothing(root)
    assert list(kept.rglob("checks/*/*"))


_SEEN = "title: {}\nstatus: idea\nvisibility: public\nsummary: We wait for our supplier merger.\n"
_BOARD = "title: Ours\nno_disclaimer: No\nlevels: [public, internal, board]\n"


@pytest.mark.parametrize(
    ("before", "edit", "code"),
    [
        (
            {"initiatives/a.yml": _SEEN.format("A")},
            {"initiatives/b.yml": "title: Supplier merger\nstatus: idea\n"},
            "CX523",
        ),
        (
            {"initiatives/a.yml": _SEEN.format("A"), "teams/b.yml": _SEEN.format("Supplier merger")},
            {"teams/b.yml": "title: Supplier merger\n"},
            "CX523",
        ),
        (
            {"roadmap.yml": _BOARD, "teams/b.yml": "title: B\nvisibility: board\n"},
            {"roadmap.yml": _BOARD.replace(", board", "")},
            "CX006",
        ),
        (
            {"roadmap.yml": _BOARD, "teams/b.md": "---\ntitle: B\n---\n\n/// board\nOne\n///\n"},
            {"roadmap.yml": _BOARD.replace(", board", "")},
            "CX033",
        ),
        ({"teams/b.yml": "title: B\nbody: See initiative:a\n"}, {"initiatives/a.yml": _SEEN.format("A")}, "CX046"),
    ],
)
def test_what_another_file_makes_wrong_is_found(
    before: dict[str, str], edit: dict[str, str | None], code: str, tmp_path: Path, kept: Path
) -> None:
    root = write({"roadmap.yml": "title: Ours\nno_disclaimer: No\n", **before}, tmp_path / "project")
    assert code not in {one.rule.code for one in _as_a_new_process(root)}
    _apply(edit, root / "content")
    found = _as_a_new_process(root)
    assert code in {one.rule.code for one in found}
    assert found == _knowing_nothing(root)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_the_reference_is_checked_the_same_after_every_edit(seed: int, tmp_path: Path, kept: Path) -> None:
    chosen = random.Random(seed)
    root = copy_reference(tmp_path / "project")
    for name in chosen.sample(sorted(MUTATIONS), 12):
        edit = MUTATIONS[name]
        place = root / "content" / edit.path
        before = place.read_text(encoding="utf-8") if place.is_file() else None
        new = (before or "").replace(edit.old, edit.new) if edit.old and edit.new is not None else edit.new
        _apply({edit.path: new}, root / "content")
        assert _as_a_new_process(root) == _knowing_nothing(root), name
        if chosen.random() < 0.5:
            _apply({edit.path: before}, root / "content")


def test_only_what_is_new_is_read_and_searched(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({name: text for name, text in TREE.items() if name != "initiatives/c.yml"}, tmp_path / "project")
    _as_a_new_process(root)
    composed: list[str] = []

    def composes(file: TextFile, report: Reporter) -> Document | None:
        composed.append(file.path)
        return read_document(file, report)

    monkeypatch.setattr(reader, "read_document", composes)
    (root / "content/initiatives/a.yml").write_text("title: Other\nstatus: idea\n", encoding="utf-8")
    _as_a_new_process(root)
    # Of the KPI something is told.
    assert composed == ["content/initiatives/a.yml", "content/kpis/k.yml"]


KPI = (
    "title: N\nvisibility: public\nsummary: We ask.\nmetric: nps\nscale: 10\ndirection: up\ndefinition: Asked\n"
    "frequency: month\nbaseline: {date: 2026-01-31, value: 7}\ntargets: [{date: 2026-12, value: 80}]\n"
    "measurements: n.csv\n"
)
EVIDENCE = "title: E\ntype: survey\nvisibility: public\nsummary: Asked\ndata: e.csv\ndisclose: {data: public}\n"
ASKED = "date,score\n" + "2026-02-28,9\n" * 40
COUNTED = "reason\n" + "late\n" * 30 + "lost\n" * 30
DATA: list[dict[str, str | None]] = [
    {"kpis/n.csv": ASKED},
    {"kpis/n.csv": ASKED + "2026-03-31,3\n2026-03-31,9\n"},
    {"kpis/n.csv": ASKED + "2199-03-31,3\n"},
    {"kpis/n.csv": ASKED + "2026-03-31,11\n"},
    {"kpis/n.csv": ASKED + "soon,3\n"},
    {"kpis/n.csv": None},
    {"kpis/n.yml": KPI},
    {"kpis/n.yml": KPI.replace("n.csv", "m.csv")},
    {"kpis/n.yml": KPI.replace("n.csv", "[{date: 2026-02-28, value: 71}]")},
    {"evidence/e.yml": EVIDENCE},
    {"evidence/e.csv": COUNTED},
    {"evidence/e.csv": COUNTED.replace("late", "ask a@b.example")},
]


@pytest.mark.parametrize("seed", range(3))
def test_what_hangs_on_data_is_asked_anew(seed: int, tmp_path: Path, kept: Path) -> None:
    chosen = random.Random(seed)
    root = write({"roadmap.yml": "title: Ours\n"}, tmp_path / "project")
    begin = [{**DATA[0], "kpis/n.yml": KPI, "evidence/e.yml": EVIDENCE, "evidence/e.csv": COUNTED}]
    for edit in (edit for _ in range(2) for edit in (*begin, *chosen.sample(DATA, 7))):
        _apply(edit, root / "content")
        assert _as_a_new_process(root) == _knowing_nothing(root), edit


def test_what_hangs_on_data_and_is_in_order_is_not_read_again(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"roadmap.yml": "title: Ours\n", "kpis/n.yml": KPI}, tmp_path / "project")
    _apply(DATA[0], root / "content")
    _as_a_new_process(root)

    def composes(file: TextFile, report: Reporter) -> Document | None:
        raise AssertionError(file.path)

    monkeypatch.setattr(reader, "read_document", composes)
    _as_a_new_process(root)
    _apply({"kpis/n.csv": ASKED + "2026-03-31,3\n"}, root / "content")
    assert {"CX314"} < {one.rule.code for one in _as_a_new_process(root)}
    found = read(settings(root), kept=True).usable().items["kpi"]["n"]
    assert isinstance(found, Kpi) and [one.value for one in found.measurements] == [100, -100]


def test_another_day_is_asked_anew(tmp_path: Path, kept: Path) -> None:
    plan = "title: A\nstatus: planned\nstart: 2026-06\nend: 2026-08\nupdates: [{date: 2026-03-01, text: Hi}]\n"
    root = write({**TREE, "initiatives/a.yml": plan}, tmp_path / "project")
    assert "CX207" not in {one.rule.code for one in _as_a_new_process(root)}
    for day, codes in ((TODAY.replace(year=2027), {"CX207"}), (TODAY.replace(day=1, month=2), {"CX216"})):
        silent.forget()
        found = read(replace(settings(root), today=day), kept=True).findings
        told = {one.rule.code for one in found if one.id == "a"}
        assert codes <= told and told.isdisjoint({"CX207", "CX216"} - codes)


@pytest.mark.parametrize("entry", [0, 1, 2])
def test_what_another_one_wrote_there_counts_as_nothing(entry: int, tmp_path: Path, kept: Path) -> None:
    root = write({**TREE, **{k: v for one in TEXTS for k, v in one.items() if v}}, tmp_path / "project")
    expected = _as_a_new_process(root)
    assert expected
    file = sorted(path for path in kept.rglob("*") if path.is_file())[entry]
    whole = file.read_bytes()
    for data in (b"", whole[:80], whole[:-1], b"0" * 64 + whole[64:], whole[:64] + whole[64:].swapcase()):
        file.write_bytes(data)
        assert _as_a_new_process(root) == expected


def test_what_is_not_remembered_as_said_is_asked_again() -> None:
    asked: list[tuple[str, bool]] = []

    @silent.silent
    def _search(text: str, *, body: bool) -> list[str]:
        asked.append((text, body))
        return [text] if text == "found" else []

    silent.forget()
    assert _search("found", body=True) == ("found",) and _search("nothing", body=True) == ()
    written = silent.SILENCE.written()
    silent.forget()
    silent.SILENCE.learn(written)
    asked.clear()
    assert _search("nothing", body=True) == () and _search("nothing", body=False) == ()
    assert _search("found", body=True) == ("found",)
    assert asked == [("nothing", False), ("found", True)]


def test_what_is_asked_of_a_view_is_kept_too(tmp_path: Path, kept: Path) -> None:
    # A link is written in another way in a View, so its bodies are texts that no check of the content saw.
    body = "---\ntitle: B\nstatus: idea\n---\n\nSee [A](a.yml).\n"
    root = write({**TREE, "initiatives/a.yml": _SEEN.format("A"), "initiatives/b.md": body}, tmp_path / "project")
    found = []
    for known in (False, True):
        silent.forget()
        reading = read(settings(root), kept=True)
        found.append(check_view(view_of(reading, reading.usable().levels.internal)))
        assert silent.SILENCE.is_news is not known
        reading_cache.keep_searches(reading.settings)
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(2))
def test_what_is_seen_after_an_edit_is_checked_with_the_same_findings(seed: int, tmp_path: Path) -> None:
    chosen = random.Random(seed)
    root = write(TREE, tmp_path / "project")
    known, told = silent.Silence(), set()
    for _ in range(12):
        _apply(chosen.choice([*EDITS, *TEXTS, *TEXTS, dict[str, str | None](TREE)]), root / "content")
        reading = read(settings(root))
        if reading.roadmap is None:
            continue
        levels = reading.roadmap.levels
        for level in filter(levels.internal.visible_to, levels):
            seen = view_of(reading, level)
            silent.forget()
            expected = check_view(seen)
            silent.forget()
            silent.SILENCE.learn(known.written())
            assert check_view(seen) == expected
            known.hear(silent.SILENCE.asked)
            told |= {one.rule.code for one in expected}
    assert told


def test_of_what_is_seen_only_what_has_changed_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = write({**TREE, "initiatives/a.yml": _SEEN.format("A")}, tmp_path / "project")
    silent.forget()

    def looked_at() -> int:
        reading = read(settings(root))
        seen = view_of(reading, reading.usable().levels.internal)
        whole: list[int] = []

        def parts(rules: Iterable[CheckedRule], context: Context) -> Parts:
            found = Parts(rules, context)
            whole.append(found.left)
            return found

        with monkeypatch.context() as patch:
            patch.setattr(runner, "Parts", parts)
            check_view(seen)
        return whole[0]

    assert looked_at() > 2
    after_nothing = looked_at()
    _apply({"initiatives/a.yml": _SEEN.format("Another one")}, root / "content")
    assert looked_at() == after_nothing + 1


@pytest.mark.parametrize("seed", range(2))
def test_who_checks_after_each_edit_finds_what_a_first_check_finds(seed: int, tmp_path: Path) -> None:
    chosen = random.Random(seed)
    root = write(TREE, tmp_path / "project")
    before = Before()
    for _ in range(12):
        unsaved: dict[str, bytes] = {}
        edit = chosen.choice([*EDITS, *TEXTS, *TEXTS, dict[str, str | None](TREE)])
        if chosen.random() < 0.3:
            # An editor holds it, and has not saved it.
            unsaved = {f"content/{name}": text.encode() for name, text in edit.items() if text is not None}
        else:
            _apply(edit, root / "content")
        now = replace(settings(root), unsaved=unsaved)
        assert read(now, before).findings == read(now).findings


def test_halves_are_done_apart_only_where_many_items_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = load(write(TREE, tmp_path) / "content", tmp_path).roadmap
    assert roadmap is not None
    monkeypatch.setattr(runner, "MANY", 4)
    parted: list[bool] = []

    def both(mine: Callable[[], T], theirs: Callable[[], U]) -> tuple[T, U]:
        parted[-1] = True
        return mine(), theirs()

    silent.forget()
    found = []
    for _ in range(2):
        parted.append(False)
        found.append(runner.check(roadmap, TODAY, both=both))
    assert parted == [True, False] and found[0] == found[1]
