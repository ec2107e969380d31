"""The feed and the calendar, read again by other programs' eyes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

from icalendar import Calendar, Component

from cxsite.model.items.item import Item
from cxsite.model.items.part import Alias
from cxsite.model.roadmap import View
from cxsite.render.render import render

CONTENT = Path(__file__).parents[1] / "golden" / "small" / "content"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ViewOf = Callable[[Path, str], View]


def _entries(view: View) -> list[tuple[str, str, str]]:
    root = Xml.fromstring(render(view).files["feed.xml"])
    return [
        (
            entry.findtext("a:title", "", ATOM),
            entry.findtext("a:updated", "", ATOM),
            entry.findtext("a:content", "", ATOM),
        )
        for entry in root.findall("a:entry", ATOM)
    ]


def test_the_feed_tells_what_happened_newest_first(view_of: ViewOf) -> None:
    assert _entries(view_of(CONTENT, "public")) == [
        ("Night boat (Available)", "2026-03-05T00:00:00Z", "Two hundred people a night get home."),
        (
            "A board that tells the truth <now>",
            "2026-02-11T00:00:00Z",
            "The first board hangs. It is *yellow* | `bright`.",
        ),
        (
            "Champagne on board (Not doing)",
            "2026-01-20T00:00:00Z",
            "We have asked four hundred passengers. Nobody asked for it.",
        ),
        ("A louder bell (Available)", "2025-01-31T00:00:00Z", ""),
    ]


def test_ids_of_entries_differ_and_stay_when_a_text_is_corrected(view_of: ViewOf) -> None:
    def ids(view: View) -> list[str]:
        return [entry.findtext("a:id", "", ATOM) for entry in _root(view).findall("a:entry", ATOM)]

    view = view_of(CONTENT, "public")
    board = view.items["initiative"]["delay-board"]
    corrected = board.model_copy(update={"title": "Another title"})
    items = {**view.items, "initiative": {**view.items["initiative"], "delay-board": corrected}}
    assert len(set(ids(view))) == len(ids(view)) == 4
    assert sorted(ids(replace(view, items=items))) == sorted(ids(view))


def _root(view: View) -> Xml.Element:
    return Xml.fromstring(render(view).files["feed.xml"])


def test_without_an_address_of_the_site_there_is_no_feed_to_link_to(view_of: ViewOf) -> None:
    files = render(replace(view_of(CONTENT, "public"), site_url="")).files
    assert "feed.xml" not in files
    assert "roadmap.ics" in files


def test_the_calendar_tells_plans_at_the_audiences_precision(view_of: ViewOf) -> None:
    def events(audience: str) -> dict[str, tuple[dt.date, dt.date]]:
        calendar = Calendar.from_ical(render(view_of(CONTENT, audience)).files["roadmap.ics"])
        return {
            str(event["summary"]): (event.decoded("dtstart"), event.decoded("dtend"))
            for event in calendar.walk("VEVENT")
        }

    second_quarter = (dt.date(2026, 4, 1), dt.date(2026, 7, 1))
    public = events("public")
    # A quarter is all that customers know: one event of it, none of a day.
    assert public["3 things planned (Q2 2026)"] == second_quarter
    assert len(set(public.values())) == len(public)
    assert all(last - first > dt.timedelta(days=80) for first, last in public.values())
    internal = events("internal")
    board = internal["A board that tells the truth <now>: planned end (30 June 2026)"]
    assert board == (dt.date(2026, 6, 30), dt.date(2026, 7, 1))
    assert "A board that tells the truth <now>: Supplier paid (20 March 2026)" in internal
    assert "Radio mast: planned end (28 February 2026)" in internal


def test_events_say_what_they_are_and_how_it_stands(view_of: ViewOf) -> None:
    def event(audience: str, uid_of: str) -> Component:
        calendar = Calendar.from_ical(render(view_of(CONTENT, audience)).files["roadmap.ics"])
        assert calendar["REFRESH-INTERVAL"].to_ical() == b"P1D"
        (found,) = (one for one in calendar.walk("VEVENT") if str(one["summary"]).startswith(uid_of))
        return found

    quarter = event("public", "3 things planned")
    lines = str(quarter["description"]).splitlines()
    assert lines[0] == "• A board that tells the truth <now>: All quays"
    assert "  In progress" in lines and "• First crossing ends" in lines
    assert not [line for line in lines if "First board" in line or "Supplier" in line or "Night boat" in line]
    assert (quarter["status"], str(quarter["url"])) == ("TENTATIVE", "https://ferries.example.com/roadmap/timeline/")
    board = event("internal", "A board that tells the truth <now>: planned end")
    assert board["status"] == "CONFIRMED" and board["categories"].to_ical() == b"On the quay"


def test_each_initiative_has_a_feed_of_its_own_also_where_it_was_before(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "public")
    files = render(replace(view, redirects={("initiative", "first-name"): "delay-board"})).files
    feed = Xml.fromstring(files["initiatives/delay-board/feed.xml"])
    assert {entry.findtext("a:title", "", ATOM) for entry in feed.findall("a:entry", ATOM)} == {
        "A board that tells the truth <now>"
    }
    assert files["initiatives/first-name/feed.xml"] == files["initiatives/delay-board/feed.xml"]
    # Nothing happened yet: there is a feed to wait at, without an entry.
    waiting = Xml.fromstring(files["initiatives/warm-seats/feed.xml"])
    assert waiting.findall("a:entry", ATOM) == []
    assert waiting.findtext("a:updated", "", ATOM)
    named = {path.split("/")[1] for path in files if path.startswith("initiatives/") and path.endswith("feed.xml")}
    assert named - {"first-name"} <= view.items["initiative"].keys()
    # The supplier is for colleagues.
    assert b"Supplier" not in b"".join(files[path] for path in files if path.endswith(".xml"))


def test_steps_against_risks_stand_in_calendar_and_timeline_until_they_are_done(
    view_of: ViewOf, tmp_path: Path
) -> None:
    risk = """
title: Storm
category: operational
likelihood: 3
impact: 4
response: mitigate
status: STATUS
visibility: public
steps:
  - {title: Second rope, kind: prevent, owner: crew, due: 2026-05-08}
  - {title: Warn by text, kind: detect, due: 2026-06}
  - {title: Spare boat, kind: correct, due: 2026-02-01, done: true}
  - {title: Some day, kind: correct}
  - {title: A secret, kind: correct, due: 2026-07, visibility: internal}
"""
    (tmp_path / "roadmap.yml").write_text("title: R\ndate_precision: {public: quarter}\n")
    (tmp_path / "teams.yml").write_text("crew: {title: The crew, visibility: internal}\n")
    (tmp_path / "initiatives.yml").write_text("a: {title: A, visibility: public, status: planned, start: 2026-05}\n")

    def told(status: str, audience: str) -> tuple[set[str], str]:
        (tmp_path / "risks.yml").write_text("storm:" + risk.replace("\n", "\n  ").replace("STATUS", status))
        stage = render(view_of(tmp_path, audience))
        calendar = Calendar.from_ical(stage.files.get("roadmap.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
        timeline = next(page.text for page in stage.pages if page.uri == "timeline/index.md")
        return {str(event["summary"]) for event in calendar.walk("VEVENT")}, timeline

    events, timeline = told("open", "public")
    assert events == {"2 things planned (Q2 2026)"}
    assert b"secret" not in render(view_of(tmp_path, "public")).files["roadmap.ics"]
    assert "Second rope" in timeline and "The crew" not in timeline and "Spare boat" not in timeline
    events, timeline = told("open", "internal")
    assert events == {
        "Storm: Second rope (8 May 2026)",
        "Storm: Warn by text (June 2026)",
        "Storm: A secret (July 2026)",
    }
    assert timeline.index("Second rope") < timeline.index("The crew") < timeline.index("A secret")
    events, timeline = told("closed", "internal")
    assert events == set() and "Second rope" not in timeline


def test_each_area_with_news_has_a_feed_of_its_own(view_of: ViewOf) -> None:
    view = view_of(CONTENT, "public")
    files = render(view).files
    named = {path for path in files if path.startswith("feeds/")}
    assert named == {f"feeds/{area}.xml" for area in ("quay", "boat")}
    of_all = {entry.findtext("a:id", "", ATOM) for entry in _root(view).findall("a:entry", ATOM)}
    for path in named:
        feed = Xml.fromstring(files[path])
        entries = feed.findall("a:entry", ATOM)
        assert {entry.find("a:category", ATOM).get("term") for entry in entries} == {path[6:-4]}  # type: ignore[union-attr]
        assert {entry.findtext("a:id", "", ATOM) for entry in entries} < of_all
        assert feed.find("a:link[@rel='self']", ATOM).get("href", "").endswith(path)  # type: ignore[union-attr]


def test_a_rename_keeps_the_identity_of_entries_and_events(view_of: ViewOf) -> None:
    def known(view: View) -> tuple[set[str], set[str]]:
        files = render(view).files
        root = Xml.fromstring(files["feed.xml"])
        calendar = Calendar.from_ical(files["roadmap.ics"])
        ids = {entry.findtext("a:id", "", ATOM) for entry in root.findall("a:entry", ATOM)}
        return ids, {str(event["uid"]) for event in calendar.walk("VEVENT")}

    view = view_of(CONTENT, "public")
    of_kind = dict(view.items["initiative"])
    board = of_kind.pop("delay-board").model_copy(update={"id": "true-board", "aliases": ()})
    first = board.model_copy(update={"id": "delay-board"})
    renamed = board.model_copy(update={"aliases": (Alias(id="delay-board"), Alias(id="board-that-lies"))})

    def with_item(item: Item) -> View:
        facts = {(kind, item.id if id_ == "delay-board" else id_): value for (kind, id_), value in view.facts.items()}
        levels = {**view.item_levels, ("initiative", item.id): view.item_levels["initiative", "delay-board"]}
        items = {**view.items, "initiative": {**of_kind, item.id: item}}
        return replace(view, items=items, facts=facts, item_levels=levels)

    assert known(with_item(renamed)) == known(with_item(first))
    assert known(with_item(board)) != known(with_item(first))
