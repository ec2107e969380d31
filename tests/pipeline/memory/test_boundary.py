"""The boundary of the past, over random histories: nothing but the sequence of cut Views reaches a reader."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxsite.model.finding import CxsiteError
from cxsite.model.past import Past
from cxsite.model.period import is_finer
from cxsite.model.roadmap import View
from cxsite.model.visibility import Visibility
from cxsite.pipeline.build import render_for
from cxsite.pipeline.memory.as_of import as_of, then_for
from cxsite.pipeline.memory.edition import Roots, read_edition
from cxsite.pipeline.memory.line import line_of
from cxsite.pipeline.reading import read
from cxsite.projection.projection import project
from cxsite.render.render import render
from tests.histories import Commit, make, memory_of, roadmap_in, settings_for, view_of

LEVELS = ("public", "customer", "internal", "restricted")
IDS = ("aa", "bb", "cc")
FIELDS = st.sampled_from(("end", "start", "milestones"))
TODAY = "2025-09-15"
Draw = st.DrawFn
State = dict[str, str]


@st.composite
def one_item(draw: Draw, id_: str, number: int) -> str:
    """An initiative; each text in it is found nowhere else: `q` with the number of its edition."""
    lines = [f"title: {draw(st.sampled_from(('Red', 'Green')))} q{number}t{id_}"]
    lines.append(f"visibility: {draw(st.sampled_from(LEVELS))}")
    lines.append(f"status: {draw(st.sampled_from(('idea', 'planned', 'in-progress', 'paused', 'shipped', 'dropped')))}")
    for name in ("start", "end"):
        year, month = draw(st.integers(2026, 2029)), draw(st.integers(1, 12))
        form = draw(st.sampled_from(("{y}-{m:02d}-17", "{y}-{m:02d}", "{y}-Q{q}", "{y}", "")))
        if form:
            lines.append(f"{name}: {form.format(y=year, m=month, q=(month + 2) // 3)}")
    level, other = draw(st.sampled_from(LEVELS)), draw(st.sampled_from(("", *IDS)))
    if draw(st.booleans()):
        title, done = draw(st.sampled_from(("Half way", f"q{number}m{id_}"))), draw(st.sampled_from(("true", "false")))
        day = f"2027-0{draw(st.integers(1, 9))}-11"
        lines.append(f"milestones: [{{title: {title}, date: {day}, done: {done}, visibility: {level}}}]")
    if draw(st.booleans()):
        lines.append(f"wording: {{public: {{title: Nice q{number}w{id_}, id: {id_}-nice}}}}")
    if draw(st.booleans()):
        lines.append(f"disclose: {{{draw(FIELDS)}: {level}}}")
    if other and other != id_:
        lines.append(f"aliases: [{{id: {other}, visibility: {level}}}]")
    if draw(st.booleans()):
        day = f"2025-0{draw(st.integers(1, 8))}-14"
        lines.append(f"updates: [{{date: {day}, text: Said q{number}u{id_}, visibility: {level}}}]")
    return "\n".join(lines) + "\n"


@st.composite
def states(draw: Draw, number: int) -> State:
    """The content of an edition: levels, precision and policy differ from edition to edition."""
    charter = "title: Ours\nhistory: {since: 2025-01-01, every: month}\n"
    charter += "site: {public: {site_url: 'https://x.example.com'}}\n"
    if draw(st.booleans()):
        charter += f"date_precision: {{public: {draw(st.sampled_from(('month', 'quarter', 'year', 'horizon')))}}}\n"
    if draw(st.booleans()):
        charter += f"policy: {{initiative: {{{draw(FIELDS)}: {draw(st.sampled_from(LEVELS))}}}}}\n"
    found = {"roadmap.yml": charter}
    for id_ in draw(st.sets(st.sampled_from(IDS))):
        found[f"initiatives/{id_}.yml"] = draw(one_item(id_, number))
    return found


@st.composite
def histories(draw: Draw) -> list[Commit]:
    """A commit a month, from January on; the last one is what the content is today."""
    count = draw(st.integers(2, 5))
    days = sorted(draw(st.lists(st.integers(1, 8), min_size=count - 1, max_size=count - 1)))
    past = [
        Commit(f"2025-0{month}-1{draw(st.integers(0, 9))}", draw(states(number))) for number, month in enumerate(days)
    ]
    return [*sorted(past, key=lambda one: one.day), Commit("2025-09-10", draw(states(9)))]


def rendered(folder: Path, audience: str) -> dict[str, bytes]:
    """All that a site of this audience holds."""
    stage = render(view_of(folder, audience, TODAY))
    return {**stage.files, **{page.uri: page.text.encode() for page in stage.pages}}


def check_boundary(commits: list[Commit], seed: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        there = make(place / "one", commits)
        if roadmap_in(there).broken:
            return
        other = make(place / "two", disguised(commits, seed))
        archive_tells_no_more(there, commits[0].day)
        what_did_not_change_is_not_read_again(there)
        for number, audience in enumerate(LEVELS):
            mine = rendered(there, audience)
            nothing_hidden_is_told(view_of(there, audience, TODAY), mine, there)
            assert rendered(other, audience) == mine, audience
            if audience != LEVELS[-1]:
                # What this audience did not see of the past is changed in every commit; what it saw is as it was.
                hidden = [rewritten(one, LEVELS[: number + 1], seed) for one in commits[:-1]]
                assert rendered(make(place / audience, [*hidden, commits[-1]]), audience) == mine, audience


def archive_tells_no_more(folder: Path, day: str) -> None:
    """The site of an edition holds for the public no text of the past, and no item that it does not see today."""
    now = view_of(folder, "public", TODAY)
    found = as_of(settings_for(folder, TODAY), day)
    try:
        then = then_for(settings_for(folder, TODAY), found, now.audience)
    except CxsiteError:
        return
    view = project(roadmap_in(folder), now.audience, found.day, then=then)
    assert view.items.get("initiative", {}).keys() <= now.items.get("initiative", {}).keys()
    stage = render(view)
    nothing_hidden_is_told(view, {**stage.files, **{page.uri: page.text.encode() for page in stage.pages}}, folder)


def what_did_not_change_is_not_read_again(folder: Path) -> None:
    line, roots = line_of(folder), Roots("content")
    before = None
    for commit in line.commits:
        whole = read_edition(line.top, commit.sha, roots)
        before = read_edition(line.top, commit.sha, roots, before)
        assert (before.reason, before.lost) == (whole.reason, whole.lost)
        if whole.roadmap is not None and before.roadmap is not None:
            assert before.roadmap.items == whole.roadmap.items


def disguised(commits: list[Commit], seed: int) -> list[Commit]:
    """The same editions by other commits: other times of day and days, more commits, other branches."""
    chance = random.Random(seed)
    found: list[Commit] = []
    for number, commit in enumerate(commits):
        last = number == len(commits) - 1 or commits[number + 1].day[:7] != commit.day[:7]
        noise = chance.choice(commits)
        if last and chance.random() < 0.7:
            # Whatever stood there on a day before the last commit of the month.
            found.append(dataclasses.replace(noise, day=commit.day, stamp=commit.stamp))
        if found and chance.random() < 0.5:
            found.append(dataclasses.replace(noise, day=commit.day, stamp=commit.stamp, side=True))
        found.append(dataclasses.replace(commit, stamp=chance.randrange(43200, 86400)))
    return found


def rewritten(commit: Commit, seen: tuple[str, ...], seed: int) -> Commit:
    """The same commit with other content where only readers above these levels saw it then, and with more of that."""
    files = dict(commit.files)
    for path, text in commit.files.items():
        if path.startswith("initiatives/") and _level(text) not in seen:
            files[path] = "title: Other\nvisibility: restricted\nstatus: planned\nend: 2031-02-03\n"
    files["initiatives/zz.yml"] = f"title: Kraken {seed}\nvisibility: restricted\nstatus: planned\nend: 2033\n"
    return dataclasses.replace(commit, files=files)


def _level(text: str) -> str:
    return text.splitlines()[1].removeprefix("visibility: ")


def nothing_hidden_is_told(view: View, site: dict[str, bytes], folder: Path) -> None:
    """The past is only of what the View of today has, as coarse as today, and without a text that is not of today."""
    roadmap = roadmap_in(folder)
    sight = Visibility.of(roadmap.charter, roadmap.levels, view.audience, view.today)
    items = view.items.get("initiative", {})
    told = repr(dataclasses.replace(view, past=Past()))
    for edition in view.past.editions:
        assert edition.day < dt.date.fromisoformat(TODAY) and (edition.day + dt.timedelta(days=1)).day == 1
        for id_, was in edition.initiatives.items():
            assert id_ in items
            plans = [plan for plan in (was.start, was.end, *(one.date for one in was.milestones)) if plan is not None]
            assert not [
                plan for plan in plans if sight.precision == "horizon" or is_finer(plan.precision, sight.precision)
            ]
            assert all(repr(one.title) in told for one in was.milestones)
    dump = b"".join(site.values()).decode()
    for number in range(9):
        assert f"q{number}" not in dump, "a text of the past"


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=4, deadline=None, suppress_health_check=SLOW, derandomize=True)
@given(histories(), st.integers(0, 999))
def test_a_few_histories_keep_the_boundary(commits: list[Commit], seed: int) -> None:
    check_boundary(commits, seed)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(histories(), st.integers(0, 999))
def test_two_hundred_histories_keep_the_boundary(commits: list[Commit], seed: int) -> None:
    check_boundary(commits, seed)


def test_the_whole_way_through_a_build_is_the_same(tmp_path: Path) -> None:
    """What builds take is what these tests take."""
    item = "title: A\nvisibility: public\nstatus: planned\nend: {}\n"
    charter = "title: Ours\nhistory: {since: 2025-01-01, every: month}\n"
    days = (("2025-01-10", "2026"), ("2025-03-10", "2027"), ("2025-09-10", "2028"))
    make(tmp_path, [Commit(day, {"roadmap.yml": charter, "initiatives/a.yml": item.format(end)}) for day, end in days])
    reading = read(settings_for(tmp_path, TODAY))
    level = reading.usable().levels["public"]
    stage = render_for(reading, level, memory_of(tmp_path, TODAY)).stage
    found = {**stage.files, **{page.uri: page.text.encode() for page in stage.pages}}
    assert found == rendered(tmp_path, "public")
    assert b"2027 instead of 2026" in found["initiatives/a/index.md"]
    assert b"2028 instead" not in b"".join(found.values())
