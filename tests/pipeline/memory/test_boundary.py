"""The boundary of the past, over random histories: nothing but the sequence of cut Views reaches a reader."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import io
import os
import random
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cxsite.model.finding import CxsiteError
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.past import Past
from cxsite.model.period import is_finer
from cxsite.model.roadmap import Roadmap, View
from cxsite.model.visibility import Visibility
from cxsite.pipeline.build import render_for
from cxsite.pipeline.memory.as_of import as_of, then_for
from cxsite.pipeline.memory.edition import Roots, read_edition
from cxsite.pipeline.reading import read
from cxsite.projection.projection import project
from cxsite.render.render import render
from tests.histories import (
    Commit,
    MemoryTrees,
    make,
    memory_of,
    recalled_of,
    roadmap_in,
    settings_for,
    shas,
    view_of,
    write_last,
)

LEVELS = ("public", "customer", "internal", "restricted")
OFTEN_PUBLIC = ("public", "public", "public", *LEVELS)
IDS = ("aa", "bb", "cc")
FIELDS = st.sampled_from(("end", "start", "milestones"))
TODAY = "2025-09-15"
Draw = st.DrawFn
State = dict[str, str]


@st.composite
def one_item(draw: Draw, id_: str, number: int) -> str:
    """An initiative; each text in it is found nowhere else, nor by chance in a picture:
    `quill` with the number of its edition."""
    lines = [f"title: {draw(st.sampled_from(('Red', 'Green')))} quill{number}t{id_}"]
    lines.append(f"visibility: {draw(st.sampled_from(OFTEN_PUBLIC))}")
    lines.append(f"status: {draw(st.sampled_from(('idea', 'planned', 'in-progress', 'paused', 'shipped', 'dropped')))}")
    for name in ("start", "end"):
        year, month = draw(st.integers(2026, 2029)), draw(st.integers(1, 12))
        form = draw(st.sampled_from(("{y}-{m:02d}-17", "{y}-{m:02d}", "{y}-Q{q}", "{y}", "")))
        if form:
            lines.append(f"{name}: {form.format(y=year, m=month, q=(month + 2) // 3)}")
    level, other = draw(st.sampled_from(LEVELS)), draw(st.sampled_from(("", *IDS)))
    if draw(st.booleans()):
        title, done = (
            draw(st.sampled_from(("Half way", f"quill{number}m{id_}"))),
            draw(st.sampled_from(("true", "false"))),
        )
        day = f"2027-0{draw(st.integers(1, 9))}-11"
        lines.append(f"milestones: [{{title: {title}, date: {day}, done: {done}, visibility: {level}}}]")
    if draw(st.booleans()):
        lines.append(f"wording: {{public: {{title: Nice quill{number}w{id_}, id: {id_}-nice}}}}")
    if draw(st.booleans()):
        lines.append(f"disclose: {{{draw(FIELDS)}: {level}}}")
    if other and other != id_:
        lines.append(f"aliases: [{{id: {other}, visibility: {level}}}]")
    if draw(st.integers(0, 2)) == 0:
        # Over in no edition, in some, today, or not yet.
        day = draw(st.sampled_from(("2024-12-31", "2025-05-15", "2025-09-15", "2025-12-01")))
        lines.append(f"visible_from: {day}")
    if draw(st.booleans()):
        lines.append(f"result: Brought quill{number}r{id_}")
    if draw(st.booleans()):
        day = f"2025-0{draw(st.integers(1, 8))}-14"
        lines.append(f"updates: [{{date: {day}, text: Said quill{number}u{id_}, visibility: {level}}}]")
    return "\n".join(lines) + "\n"


@st.composite
def one_kpi(draw: Draw, number: int) -> str:
    """A KPI with up to two targets."""
    unit, level = draw(st.sampled_from(("days", "days", "days", "hours"))), draw(st.sampled_from(LEVELS))
    lines = [f"title: K quill{number}k", f"visibility: {draw(st.sampled_from(OFTEN_PUBLIC))}"]
    lines.append(f"metric: duration\ndirection: down\nunit: {unit}")
    entry = st.tuples(st.sampled_from(("2026-12-17", "2026-12", "2026-11-03", "2026")), st.integers(1, 3))
    targets = draw(st.lists(entry, min_size=1, max_size=2))
    lines.append(f"targets: [{', '.join(f'{{date: {day}, value: {value}}}' for day, value in targets)}]")
    if draw(st.booleans()):
        lines.append(f"disclose: {{targets: {level}}}")
    return "\n".join(lines) + "\n"


@st.composite
def states(draw: Draw, number: int) -> State:
    """The content of an edition: levels, precision and policy differ from edition to edition."""
    charter = "title: Ours\nhistory: {since: 2025-01-01, every: month}\n"
    charter += "site: {public: {site_url: 'https://x.example.com'}}\n"
    if draw(st.booleans()):
        charter += f"date_precision: {{public: {draw(st.sampled_from(('month', 'quarter', 'year', 'horizon')))}}}\n"
    if draw(st.booleans()):
        charter += f"policy: {{initiative: {{{draw(FIELDS)}: {draw(st.sampled_from(LEVELS))}}},"
        charter += f" kpi: {{targets: {draw(st.sampled_from(OFTEN_PUBLIC))}}}}}\n"
    found = {"roadmap.yml": charter}
    for id_ in draw(st.sets(st.sampled_from(IDS), min_size=1)):
        found[f"initiatives/{id_}.yml"] = draw(one_item(id_, number))
    if draw(st.integers(0, 4)):
        found["kpis/kk.yml"] = draw(one_kpi(number))
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


class Told:
    """A history as its readers are told it today, with or without git in between."""

    def __init__(self, folder: Path, commits: list[Commit], *, by_git: bool) -> None:
        self.folder = (make if by_git else write_last)(folder, commits)
        self.roadmap = roadmap_in(self.folder)
        self._recalled = recalled_of(commits, self.roadmap, TODAY)
        if by_git:
            assert memory_of(self.folder, TODAY).recalled == self._recalled

    @cache  # noqa: B019 - it lives as long as its test
    def view(self, audience: str) -> View:
        level = self.roadmap.levels[audience]
        return project(self.roadmap, level, dt.date.fromisoformat(TODAY), self._recalled[audience])


def site(view: View) -> dict[str, bytes]:
    """All that a site holds."""
    stage = render(view)
    return {**stage.files, **{page.uri: page.text.encode() for page in stage.pages}}


def check_boundary(commits: list[Commit], seed: int, *, wholly: bool = False) -> None:
    """Hold the boundary of one history; `wholly` by git, and in the bytes of sites.

    A site is made from its View alone, so that equal Views are equal sites.
    """
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        one = Told(place / "one", commits, by_git=wholly)
        if one.roadmap.broken:
            return
        other = Told(place / "two", disguised(commits, seed), by_git=wholly)
        archive_tells_no_more(one, commits, wholly=wholly)
        what_did_not_change_is_not_read_again(commits)
        for number, audience in enumerate(LEVELS):
            found = [one.view(audience), other.view(audience)]
            if audience != LEVELS[-1]:
                # What this audience did not see of the past is changed in every commit; what it saw is as it was.
                hidden = [rewritten(one, LEVELS[: number + 1], seed) for one in commits[:-1]]
                found.append(Told(place / audience, [*hidden, commits[-1]], by_git=wholly).view(audience))
            nothing_hidden_is_told(found[0], one.roadmap)
            assert all(view == found[0] for view in found), audience
            if wholly:
                sites = [site(view) for view in found]
                assert all(made == sites[0] for made in sites), audience
                no_text_of_the_past(said(sites[0]))


def archive_tells_no_more(told: Told, commits: list[Commit], *, wholly: bool) -> None:
    """The site of an edition holds for the public no text of the past, and no item that it does not see today."""
    now, day = told.view("public"), commits[0].day
    if wholly:
        found = as_of(settings_for(told.folder, TODAY), day)
        try:
            then = then_for(settings_for(told.folder, TODAY), found, now.audience)
        except CxsiteError:
            return
    else:
        at = [one for one in commits if one.day == day][-1]
        edition = roadmap_in(write_last(told.folder / "then", [at]))
        if edition.broken or edition.unread:
            return
        then = project(edition, edition.levels["public"], dt.date.fromisoformat(day))
    view = project(told.roadmap, now.audience, dt.date.fromisoformat(day), then=then)
    assert view.items.get("initiative", {}).keys() <= now.items.get("initiative", {}).keys()
    nothing_hidden_is_told(view, told.roadmap)
    if wholly:
        no_text_of_the_past(said(site(view)))


def what_did_not_change_is_not_read_again(commits: list[Commit]) -> None:
    trees, roots = MemoryTrees(commits), Roots("content")
    before = None
    for sha in shas(commits):
        whole = read_edition(trees, sha, roots)
        before = read_edition(trees, sha, roots, before)
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
        elif path.startswith("kpis/") and _level(text) not in seen:
            targets = "targets: [{date: 2026-12, value: 9}, {date: 2026, value: 8}]"
            files[path] = f"title: Other\nvisibility: restricted\nmetric: duration\ndirection: down\n{targets}\n"
    files["initiatives/zz.yml"] = f"title: Kraken {seed}\nvisibility: restricted\nstatus: planned\nend: 2033\n"
    return dataclasses.replace(commit, files=files)


def _level(text: str) -> str:
    return text.splitlines()[1].removeprefix("visibility: ")


def nothing_hidden_is_told(view: View, roadmap: Roadmap) -> None:
    """The past is only of what the View of today has, as coarse as today, and without a text that is not of today."""
    precision = Visibility.of(roadmap.charter, roadmap.levels, view.audience, view.today).precision
    told = repr(dataclasses.replace(view, past=Past()))
    no_text_of_the_past(told.encode())
    for edition in view.past.editions:
        assert edition.day < dt.date.fromisoformat(TODAY) and (edition.day + dt.timedelta(days=1)).day == 1
        plans = [target.date for targets in edition.targets.values() for target in targets]
        assert edition.targets.keys() <= view.items.get("kpi", {}).keys()
        assert edition.initiatives.keys() <= view.items.get("initiative", {}).keys()
        for id_, targets in edition.targets.items():
            assert sees(view, roadmap, "kpi", id_, "targets") and len(targets) <= len(kpi_of(view, id_).targets)
        for id_, was in edition.initiatives.items():
            for name in ("start", "end", "milestones"):
                assert not getattr(was, name) or sees(view, roadmap, "initiative", id_, name)
            today = view.items["initiative"][id_]
            assert isinstance(today, Initiative) and (today.result or not was.result)
            plans += [plan for plan in (was.start, was.end, *(one.date for one in was.milestones)) if plan is not None]
            assert all(repr(one.title) in told for one in was.milestones)
        assert not [plan for plan in plans if precision == "horizon" or is_finer(plan.precision, precision)]


def kpi_of(view: View, id_: str) -> Kpi:
    found = view.items["kpi"][id_]
    assert isinstance(found, Kpi)
    return found


def sees(view: View, roadmap: Roadmap, kind: str, id_: str, name: str) -> bool:
    """Whether an audience may see a field of an item today, by what these histories write of levels."""
    item = roadmap.items[kind][id_.removesuffix("-nice")]
    said = item.disclose.get(name) or roadmap.charter.policy.get(kind, {}).get(name)
    return said is None or LEVELS.index(said) <= LEVELS.index(view.audience.name)


def said(site: dict[str, bytes]) -> bytes:
    """All bytes of a site, those of what is compressed unpacked as well."""
    return b"\n".join(part for name, data in site.items() for part in (name.encode(), *unpacked(data)))


def unpacked(data: bytes) -> Iterator[bytes]:
    """A file, and what is in it: the text of a gzip, the members of an archive (slides)."""
    yield data
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def no_text_of_the_past(told: bytes) -> None:
    for number in range(9):
        assert f"quill{number}".encode() not in told, "a text of the past"


def test_a_text_is_found_in_whatever_a_site_holds() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as slides:
        slides.writestr("slide.xml", "<t>Red quill3taa</t>" * 9)
    picture = b"\x89PNG\r\n\x1a\n\xff"
    for data in (picture + b"quill3taa", gzip.compress(b"Red quill3taa" * 9), archive.getvalue()):
        with pytest.raises(AssertionError, match="text of the past"):
            no_text_of_the_past(said({"a": data}))
    no_text_of_the_past(said({"a": picture}))


MANY = 200 if os.environ.get("CXSITE_THOROUGH") else 60
"""Other ones at every run: those of many runs add up."""
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each example builds sites: what fails is shown as it was found, in seconds instead of minutes."""
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=4, deadline=None, suppress_health_check=SLOW, derandomize=True)
@given(histories(), st.integers(0, 999))
def test_a_few_histories_keep_the_boundary(commits: list[Commit], seed: int) -> None:
    check_boundary(commits, seed)


@pytest.mark.slow
@settings(max_examples=MANY, deadline=None, suppress_health_check=SLOW)
@given(histories(), st.integers(0, 999))
def test_many_histories_keep_the_boundary(commits: list[Commit], seed: int) -> None:
    check_boundary(commits, seed)


@pytest.mark.slow
@settings(max_examples=3, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINKING)
@given(histories(), st.integers(0, 999))
def test_repositories_keep_the_boundary_in_the_bytes_of_sites(commits: list[Commit], seed: int) -> None:
    check_boundary(commits, seed, wholly=True)


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
    assert found == site(view_of(tmp_path, "public", TODAY))
    assert b"2027 instead of 2026" in found["initiatives/a/index.md"]
    assert b"2028 instead" not in b"".join(found.values())
