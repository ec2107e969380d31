"""Jira: “Export CSV (all fields)”, and the older names of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from cxsite.exchange.export_layout import Layout, Role
from cxsite.exchange.layouts.jira_names import LANGUAGES, in_all_languages, language_of, of_language, recognised

# Epics and what is larger, as `fold` has them, also in German, French and Spanish.
_LARGE = {
    *("epic", "epos", "epopee", "epopeya", "epica", "initiative", "iniciativa", "theme", "thema", "tema", "feature"),
    *("funktion", "fonctionnalite", "funcion", "legend", "capability", "saga", "idea", "idee"),
}
_SIGNS = (("Summary", "Issue key"), ("Summary", "Issue Type", "Issue id"))


def _all_signs() -> Iterator[frozenset[str]]:
    """The English ones first, which are told where none fits."""
    yield from map(frozenset, _SIGNS)
    for language in LANGUAGES:
        for signs in _SIGNS:
            yield from map(frozenset, product(*(of_language(name, language) for name in signs)))


def _told(headings: tuple[str, ...]) -> str:
    """What was recognised of headings in another language."""
    language, found = language_of(headings), recognised(headings)
    if not language or not found:
        return ""
    return f"headings in {language}: " + ", ".join(f"`{heading}` is {name}" for heading, name in found.items())


_ENGLISH = Layout(
    name="jira",
    title="Jira",
    signs=tuple(_all_signs()),
    roles={
        "key": ("Issue key", "Key"),
        "number": ("Issue id",),
        "title": ("Summary",),
        "text": ("Description",),
        "status": ("Status",),
        "category": ("Status Category",),
        "resolution": ("Resolution",),
        "type": ("Issue Type",),
        "start": ("Custom field (Start date)", "Start date", "Custom field (Target start)"),
        "end": ("Due date", "Due Date", "Custom field (Target end)"),
        "shipped": ("Resolved", "Resolution Date"),
        "tags": ("Labels",),
        "parent": ("Parent", "Parent key", "Parent id", "Custom field (Epic Link)", "Custom field (Parent Link)"),
        "blocked_by": ("Inward issue link (Blocks)", "Inward issue link (Blocker)"),
        "blocks": ("Outward issue link (Blocks)", "Outward issue link (Blocker)"),
        "comment": ("Comment", "Comments"),
        "confidential": ("Security Level",),
    },
    people=(
        "Assignee*",
        "Reporter*",
        "Creator*",
        "Watchers*",
        "Project lead*",
        "Log Work",
        "Custom field (Approvers)",
        "Custom field (Request participants)",
        "Voters*",
    ),
    skipped=(
        "Project*",
        "Project key",
        "Project name",
        "Project type",
        "Project description",
        "Created",
        "Updated",
        "Last Viewed",
        "Votes",
        "Attachment*",
        "Work Ratio",
        "Original Estimate",
        "Remaining Estimate",
        "Time Spent",
        "Σ*",
        "Custom field (Rank)",
        "Custom field (Development)",
        "Custom field (Issue color)",
        "Custom field ([CHART]*",
        "Custom field (Epic Color)",
        "Custom field (Epic Name)",
        "Custom field (Epic Status)",
        "Parent summary",
        "Status Category Changed",
    ),
    markup="wiki",
    large=frozenset(_LARGE),
    recognised=_told,
)
_ROLES: Mapping[Role, tuple[str, ...]] = {role: in_all_languages(names) for role, names in _ENGLISH.roles.items()}
JIRA = replace(
    _ENGLISH, roles=_ROLES, people=in_all_languages(_ENGLISH.people), skipped=in_all_languages(_ENGLISH.skipped)
)
