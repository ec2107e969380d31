"""What a web server is told of a site's headers: a file that its configuration includes, written anew with each site,
since other scripts have other hashes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.reading import read
from cxsite.site.folders.csp import OF_THE_THEME
from cxsite.site.folders.manifest import Manifest, read_manifest
from cxsite.site.project import Project
from cxsite.site.served.expected import CACHE, CSP, FOR_ALL, HASHED, KEEP, cache_control, headers_of, policy_of

_NOTE = "# Written by `cxsite headers`, for the {level} site of {day}. Write it anew with each site.\n"
_ANY = "index.html"


def site_headers(project: Project, manifest: Path, form: str) -> str:
    """The headers of a site by its manifest. Raises `CxsiteError` where manifest or content can't be read."""
    listed = read_manifest(manifest)
    roadmap = read(project.settings).usable()
    level = audience_of(roadmap.levels, listed.audience)
    site = roadmap.charter.site.get(level.name)
    below = urlsplit(site.site_url or "").path if site is not None else ""
    return server_config(form, listed, not roadmap.levels.is_below_internal(level), below)


def server_config(form: str, listed: Manifest, private: bool, below: str = "/") -> str:
    """The headers of a site in the form of a server, or as JSON (path → headers).

    `private`: nobody but readers' own browsers may keep its pages; `below`: the path at which it is served.
    """
    if not listed.policy or not listed.assets_policy:
        raise CxsiteError("the manifest names no policy: build the site with this version of cxsite")
    if form == "json":
        told = {path: headers_of(path, listed, private) for path in listed.files}
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    # A value goes into quotes of the server's own language.
    if set('"\\$`{}\n') & set(listed.policy + listed.assets_policy):
        raise CxsiteError("the policy of the manifest holds what no policy of ours does: build the site anew")
    note = _NOTE.format(level=re.sub(r"\s", " ", listed.audience), day=re.sub(r"[^\d-]", "", listed.today))
    listed = replace(listed, audience=re.sub(r"\W", "_", listed.audience))
    return note + {"nginx": _nginx, "caddy": _caddy}[form](listed, private, below.rstrip("/"))


def _nginx(listed: Manifest, private: bool, below: str) -> str:
    """For the level `http`: variables, so that one `add_header` in the server is right for every file. A `location`
    with an `add_header` of its own would lose those of the server."""
    own = f"~^{re.escape(below)}/assets/(?!({'|'.join(OF_THE_THEME)})/)"
    name = f"$roadmap_{listed.audience}"
    return (
        f"map $uri {name}_policy {{\n"
        f'    default "{policy_of(_ANY, listed)}";\n    "{own}" "{listed.assets_policy}";\n}}\n'
        f"map $uri {name}_cache {{\n"
        f'    default "{cache_control(_ANY, private)}";\n    "~{HASHED}" "{KEEP}";\n}}\n'
    )


def _caddy(listed: Manifest, private: bool, below: str) -> str:
    """For the block of the site."""
    name = f"@roadmap_{listed.audience}"
    theme = " ".join(f"{below}/assets/{folder}/*" for folder in OF_THE_THEME)
    always = "".join(f'\t{header} "{value}"\n' for header, value in FOR_ALL.items())
    return (
        f'header {{\n\t{CSP} "{policy_of(_ANY, listed)}"\n\t{CACHE} "{cache_control(_ANY, private)}"\n{always}}}\n'
        f"{name}_own {{\n\tpath {below}/assets/*\n\tnot path {theme}\n}}\n"
        f'header {name}_own {{\n\t{CSP} "{listed.assets_policy}"\n\tdefer\n}}\n'
        f"{name}_hashed path_regexp {HASHED}\n"
        f'header {name}_hashed {CACHE} "{KEEP}"\n'
    )
