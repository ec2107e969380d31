"""Pages that are known by what they asked of their View say what they would say if they were made."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle
import random
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.model.items.initiative import Initiative
from cxsite.model.past import Edition, Past, PastInitiative
from cxsite.model.roadmap import View
from cxsite.processes.parallel import at_once, in_turn
from cxsite.projection.projection import project
from cxsite.render.known.asked import Answers, Asked, UnknownValueError, digest, noted_view
from cxsite.render.render import render
from cxsite.render.site import Site
from cxsite.render.stage import KnownPage, PageRecords, Stage, StagePage
from tests.projection.build import view
from tests.projection.test_remembered import edited
from tests.sites import LEVELS, TODAY
from tests.strategies import make_site


def known_of(stage: Stage) -> dict[str, KnownPage]:
    return {page.uri: page for page in stage.pages if isinstance(page, KnownPage)}


def is_as_made(seen: View, known: PageRecords) -> tuple[Stage, Stage]:
    """The site with what is known and without, after both were compared."""
    plain, quick = render(seen), render(seen, known=known)
    assert [page.uri for page in quick.pages] == [page.uri for page in plain.pages]
    for page, made in zip(quick.pages, plain.pages, strict=True):
        assert (page.digest, page.size, page.head) == (made.digest, made.size, made.head), page.uri
        assert page.text == made.text, page.uri
    assert dict(quick.files) == dict(plain.files)
    return quick, plain


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_all_pages_of_items_are_known_the_second_time(
    repository: Path, view_of: Callable[[Path, str], View], audience: str
) -> None:
    seen = view_of(repository / "content", audience)
    first = render(seen, known={})
    assert not known_of(first)
    again, plain = is_as_made(seen, first.records)
    items = {page.uri for page in again.pages if page.uri.count("/") == 2 and page.uri != "report/quarter/index.md"}
    assert known_of(again).keys() == again.records.keys() >= items and len(items) > 30
    assert again.records == first.records
    # What is known elsewhere says the same, and where it is sent to another process.
    assert [pickle.loads(pickle.dumps(page)) for page in again.pages] == list(plain.pages)


def test_records_of_both_processes_are_kept(repository: Path, view_of: Callable[[Path, str], View]) -> None:
    seen = view_of(repository / "content", "internal")
    alone, both = (render(seen, known={}, both=how) for how in (in_turn, at_once))
    assert alone.records == both.records
    known = render(seen, known=both.records, both=at_once)
    assert known_of(known).keys() == both.records.keys()
    assert [page.text for page in known.pages] == [page.text for page in alone.pages]


@given(seed=st.integers(0, 2**32), audience=st.sampled_from(LEVELS))
def test_after_edits_pages_say_what_they_would(seed: int, audience: str) -> None:
    rng = random.Random(seed)
    site = make_site(seed, 2, 0.4)
    known: PageRecords = {}
    for _ in range(3):
        roadmap = site.roadmap()
        quick, _ = is_as_made(project(roadmap, roadmap.levels[audience], TODAY), known)
        known, site = quick.records, edited(site, rng)


@pytest.mark.parametrize("field", [name.name for name in fields(View) if name.name != "audience"])
def test_each_field_of_a_view_counts(repository: Path, view_of: Callable[[Path, str], View], field: str) -> None:
    """Whatever changes in a View, no page is as it was that would be another one."""
    seen = view_of(repository / "content", "internal")
    records = render(seen, known={}).records
    others = list(_others(field, getattr(seen, field)))
    assert others
    for other in others:
        is_as_made(replace(seen, **{field: other}), records)


def _others(field: str, value: Any) -> Iterator[Any]:
    """Other values of a field of a View."""
    if field == "items":
        for kind in ("initiative", "journey", "team"):
            of_kind = dict(value.get(kind, {}))
            for id_ in list(of_kind)[:1]:
                renamed = of_kind[id_].model_copy(update={"title": "Otherwise"})
                yield {**value, kind: of_kind | {id_: renamed}}
                # What is derived of KPIs names initiatives.
                if kind != "initiative":
                    yield {**value, kind: {one: item for one, item in of_kind.items() if one != id_}}
    elif field == "item_levels":
        # Each item has one.
        yield dict.fromkeys(value, value["initiative", "care-knowledge-base"])
        yield dict(zip(value, [*list(value.values())[1:], *list(value.values())[:1]], strict=True))
    elif field == "past":
        day = dt.date(2025, 12, 31)
        shown = {"care-knowledge-base": PastInitiative("planned"), "carrier-scorecards": PastInitiative("idea")}
        yield Past((Edition(dt.date(2025, 10, 1), day, shown),), day)
    elif field == "facts":
        yield {}
        yield {key: {} if key[0] == "initiative" else facts for key, facts in value.items()}
    elif field == "today":
        yield value + dt.timedelta(days=200)
    elif field == "charter":
        yield value.model_copy(update={"disclaimer": "Otherwise", "feedback": "https://otherwise.example.com/{id}"})
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        yield "https://otherwise.example.com/"
    elif isinstance(value, dict):
        yield {}
        yield {key: value[key] for key in list(value)[::2]}
    elif isinstance(value, tuple):
        yield value[1:]


def test_only_what_a_page_asks_makes_it_again() -> None:
    items: list[tuple[str, dict[str, Any]]] = [
        ("initiative:lamps", {"depends_on": ["doors"]}),
        ("initiative:doors", {}),
        ("initiative:windows", {}),
        ("kpi:calls", {}),
    ]
    before = view("internal", *items)
    items[1] = ("initiative:doors", {"title": "Other doors"})
    after = view("internal", *items)
    quick, _ = is_as_made(after, render(before, known={}).records)
    # Lamps show it, and windows come after it in the order of titles or before.
    assert "kpis/calls/index.md" in known_of(quick)
    assert "initiatives/doors/index.md" not in known_of(quick)
    assert "initiatives/lamps/index.md" not in known_of(quick)


def test_a_page_that_shows_health_is_made_each_time() -> None:
    seen = view("internal", ("initiative:lamps", {}))
    records = render(seen, known={}).records
    assert "health/index.md" not in records and "index.md" not in records


def test_builders_hand_over_nothing_but_the_site(
    repository: Path, view_of: Callable[[Path, str], View], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page of an item shows is asked for when it is made: what was looked up before would not be noted."""
    seen: list[str] = []

    def looked(self: Site, model: Any, template: str, context: Callable[..., Any], hide: Any = ()) -> Iterator[Any]:
        seen.append(template)
        held = inspect.getclosurevars(context)
        assert all(isinstance(value, Site) for value in held.nonlocals.values()), template
        assert not context.__defaults__ and not context.__kwdefaults__
        yield from ()

    monkeypatch.setattr(Site, "item_pages", looked)
    render(view_of(repository / "content", "internal"))
    assert len(seen) == 11


def test_a_view_notes_what_it_is_asked() -> None:
    asked, real = Asked(), view("internal", ("initiative:lamps", {}), ("initiative:doors", {}))
    noted, answers = noted_view(real, asked), Answers(real)

    def questions(ask: Callable[[], object]) -> set[tuple[str, ...]]:
        with asked.meanwhile() as found:
            ask()
        for question in found:
            assert answers(question) == answers(question)
        return found

    assert questions(lambda: noted.get("initiative", "lamps")) == {("items", "initiative", "lamps")}
    assert questions(lambda: noted.get("initiative", "none")) == {("items", "initiative", "none")}
    assert questions(lambda: noted.get("phase", "one")) == {("items", "phase")}
    assert questions(lambda: list(noted.items["initiative"])) == {("items", "initiative")}
    assert questions(lambda: bool(noted.items.get("initiative"))) == {("items", "initiative")}
    assert questions(lambda: list(noted.items)) == {("items",)}
    assert questions(lambda: noted.facts.get(("initiative", "lamps"))) == {("facts", "initiative", "lamps")}
    assert questions(lambda: ("initiative", "lamps") in noted.item_levels) == {("item_levels", "initiative", "lamps")}
    assert questions(lambda: noted.redirects.items().__len__()) == {("redirects",)}
    assert answers(("items", "initiative", "none")) == answers(("items", "phase")) != answers(("items", "initiative"))
    assert {name for name, value in vars_of(noted).items() if not isinstance(value, type(vars_of(real)[name]))} == {
        name for name, value in vars_of(real).items() if isinstance(value, dict)
    }


def vars_of(one: View) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


class _Colour(Enum):
    RED = 1


def test_digests_tell_values_apart() -> None:
    lamp = Initiative(id="lamps", title="Lamps", status="idea")
    values: list[Any] = [
        None, True, 1, 1.0, "1", b"1", "", (), {}, frozenset(), [[]], [[], []], [["a"], "b"], [["a", "b"]], {"a": "b"},
        {"b": "a"}, {"a": 1, "b": 2}, {"b": 2, "a": 1}, dt.date(2026, 3, 4), "2026-03-04", _Colour.RED, ["a\0b"],
        ["a", "b"], lamp, lamp.model_copy(update={"title": "Doors"}),
        Initiative(id="lamps", title="Lamps", status="idea", body=""),
    ]  # fmt: skip
    assert len({digest(value) for value in values}) == len(values)
    assert digest({"a", "b", "c"}) == digest({"c", "b", "a"}) and digest(["a"]) == digest(("a",))
    with pytest.raises(UnknownValueError, match="object"):
        digest([object()])


def test_nothing_is_known_of_what_has_no_digest() -> None:
    """Neither of a page that asks for such a value, nor of any where all pages may hang on it."""
    seen = view("internal", ("initiative:lamps", {}), ("initiative:doors", {}))
    facts = {**seen.facts, ("initiative", "lamps"): {**seen.facts["initiative", "lamps"], "score": _Strange(3)}}
    assert render(replace(seen, facts=facts), known={}).records.keys() == {"initiatives/doors/index.md"}
    strange = seen.charter.model_copy(update={"fiscal_year_start": _Strange(1)})
    assert render(replace(seen, charter=strange), known={}).records == {}


class _Strange(int):
    """A number of a sort that is not known."""


def test_a_known_page_is_a_page() -> None:
    seen = view("internal", ("initiative:lamps", {}))
    (page,) = known_of(render(seen, known=render(seen, known={}).records)).values()
    (made,) = (one for one in render(seen).pages if one.uri == page.uri)
    assert isinstance(page, StagePage) and page.text == made.text
    assert page == made and hash(page) == hash(made)
