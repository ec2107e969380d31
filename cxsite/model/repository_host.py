"""Which sort of host a repository lies on: what its addresses and its programming interface look like."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

HostSort = Literal["github", "gitlab", "gitea"]
HOST_SORTS: tuple[HostSort, ...] = ("github", "gitlab", "gitea")
GITHUB_CLOUD = ".ghe.com"
"""How names of GitHub's own clouds for one firm end."""
_EDITS: tuple[tuple[str, HostSort], ...] = (("-/", "gitlab"), ("_edit/", "gitea"))
_NAMED: tuple[tuple[str, HostSort], ...] = (
    ("gitlab", "gitlab"),
    ("github", "github"),
    ("codeberg", "gitea"),
    ("forgejo", "gitea"),
    ("gitea", "gitea"),
)


def host_of(repo_url: str, edit_uri: str = "", said: str = "") -> HostSort | None:
    """The sort of the host at `repo_url`: as `said`, else by how files are edited there or by its name; `None` where
    nothing tells."""
    for sort in HOST_SORTS:
        if said == sort:
            return sort
    name = (urlsplit(repo_url).hostname or "").lower()
    if name.endswith(GITHUB_CLOUD):
        return "github"
    found = [sort for start, sort in _EDITS if edit_uri.startswith(start)]
    return next(iter(found + [sort for word, sort in _NAMED if word in name]), None)
