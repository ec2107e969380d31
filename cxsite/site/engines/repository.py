"""Where the files of a project are edited and added: the pages that its host has for that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from cxsite.model.repository_host import HostSort, host_of
from cxsite.site.engines.plugins import PLUGIN, named_plugins


@dataclass(frozen=True, slots=True)
class Host:
    """A sort of host: the words of its addresses for editing and adding a file, and of a new file's name and text."""

    edit: str
    new: str
    name: str
    text: str


HOSTS: Mapping[HostSort, Host] = {
    "github": Host("edit", "new", "filename", "value"),
    "gitlab": Host("-/edit", "-/new", "file_name", "content"),
    "gitea": Host("_edit", "_new", "filename", "value"),
}
_EDIT = re.compile(r"(?:-/|_)?(?:edit|blob|tree|src|raw)/(?P<branch>[^/?#]+)/(?P<folder>[^?#]*)")


def repository_links(said: Mapping[str, Any]) -> dict[str, str | dict[str, str]]:
    """What the theme needs for links to a repository; nothing where mkdocs.yml names none.

    `edit` is where files are edited, from the folder of mkdocs.yml on; `new`, where the host is one that we know, where
    they are added, with the names of the parameters for a file's name and text.
    """
    repository = str(said.get("repo_url") or "").rstrip("/")
    if not repository:
        return {}
    sort = host_sort(said)
    host = HOSTS[sort] if sort else None
    uri = str(said.get("edit_uri") or "")
    if sort == "gitlab" and uri.startswith("edit/"):
        uri = f"-/{uri}"
    address = urljoin(f"{repository}/", uri or f"{host.edit if host else 'edit'}/main/")
    found: dict[str, str | dict[str, str]] = {"edit": address}
    if host is not None:
        match = _EDIT.fullmatch(address.removeprefix(f"{repository}/"))
        branch, folder = (match["branch"], match["folder"]) if match else ("main", "")
        found["new"] = {"url": f"{repository}/{host.new}/{branch}/{folder}", "name": host.name, "text": host.text}
    return found


def host_sort(said: Mapping[str, Any]) -> HostSort | None:
    """The sort of host of a project's repository: as the option `host` says, else by its name or by how it edits."""
    options = next((options for name, options, _ in named_plugins(said) if name == PLUGIN), {})
    return host_of(str(said.get("repo_url") or ""), str(said.get("edit_uri") or ""), str(options.get("host") or ""))
