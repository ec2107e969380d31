"""The audit of a site where it is served: every file that the manifest names is fetched from the site's own address."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from cxsite.model.finding import CxsiteError
from cxsite.model.levels import Level
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.reading import read
from cxsite.site.audit import AuditResult, audit_site
from cxsite.site.folders.manifest import Manifest, read_manifest
from cxsite.site.project import Project
from cxsite.site.served.answers import (
    OK,
    Answers,
    differing,
    first_reason,
    headers,
    missing_page,
    open_to_strangers,
    types,
)
from cxsite.site.served.fetching import Answer, Server

HEADER = "CXSITE_AUDIT_HEADER"
"""The variable that holds the header which lets a program in: `Authorization: Bearer …`."""
_NOTHING_THERE = "cxsite-audit-asks-for-what-is-not-there/index.html"
_BESIDE = ("mkdocs.yml", "content/roadmap.yml", ".git/HEAD")
"""What a server gives that serves the project's folder in place of a site's."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Served:
    """What is to be audited: `locked`: as a stranger, who should get nothing; `headers`: whether the server can be told
    what to send."""

    address: str
    audience: str
    manifest: Path
    locked: bool = False
    headers: bool = True


def is_address(site: str) -> bool:
    """Whether a site is named by its address, not by its folder; unnamed it is at the address that roadmap.yml says."""
    return not site or "://" in site


def audit_served(project: Project, served: Served) -> AuditResult:
    """Audit a site at its address. Raises `CxsiteError` for an address that is not the site's own, and where the server
    can't be reached."""
    listed = read_manifest(served.manifest)
    roadmap = read(project.settings).usable()
    level = audience_of(roadmap.levels, served.audience)
    if listed.audience != level.name:
        raise CxsiteError(f"{served.manifest} is that of the {listed.audience} site, not of the {level.name} one")
    server = Server(own_address(roadmap, level, served.address), None if served.locked else _header(served.address))
    answers = {path: server.file(path) for path in listed.files if not _is_hidden(path) and _is_inside(path)}
    if not answers:
        raise CxsiteError(f"{served.manifest} names no file")
    if served.locked:
        return AuditResult(len(answers), (), tuple(open_to_strangers(listed, answers)))
    if reason := first_reason(listed, answers):
        return AuditResult(len(answers), (), (f"{server.address} {reason}",))
    private = not roadmap.levels.is_below_internal(level)
    told = [*differing(listed, answers), *types(answers)]
    told += headers(listed, answers, private) if served.headers else []
    told += _around(server, listed, roadmap, level)
    copied = _leaks(project, level, served.manifest, answers)
    return AuditResult(len(answers), copied.leaks, tuple(told), copied.findings)


def own_address(roadmap: Roadmap, level: Level, address: str) -> str:
    """The address, with a slash at its end, where it is that of the level's site, or this machine's; unsaid, that of
    the level's site."""
    site = roadmap.charter.site.get(level.name)
    own = f"{site.site_url.rstrip('/')}/" if site is not None and site.site_url else ""
    if not (address := address or own):
        raise CxsiteError(f"name the site's folder, or say its address in roadmap.yml: `site.{level.name}.site_url`")
    asked = urlsplit(address)
    try:
        _ = asked.port
    except ValueError:
        raise CxsiteError(f"{address} is no address of a site") from None
    if asked.scheme not in ("http", "https") or not asked.hostname or asked.username or asked.query or asked.fragment:
        raise CxsiteError(f"{address} is no address of a site: it is written `https://roadmap.example.com/`")
    whole = f"{address.rstrip('/')}/"
    if asked.hostname in _LOOPBACK or whole == own:
        return whole
    said = f"`site.{level.name}.site_url` in roadmap.yml says {own}" if own else "roadmap.yml names none (`site_url`)"
    raise CxsiteError(f"{whole} is not the address of the {level.name} site, and nobody else's is asked: {said}")


def _header(address: str) -> tuple[str, str] | None:
    """The header, for an address that somebody typed: what roadmap.yml says can be changed by whoever edits content."""
    said = os.environ.get(HEADER, "")
    if not said:
        return None
    asked = urlsplit(address)
    if not address:
        raise CxsiteError(f"{HEADER} is sent only to an address that is named on the command line: name it")
    if asked.scheme != "https" and asked.hostname not in _LOOPBACK:
        raise CxsiteError(f"{HEADER} is sent over https only, and {address} is none")
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*([\x20-\x7e]+)", said)
    if found is None:
        # The value is a secret, so it is not shown.
        raise CxsiteError(f"{HEADER} is no header: it is written `Name: value`, in one line")
    return found[1], found[2]


def _is_hidden(path: str) -> bool:
    """Files that hosts keep to themselves."""
    return any(part.startswith(".") for part in PurePosixPath(path).parts) or path in (
        "CNAME",
        "_headers",
        "_redirects",
    )


def _is_inside(path: str) -> bool:
    return ".." not in PurePosixPath(path).parts and not path.startswith("/")


def _around(server: Server, listed: Manifest, roadmap: Roadmap, level: Level) -> Iterator[str]:
    """What else the server gives: the page for what is missing, and what may lie beside a site's folder."""
    nothing = server.file(_NOTHING_THERE)
    yield from missing_page(listed, nothing)
    others = [f"{other.name}/index.html" for other in roadmap.levels if other != level]
    for path in (*_BESIDE, f"{level.name}.manifest.json", *others):
        if path not in listed.files and _is_another(server.file(path), nothing):
            yield f"{path} is served: the server's root is not the site's folder, but one above it"


def _is_another(answer: Answer, nothing: Answer) -> bool:
    return answer.status == OK and answer.body != nothing.body


def _leaks(project: Project, level: Level, manifest: Path, answers: Answers) -> AuditResult:
    """The audit of a copy of what came."""
    with tempfile.TemporaryDirectory(prefix="cxsite-served-") as folder:
        for path, answer in answers.items():
            if answer.status == OK:
                file = Path(folder) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(answer.body)
        return audit_site(project, Path(folder), level.name, manifest)
