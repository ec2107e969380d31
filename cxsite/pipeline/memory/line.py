"""The commits that a repository's editions come from: its first-parent line, each with the day from which it counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.model.period import Period
from cxsite.pipeline.commits.git import git, run
from cxsite.pipeline.memory.periods import Span, between

PURPOSE = "`history` in roadmap.yml needs the repository's commits"
WITHOUT = "or build without the past: `history: false` among the options of the plugin cxsite"
_TIME = re.compile(r"(?<!\d)\d{4}(?:-(?:\d{2}(?:-\d{2})?|Q[1-4]|H[12]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit and the day from which it counts: its committer date in UTC, never before that of an earlier one."""

    sha: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Chosen:
    """The commit of an edition: the last one on or before the last day of its period."""

    first: dt.date
    day: dt.date
    sha: str


@dataclass(frozen=True, slots=True)
class Line:
    """The commits of a repository at `top`, the oldest first. `odd` is one that is dated later than some after it."""

    top: Path
    commits: tuple[Commit, ...]
    shallow: bool
    odd: Commit | None
    own_days: tuple[dt.date, ...] = ()

    def at(self, day: dt.date) -> Commit | None:
        """The last commit on or before a day."""
        found = [commit for commit in self.commits if commit.day <= day]
        return found[-1] if found else None

    def dated(self, day: dt.date) -> Commit | None:
        """The last commit that is dated on or before a day, wherever it counts."""
        found = [commit for commit, own in zip(self.commits, self.own_days, strict=True) if own <= day]
        return found[-1] if found else None

    def choose(self, spans: Sequence[Span]) -> tuple[Chosen, ...]:
        """The commits of these periods; none for a period before the first commit.

        Raises `CxsiteError` where the clone is shallow and lacks one.
        """
        found = [(first, last, commit) for first, last in spans if (commit := self.at(last)) is not None]
        if self.shallow and len(found) < len(spans):
            raise CxsiteError(
                f"{PURPOSE} since {spans[0][0].isoformat()}, and this clone is shallow: run `git fetch --unshallow`,"
                f" {WITHOUT}"
            )
        return tuple(Chosen(first, last, commit.sha) for first, last, commit in found)


def line_of(root: Path) -> Line:
    """The first-parent line of HEAD. Raises `CxsiteError` outside of a repository, and where it has no commit."""
    try:
        top = Path(git(root, "rev-parse", "--show-toplevel", purpose=PURPOSE).decode().rstrip("\n")).resolve()
        if run(top, "rev-parse", "--verify", "--quiet", "HEAD", purpose=PURPOSE).returncode != 0:
            raise CxsiteError(f"{PURPOSE}, and it has none yet")
        # Not `git log`, which prints what the user's settings add.
        said = git(top, "rev-list", "--first-parent", "--timestamp", "HEAD", "--", purpose=PURPOSE).decode()
    except CxsiteError as error:
        raise CxsiteError(f"{error}; {WITHOUT}") from None
    shallow = git(top, "rev-parse", "--is-shallow-repository", purpose=PURPOSE).strip() == b"true"
    stamps = [(int(stamp), sha) for stamp, sha in (line.split() for line in reversed(said.splitlines()))]
    return line_from(top, stamps, shallow=shallow)


def line_from(top: Path, stamps: Sequence[tuple[int, str]], *, shallow: bool = False) -> Line:
    """The line of these commits, the oldest first, each with its committer's time in seconds."""
    commits: list[Commit] = []
    own_days = tuple(_utc(stamp) for stamp, _ in stamps)
    odd: Commit | None = None
    for (_, sha), day in zip(stamps, own_days, strict=True):
        if commits and day < commits[-1].day:
            odd = odd or commits[-1]
            day = commits[-1].day
        commits.append(Commit(sha, day))
    return Line(top, tuple(commits), shallow, odd, own_days)


def _utc(seconds: int) -> dt.date:
    """The day of a time stamp, however odd it is."""
    try:
        return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date()
    except OverflowError:
        return dt.date.max if seconds > 0 else dt.date.min


def tagged(line: Line, pattern: str, since: dt.date, today: dt.date) -> tuple[Chosen, ...]:
    """The commits of the line that carry a tag of this pattern, as editions.

    A tag's name says its time (`edition-2026-03`, `2026-Q1`); one that says none stands for the month of its commit.
    Of two of one day the later commit counts. Raises `CxsiteError` in a shallow clone, which has not all of them.
    """
    if line.shallow:
        raise CxsiteError(
            f"{PURPOSE} and tags, and this clone is shallow: run `git fetch --unshallow --tags`, {WITHOUT}"
        )
    place = {commit.sha: number for number, commit in enumerate(line.commits)}
    days: dict[dt.date, int] = {}
    for name, sha in _tags(line.top):
        number = place.get(sha)
        if number is not None and fnmatchcase(name, pattern):
            day = _day_of(name, line.commits[number].day)
            days[day] = max(days.get(day, -1), number)
    return tuple(Chosen(first, day, line.commits[days[day]].sha) for first, day in between(days, since, today))


def _tags(top: Path) -> Iterator[tuple[str, str]]:
    """The names of tags, and the commits that they name."""
    form = "%(refname:strip=2)%00%(objectname)%00%(*objectname)"
    for line in git(top, "for-each-ref", f"--format={form}", "refs/tags", purpose=PURPOSE).decode().splitlines():
        name, sha, peeled = line.split("\0")
        yield name, peeled or sha


def _day_of(name: str, committed: dt.date) -> dt.date:
    found = _TIME.search(name)
    try:
        return Period.parse(found[0]).last if found else Period.of(committed, "month").last
    except ValueError:
        return Period.of(committed, "month").last
