"""Editions from git: which commits they are, what can't be had, what is kept."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.model.past import Past
from cxsite.pipeline.memory.line import line_of, tagged
from cxsite.pipeline.memory.recall import remember
from tests.histories import Commit, git, make, memory_of, past_of, roadmap_in, settings_for

TODAY = "2025-07-10"


def content(end: str, *, history: str = "{since: 2025-01-01, every: month}", more: str = "") -> dict[str, str]:
    return {
        "roadmap.yml": f"title: Ours\nhistory: {history}\n{more}",
        "initiatives/a.yml": f"title: A\nvisibility: public\nstatus: planned\nend: {end}\n",
    }


def ends(folder: Path, audience: str = "internal", today: str = TODAY) -> dict[str, str]:
    found = past_of(folder, audience, today).editions
    return {edition.day.isoformat(): str(edition.initiatives["a"].end) for edition in found}


def messages(folder: Path) -> list[str]:
    """What is said not to be told."""
    return [finding.message for finding in memory_of(folder, TODAY).findings]


def test_an_edition_is_the_last_commit_of_its_period(tmp_path: Path) -> None:
    commits = [
        Commit("2025-01-31", content("2026-01"), stamp=1),
        Commit("2025-01-31", content("2026-02"), stamp=86399),
        Commit("2025-02-01", content("2026-03"), stamp=0),
        Commit("2025-05-02", content("2026-04")),
        Commit("2025-07-09", content("2026-05")),
    ]
    # March and April say what February said, June what May said; July is not over.
    expected = {"2025-01-31": "2026-02", "2025-02-28": "2026-03", "2025-05-31": "2026-04"}
    assert ends(make(tmp_path, commits)) == expected


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("week", {"2025-04-06": "2026-01", "2025-04-13": "2026-02", "2025-05-25": "2026-03"}),
        ("month", {"2025-04-30": "2026-02", "2025-05-31": "2026-03"}),
        ("quarter", {"2025-06-30": "2026-03"}),
    ],
)
def test_periods_are_weeks_months_and_quarters(tmp_path: Path, every: str, expected: dict[str, str]) -> None:
    history = f"{{since: 2025-04-01, every: {every}}}"
    days = (("2025-04-01", "2026-01"), ("2025-04-10", "2026-02"), ("2025-05-20", "2026-03"))
    assert ends(make(tmp_path, [Commit(day, content(end, history=history)) for day, end in days])) == expected


def test_the_last_day_of_a_period_has_to_be_over(tmp_path: Path) -> None:
    make(tmp_path, [Commit("2025-06-01", content("2026-01"))])
    assert ends(tmp_path, today="2025-06-30") == {}
    assert ends(tmp_path, today="2025-07-01") == {"2025-06-30": "2026-01"}


def test_dates_that_run_backwards_count_from_the_latest_before_them(tmp_path: Path) -> None:
    make(
        tmp_path,
        [
            Commit("2025-01-10", content("2026-01")),
            Commit("2025-04-10", content("2026-02")),
            Commit("2025-02-10", content("2026-03")),
        ],
    )
    assert ends(tmp_path) == {"2025-01-31": "2026-01", "2025-04-30": "2026-03"}
    (message,) = messages(tmp_path)
    assert "2025-04-10, later than commits after it: those count from that day on" in message


def test_what_lies_in_the_future_is_in_no_edition(tmp_path: Path) -> None:
    make(tmp_path, [Commit("2031-01-10", content("2026-01")), Commit("2025-02-10", content("2026-02"))])
    assert ends(tmp_path) == {}
    told = messages(tmp_path)
    assert len(told) == 2 and "2031-01-10" in told[0] and told[0].endswith("until then they are in no edition")
    assert told[1] == "no commit holds the content on a last day of 6 of 6 months since 2025-01-01"


def test_other_branches_tell_nothing(tmp_path: Path) -> None:
    main = [Commit("2025-01-10", content("2026-01")), Commit("2025-03-10", content("2026-02"))]
    side = Commit("2025-02-10", content("2030-01"), side=True)
    assert ends(make(tmp_path / "a", main)) == ends(make(tmp_path / "b", [main[0], side, main[1]]))


def test_tags_say_their_time_or_stand_for_their_month(tmp_path: Path) -> None:
    history = "{since: 2025-01-01, tags: 'edition-*'}"
    make(
        tmp_path,
        [
            Commit("2025-01-10", content("2026-01", history=history), tag="edition-2025-Q1"),
            Commit("2025-04-10", content("2026-02", history=history), tag="other-2025-04"),
            Commit("2025-05-10", content("2026-03", history=history), tag="edition-spring"),
            Commit("2025-05-11", content("2026-04", history=history), tag="edition-2025-99"),
            Commit("2025-06-11", content("2030-04", history=history), side=True, tag="edition-2025-06-12"),
        ],
    )
    assert ends(tmp_path) == {"2025-03-31": "2026-01", "2025-05-31": "2026-04"}
    found = tagged(line_of(tmp_path), "edition-*", dt.date(2025, 1, 1), dt.date(2025, 7, 10))
    assert [(one.first.isoformat(), one.day.isoformat()) for one in found] == [
        ("2025-01-01", "2025-03-31"),
        ("2025-04-01", "2025-05-31"),
    ]


def test_days_of_reviews_that_a_reader_does_not_see_are_no_editions(tmp_path: Path) -> None:
    history = "{since: 2025-01-01, every: review}"
    reviews = {
        "reviews/r.yml": "title: R\nvisibility: public\ndate: 2025-03-05\n",
        "reviews/s.yml": "title: S\ndate: 2025-04-05\n",
        "reviews/t.yml": "title: T\ndate: 2026-04-05\n",
    }
    days = (("2025-01-10", "2026-Q1"), ("2025-03-20", "2026-Q2"))
    make(tmp_path, [Commit(day, {**content(end, history=history), **reviews}) for day, end in days])
    assert ends(tmp_path) == {"2025-03-05": "2026-Q1", "2025-04-05": "2026-Q2"}
    assert ends(tmp_path, "public") == {"2025-03-05": "2026-Q1"}


def test_an_edition_that_can_not_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    broken = content("2026-02")
    broken["initiatives/a.yml"] = "title: A\nvisibility: public\nvisibility: internal\nstatus: planned\nend: 2026-02\n"
    make(
        tmp_path,
        [
            Commit("2025-01-10", content("2026-01")),
            Commit("2025-02-10", content("2026-02", more="policy: 7\n")),
            Commit("2025-03-10", {"initiatives/a.yml": "title: A\n"}),
            Commit("2025-04-10", broken),
            Commit("2025-05-10", content("2026-05")),
        ],
    )
    assert ends(tmp_path, "public") == {"2025-01-31": "2026-Q1", "2025-05-31": "2026-Q2"}
    told = [re.sub(r"commit [0-9a-f]{8}", "commit …", message) for message in messages(tmp_path)]
    assert told == [
        "the edition of 2025-02-28 (commit …) can't be read and is left out: its roadmap.yml has errors",
        "the edition of 2025-03-31 (commit …) can't be read and is left out: content has no roadmap.yml;"
        " it needs one, with at least the line `title: …`",
        "the edition of 2025-04-30 (commit …) is told without initiative `a`, which can't be read there",
    ]


def test_without_git_an_error_says_how_to_do_without(tmp_path: Path) -> None:
    make(tmp_path / "a", [Commit("2025-01-10", content("2026-01"))])
    (tmp_path / "a" / ".git").rename(tmp_path / "elsewhere")
    with pytest.raises(CxsiteError, match=r"in no git repository; or build without the past: `history: false`"):
        memory_of(tmp_path / "a", TODAY)


def test_a_repository_without_a_commit_has_none_to_remember(tmp_path: Path) -> None:
    make(tmp_path, [Commit("2025-01-10", content("2026-01"))])
    git(tmp_path, "symbolic-ref", "HEAD", "refs/heads/new")
    with pytest.raises(CxsiteError, match="needs the repository's commits, and it has none yet; or build without"):
        memory_of(tmp_path, TODAY)


def test_a_shallow_clone_is_told_what_to_fetch(tmp_path: Path) -> None:
    days = [("2025-01-10", "2026-01"), ("2025-02-10", "2026-02"), ("2025-03-10", "2026-03")]
    origin = make(tmp_path / "origin", [Commit(day, content(end)) for day, end in days])
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{origin}", "clone")
    with pytest.raises(CxsiteError, match=r"this clone is shallow: run `git fetch --unshallow`"):
        memory_of(tmp_path / "clone", TODAY)
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    assert ends(tmp_path / "clone") == ends(origin)


def test_a_site_may_leave_it_out(tmp_path: Path) -> None:
    make(tmp_path, [Commit("2025-01-10", content("2026-01"))])
    roadmap = roadmap_in(tmp_path)
    without = settings_for(tmp_path, TODAY).__class__(
        root=tmp_path, content=tmp_path / "content", today=dt.date(2025, 7, 10), history=False
    )
    assert not remember(roadmap, without, tuple(roadmap.levels)).recalled


def test_editions_are_kept_whole_and_made_again_where_they_are_not(tmp_path: Path) -> None:
    make(tmp_path, [Commit("2025-01-10", content("2026-01")), Commit("2025-03-10", content("2026-02"))])
    first = ends(tmp_path)
    (version,) = (tmp_path / ".git" / "cxsite" / "editions").iterdir()
    kept = sorted(version.iterdir())
    # What was seen of each month, and what was withheld.
    assert len(kept) == 12
    whole = kept[0].read_bytes()
    kept[0].write_bytes(whole[:-20])
    kept[1].write_bytes(b"")
    kept[2].unlink()
    assert ends(tmp_path) == first
    assert kept[0].read_bytes() == whole and kept[2].exists()
    assert not [path for path in tmp_path.rglob(f"{kept[0].name}*") if ".git" not in path.parts]


def test_a_cache_that_can_not_be_written_is_none(tmp_path: Path) -> None:
    make(tmp_path, [Commit("2025-01-10", content("2026-01"))])
    (tmp_path / ".git" / "cxsite").write_text("in the way")
    assert ends(tmp_path) == {"2025-01-31": "2026-01"}


def test_what_was_withheld_until_its_day_has_no_past_before_it(tmp_path: Path) -> None:
    days = ("2025-01-10", "2025-02-10", "2025-03-02", "2025-07-02")
    states = [content(f"2026-0{number}") for number, _ in enumerate(days, 1)]
    for state in states:
        state["initiatives/a.yml"] += "visible_from: 2025-03-10\n"
    make(tmp_path, [Commit(day, state) for day, state in zip(days, states, strict=True)])
    assert ends(tmp_path, "public") == {"2025-03-31": "2026-Q1"}
    assert list(ends(tmp_path)) == ["2025-01-31", "2025-02-28", "2025-03-31"]


def test_a_tag_for_what_others_see_changes_nothing(tmp_path: Path) -> None:
    charter = {"roadmap.yml": "title: Ours\nhistory: {since: 2025-01-01, tags: 'edition-*'}\n"}

    def state(end: str, cost: int) -> dict[str, str]:
        text = f"title: A\nvisibility: public\nstatus: planned\nend: {end}\ncost: {cost}\n"
        return {**charter, "initiatives/a.yml": text}

    def past(name: str, tag: str) -> Past:
        commits = [
            Commit("2025-01-10", state("2026", 1), tag="edition-2025-01"),
            Commit("2025-02-10", state("2026", 2), tag=tag),
            Commit("2025-03-10", state("2027", 2), tag="edition-2025-03"),
            Commit("2025-05-10", state("2027", 3)),
        ]
        return past_of(make(tmp_path / name, commits), "public", "2025-06-01")

    without = past("without", "")
    assert [str(one.first) for one in without.editions] == ["2025-01-01", "2025-02-01"]
    assert past("with", "edition-2025-02") == without


def test_what_is_wrong_with_settings_that_decide_nothing_changes_nothing(tmp_path: Path) -> None:
    item = "title: A\nvisibility: public\nstatus: planned\nend: {}\n"
    charter = "title: Ours\nhistory: {since: 2025-01-01, every: month}\n"

    def past(name: str, more: str) -> Past:
        commits = [
            Commit(f"2025-0{month}-10", {"roadmap.yml": charter + said, "initiatives/a.yml": item.format(end)})
            for month, end, said in ((1, "2026", more), (3, "2027", ""), (5, "2028", ""))
        ]
        return past_of(make(tmp_path / name, commits), "public", "2025-06-01")

    plain = past("plain", "")
    assert len(plain.editions) == 3
    assert past("beside", "sensitive_terms: {a: b}\napprovals: [x]\n") == plain
    assert len(past("rules", "date_precision: fine\n").editions) == 2
