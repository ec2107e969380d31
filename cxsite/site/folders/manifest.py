"""The manifest of a site: every file with its hash, the day, what it was made with, the policy that it runs under."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.site.folders.contents import Contents, contents
from cxsite.site.folders.csp import ASSETS_POLICY
from cxsite.site.folders.output import manifest_of

MADE_WITH = ("cxsite", "jinja2", "markdown", "mkdocs", "mkdocs-material", "pydantic", "pymdown-extensions")
POLICY, POLICY_OF_ASSETS = "content_security_policy", "content_security_policy_of_assets"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says: for whom, for which day, the SHA-256 of each file, and the policies that pages and files
    of the content are served under."""

    audience: str
    today: str
    files: Mapping[str, str]
    policy: str = ""
    assets_policy: str = ""


def manifest(
    site: Contents, audience: str, today: dt.date, commit: str = "", made_with: Sequence[str] = MADE_WITH
) -> bytes:
    """The manifest of a site: path → SHA-256, ordered by path.

    `commit`: the revision of the content, for audiences that may know of it. `made_with`: the packages whose versions
    are told.
    """
    said: dict[str, object] = {"audience": audience, "today": today.isoformat()}
    if commit:
        said["commit"] = commit
    said["versions"] = {name: version(name) for name in made_with}
    said[POLICY] = site.policy
    said[POLICY_OF_ASSETS] = ASSETS_POLICY
    said["files"] = dict(site.hashes)
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def made_with(engine: str) -> tuple[str, ...]:
    """The packages that sites are made with which this engine builds: Zensical brings its own theme, and any other
    takes MkDocs' place."""
    others = ("mkdocs", "mkdocs-material") if engine == "zensical" else ("mkdocs",)
    return tuple(sorted({engine, *(name for name in MADE_WITH if name not in others)}))


def write_beside(folder: Path, audience: str, today: dt.date, commit: str = "") -> None:
    """Write the manifest of a site that plain MkDocs has built in the folder of its level; others get none."""
    if folder.name != audience:
        return
    place = manifest_of(folder)
    try:
        place.write_bytes(manifest(contents(folder), audience, today, commit))
    except OSError as error:
        raise CxsiteError(f"{place} can't be written: {error.strerror}") from None


def read_manifest(file: Path) -> Manifest:
    """Read a manifest; `CxsiteError` where it is none."""
    try:
        said = json.loads(file.read_bytes())
    except OSError as error:
        raise CxsiteError(f"{file} can't be read: {error.strerror}") from None
    except ValueError:
        said = None
    files = said.get("files") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(files, dict):
        raise CxsiteError(f"{file} is no manifest of a site")
    policies = (str(said.get(name, "")) for name in (POLICY, POLICY_OF_ASSETS))
    return Manifest(str(said.get("audience")), str(said.get("today")), files, *policies)


def differences(folder: Path, listed: Manifest) -> Iterator[str]:
    """Where a deployed site differs from its manifest: files that are missing, changed or added."""
    found = contents(folder).hashes
    for name in sorted(listed.files.keys() | found.keys()):
        if name not in found:
            yield f"{name}: is missing"
        elif name not in listed.files:
            yield f"{name}: was added"
        elif found[name] != listed.files[name]:
            yield f"{name}: was changed"
