"""What readers see of the past: each thing once, with its reason; promises for those who may know."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from icalendar import Calendar

from cxsite.render.render import render
from cxsite.render.stage import Stage
from tests.histories import Commit, make, view_of

TODAY = "2025-09-15"
ATOM = "{http://www.w3.org/2005/Atom}"
CHARTER = """title: Ours
history: {since: 2025-01-01, every: month}
areas: {one: First, two: Second}
site: {public: {site_url: "https://x.example.com"}, internal: {site_url: "https://y.example.com"}}
"""


def site(tmp_path: Path, audience: str, *states: str, charter: str = CHARTER) -> Stage:
    """The site where these states of one initiative follow each other month by month, the last one today."""
    days = [f"2025-{month:02d}-10" for month in range(1, len(states))]
    commits = [
        Commit(
            day,
            {
                "roadmap.yml": charter,
                "initiatives/a.yml": f"title: A\nvisibility: public\n{state}\n",
                "teams/t.yml": "title: T\n",
            },
        )
        for day, state in zip((*days, "2025-09-01"), states, strict=True)
    ]
    return render(view_of(make(tmp_path, commits), audience, TODAY))


def page(stage: Stage, uri: str) -> str:
    found = [page.text for page in stage.pages if page.uri == uri]
    return found[0] if found else ""


PLANNED = "status: planned\nend: 2025-06\narea: one"
MOVED = "status: planned\nend: 2025-11\narea: one\nupdates: [{date: 2025-02-03, text: The supplier is late.}]"


def test_a_move_is_told_once_with_what_was_said_in_its_period(tmp_path: Path) -> None:
    stage = site(tmp_path, "public", PLANNED, MOVED, MOVED)
    news = page(stage, "whats-new/index.md")
    assert news.count("<li ") == 1
    assert "Now planned for Q4 2025 instead of Q2 2025." in news
    assert news.count("The supplier is late.") == 1
    # Its day is that of the period, its name that of the update, so that links to it stay.
    assert 'datetime="2025-02-28"' in news and 'id="2025-02-03-a"' in news
    assert "The supplier is late." in page(stage, "initiatives/a/index.md")


def test_what_is_said_in_another_period_is_no_reason(tmp_path: Path) -> None:
    later = MOVED.replace("2025-02-03", "2025-03-03")
    news = page(site(tmp_path, "public", PLANNED, later, later), "whats-new/index.md")
    assert news.count("<li ") == 2


def test_statuses_milestones_and_first_appearances_are_told(tmp_path: Path) -> None:
    steps = "milestones: [{title: Half way, done: false}]"
    reached = steps.replace("false", "true")
    why = "status_note: No money."
    stage = site(
        tmp_path,
        "internal",
        f"status: in-progress\n{steps}",
        f"status: in-progress\n{reached}",
        f"status: paused\n{reached}",
        f"status: dropped\n{why}\n{reached}",
        f"status: dropped\n{why}\n{reached}",
    )
    news = page(stage, "whats-new/index.md")
    assert [news.count(word) for word in ("Reached: Half way", ">Paused</span>", ">Dropped</span>", "No money.")] == [
        1
    ] * 4


def test_what_shipped_is_told_on_its_day_and_not_again(tmp_path: Path) -> None:
    there = "status: shipped\nend: 2025-06\nshipped: 2025-02-20\nsummary: Is there."
    news = page(site(tmp_path, "public", PLANNED, there, there), "whats-new/index.md")
    assert news.count("<li ") == 1 and 'datetime="2025-02-20"' in news


def test_what_it_brought_is_told_when_it_is_known(tmp_path: Path) -> None:
    there = "status: shipped\nend: 2025-06\nshipped: 2025-02-20\nsummary: Is there."
    result = f"{there}\nresult: Half the calls."
    stage = site(tmp_path / "a", "public", PLANNED, there, result, result)
    news = page(stage, "whats-new/index.md")
    assert news.count("Half the calls.") == 1 and news.count("<li ") == 2
    assert news.index('datetime="2025-03-31"') < news.index("Half the calls.") < news.index('datetime="2025-02-20"')
    assert 'data-news="result"' in news and "A (Result)" in stage.files["feed.xml"].decode()
    # Known at once, it is told with the news that it is there.
    news = page(site(tmp_path / "b", "public", PLANNED, result, result), "whats-new/index.md")
    assert news.count("<li ") == 1 and 'data-news="shipped result"' in news and "Half the calls." in news


KPI = "title: K\nvisibility: public\nmetric: rate\ndirection: up\nunit: points\ntargets: [{{date: {}, value: {}}}]\n{}"


def targets(tmp_path: Path, audience: str, *states: str, more: str = "") -> Stage:
    days = [*(f"2025-{month:02d}-10" for month in range(1, len(states))), "2025-09-01"]
    commits = [
        Commit(day, {"roadmap.yml": CHARTER + more, "kpis/k.yml": text}) for day, text in zip(days, states, strict=True)
    ]
    return render(view_of(make(tmp_path, commits), audience, TODAY))


def test_targets_that_are_eased_or_tightened_are_news(tmp_path: Path) -> None:
    states = [KPI.format("2025-12", value, "area: one\n") for value in (80, 70, 75, 75)]
    stage = targets(tmp_path, "public", *states)
    news = page(stage, "whats-new/index.md")
    assert (
        "Target for Q4 2025 lowered from 80 points to 70 points." in news
        and "raised from 70 points to 75 points." in news
    )
    assert news.count('data-news="target" data-area="one"') == 2 and 'id="2025-02-28-kpi.k-edition"' in news
    assert "lowered from 80 points to 70 points" in page(stage, "kpis/k/index.md")
    for name in ("feed.xml",):
        entries = Xml.fromstring(stage.files[name]).findall(f"{ATOM}entry")
        assert [one.findtext(f"{ATOM}title") for one in entries] == ["K (Target)"] * 2
        addresses = [one.get("href") for entry in entries for one in entry.findall(f"{ATOM}link")]
        assert addresses == ["https://x.example.com/kpis/k/"] * 2


@pytest.mark.parametrize(
    ("was", "more"),
    [
        # Hidden then, hidden today, of another unit, for another time, and where two are told as one.
        (KPI.format("2025-12", 80, "").replace("public", "internal"), ""),
        (KPI.format("2025-12", 80, ""), "policy: {kpi: {targets: internal}}\n"),
        (KPI.format("2025-12", 80, "").replace("points", "days"), ""),
        (KPI.format("2025-06", 80, ""), ""),
        (KPI.format("2025-12", 80, "").replace("}]", "}, {date: 2025-11, value: 60}]"), ""),
    ],
)
def test_targets_that_nobody_may_know_or_compare_are_none(was: str, more: str, tmp_path: Path) -> None:
    now = KPI.format("2025-12", 70, "")
    assert "80" not in "".join(one.text for one in targets(tmp_path, "public", was, now, now, more=more).pages)


def test_feeds_say_what_sort_of_news_it_is(tmp_path: Path) -> None:
    stage = site(tmp_path, "public", PLANNED, MOVED, MOVED)
    for name in ("feed.xml", "initiatives/a/feed.xml"):
        (entry,) = Xml.fromstring(stage.files[name]).findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "A (Moved)"
        assert entry.findtext(f"{ATOM}published") == "2025-02-03T00:00:00Z"
        assert entry.findtext(f"{ATOM}updated") == "2025-02-28T00:00:00Z"
        # Its area, how it stands, what happened.
        assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["one", "planned", "moved"]


def test_calendars_say_that_a_plan_moved(tmp_path: Path) -> None:
    calendar = Calendar.from_ical(site(tmp_path, "public", PLANNED, MOVED, MOVED).files["roadmap.ics"])
    (event,) = calendar.walk("VEVENT")
    assert event["SEQUENCE"] == 1
    moved = "28 February 2025: Now planned for Q4 2025 instead of Q2 2025."
    assert str(event["DESCRIPTION"]).splitlines()[-1] == moved


def test_the_path_and_the_promises_are_for_colleagues_unless_disclosed(tmp_path: Path) -> None:
    states = (PLANNED, MOVED, f"{MOVED}\nowner: t")
    internal = site(tmp_path / "a", "internal", *states)
    assert "First promised for June 2025." in page(internal, "initiatives/a/index.md")
    assert "153 days later" in page(internal, "promises/index.md")
    assert "0 of 1 kept, typically 153 days later" in page(internal, "promises/index.md")
    assert "0 of 1 kept" in page(internal, "teams/t/index.md")
    assert "No news for two editions" in page(internal, "promises/index.md")
    public = site(tmp_path / "b", "public", *states)
    assert not page(public, "promises/index.md")
    assert "First promised" not in "".join(one.text for one in public.pages)
    assert b"first_promised" not in public.files["roadmap.json"]
    policy = "policy: {initiative: {first_promised: public, moves: public, slip_days: public}}\n"
    told = site(tmp_path / "c", "public", *states, charter=CHARTER + policy)
    assert "First promised for Q2 2025." in page(told, "initiatives/a/index.md")
    assert "Q2 2025" in page(told, "promises/index.md") and "Nothing heard" not in page(told, "promises/index.md")


def test_a_site_without_history_is_as_it_was(tmp_path: Path) -> None:
    without = CHARTER.replace("history: {since: 2025-01-01, every: month}\n", "")
    stage = site(tmp_path, "internal", PLANNED, MOVED, MOVED, charter=without)
    news = page(stage, "whats-new/index.md")
    assert "Moved" not in news and "data-cx-item" not in news and "cx-filter" not in news
    assert not page(stage, "promises/index.md") and b"Now planned" not in stage.files["initiatives/a/feed.xml"]
