"""Where the forms sign in: the repository's host, as mkdocs.yml names it, and what its owner says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

GITHUB, GITLAB = "github.com", "gitlab.com"


def backend_of(repo_url: str) -> dict[str, Any]:
    """The host that Sveltia CMS is to ask, from the address of the repository.

    Sveltia CMS works with local files under the name of any host. So a repository that lies elsewhere, or whose place
    nobody said, gets a name that leads nowhere.
    """
    address = urlsplit(repo_url)
    host, path = (address.hostname or "").lower(), address.path.strip("/").removesuffix(".git")
    repo = path if path.count("/") else f"local/{path or 'content'}"
    if host == GITHUB:
        return {"name": "github", "repo": repo}
    if "gitlab" in host:
        backend = {"name": "gitlab", "repo": repo}
        if host != GITLAB:
            base = f"{address.scheme}://{address.netloc}"
            backend |= {"base_url": base, "api_root": f"{base}/api/v4"}
        return backend
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
