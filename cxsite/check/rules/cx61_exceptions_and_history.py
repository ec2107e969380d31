"""CX61x: exceptions from the rules that do nothing, or may not be made; what commits can't tell of the past."""

from __future__ import annotations

from cxsite.model.finding import Rule

_CHARTER = {"roadmap.yml": "title: Our roadmap\n"}


def _idea(fields: str) -> dict[str, str]:
    return {**_CHARTER, "initiatives/first-step.yml": f"title: First step\nstatus: idea\n{fields}\n"}


def _remembers(what: str) -> dict[str, str]:
    return {"roadmap.yml": f"title: Our roadmap\nhistory: {{{what}}}\n"}


IDLE_SUPPRESSION = Rule(
    "CX611",
    "idle-suppression",
    "warning",
    "An exception (`ignore` of an item, `ignore` or `per_path_ignore` of the plugin) suppresses nothing. What it was "
    "made for is mended, or it was never right; left standing, it would hide the next finding of that rule.",
    bad=_idea("ignore: [{rule: CX225, reason: The note follows}]"),
    good=_idea("ignore: [{rule: CX034, reason: We write about HTML}]\nsummary: Start a <b>return</b>"),
)
FORBIDDEN_SUPPRESSION = Rule(
    "CX612",
    "forbidden-suppression",
    "error",
    "An exception is made from a rule that guards visibility: an error of the family CX5, or CX530. These findings "
    "would show too much to somebody; they are told and refuse the build whatever an item or the plugin's options say.",
    bad=_idea("ignore: [{rule: CX503, reason: We know}]"),
    good=_idea(""),
)
UNKNOWN_SUPPRESSED_RULE = Rule(
    "CX613",
    "unknown-suppressed-rule",
    "error",
    "`ignore` of an item names a rule that does not exist. Rules are named by their code or their name.",
    bad=_idea("ignore: [{rule: CX999, reason: We know}]"),
    good=_idea(""),
)
ODD_COMMIT_DATES = Rule(
    "CX614",
    "odd-commit-dates",
    "warning",
    "Commits are dated backwards, or in the future, so that an edition is another one than their order says: a commit "
    "counts from its own day on, and never before the commits that it builds on. The name of a tag can say the time of "
    "an edition instead. The examples are of a repository with a commit of 2031 below one of 2025, which has the tag "
    "`edition-2025-02`.",
    bad=_remembers("since: 2025-01-01, every: month"),
    good=_remembers("since: 2025-01-01, tags: edition-*"),
)
HISTORY_BEFORE_COMMITS = Rule(
    "CX615",
    "history-before-commits",
    "warning",
    "`history` asks for a time before the first commit that holds the content. Nothing is told of it. A history that "
    "was rewritten may have got new dates; a content folder that was moved has no past at its old place. The examples "
    "are of a repository whose first commit is of March 2025.",
    bad=_remembers("since: 2024-01-01, every: month"),
    good=_remembers("since: 2025-03-01, every: month"),
)
NO_EDITIONS = Rule(
    "CX616",
    "no-editions",
    "warning",
    "Nothing is an edition: no tag on the branch's own line fits the pattern of `history`, or its readers see no "
    "review of that time. Nothing is remembered, for all or for these readers. The examples are of a repository "
    "with the tag `edition-2025-03`.",
    bad=_remembers("since: 2025-01-01, tags: release-*"),
    good=_remembers("since: 2025-01-01, tags: edition-*"),
)
UNREADABLE_EDITION = Rule(
    "CX617",
    "unreadable-edition",
    "info",
    "A commit that is an edition holds content that can't be read, or items that can't be. These are left out, and the "
    "others told. Nobody can mend a commit, so this refuses no build. The examples are of a repository whose "
    "roadmap.yml could not be read in February 2025.",
    bad=_remembers("since: 2025-01-01, every: month"),
    good=_remembers("since: 2025-03-01, every: month"),
)

HISTORY_RULES = (ODD_COMMIT_DATES, HISTORY_BEFORE_COMMITS, NO_EDITIONS, UNREADABLE_EDITION)
"""Rules of which only what reads the commits finds anything."""
