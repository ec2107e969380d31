"""Where the forms sign in: the repository's host, as mkdocs.yml names it, and what its owner says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from cxsite.model.repository_host import GITHUB_CLOUD, HostSort

GITHUB, GITLAB = "github.com", "gitlab.com"


def backend_of(repo_url: str, sort: HostSort | None) -> dict[str, Any]:
    """The host that Sveltia CMS is to ask, from the address of the repository and the sort of its host.

    Sveltia CMS works with local files under the name of any host. So a repository that lies elsewhere, or whose place
    nobody said, gets a name that leads nowhere. So does one in a cloud of GitHub for one firm: its interface has an
    address that Sveltia CMS can't be told.
    """
    address = urlsplit(repo_url)
    host, path = (address.hostname or "").lower(), address.path.strip("/").removesuffix(".git")
    repo = path if path.count("/") else f"local/{path or 'content'}"
    base = f"{address.scheme}://{address.netloc}"
    if sort == "github" and not host.endswith(GITHUB_CLOUD):
        return {"name": sort, "repo": repo} | ({} if host == GITHUB else {"api_root": f"{base}/api/v3"})
    if sort == "gitlab":
        return {"name": sort, "repo": repo} | (
            {} if host == GITLAB else {"base_url": base, "api_root": f"{base}/api/v4"}
        )
    return {"name": "github", "repo": repo, "auth_methods": ["token"]}


def is_local_only(backend: Mapping[str, Any]) -> bool:
    """Whether nobody can sign in: the repository's host is none that the forms know."""
    return backend.get("auth_methods") == ["token"] and "api_root" not in backend


def hosts_of(backend: Mapping[str, Any]) -> tuple[str, ...]:
    """The addresses that the page may ask: none for local files only."""
    if is_local_only(backend):
        return ()
    named = [str(backend[key]) for key in ("api_root", "graphql_api_root", "base_url") if backend.get(key)]
    usual = {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}.get(str(backend.get("name")))
    if usual and "api_root" not in backend:
        named.append(usual)
    found = (urlsplit(one) for one in named)
    return tuple(sorted({f"{one.scheme}://{one.netloc}" for one in found if one.scheme and one.netloc}))
