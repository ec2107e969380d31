"""A bill of materials (CycloneDX 1.6, JSON): what an installed cxsite consists of, from the lock files.

The Python packages are those that a new site installs (`cxsite/starter/requirements.txt`), with the hashes that the
lock accepts; the npm packages those whose code lies in `cxsite/vendor/`, with the hashes of `package-lock.json`. Same
lock files, same environment, same commit: same bytes.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import tomllib
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
PYTHON_LOCK = ROOT / "cxsite" / "starter" / "requirements.txt"
NPM_LOCK = ROOT / "package-lock.json"
VENDOR = ROOT / "cxsite" / "vendor"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_CONDITION = re.compile(r" ; (.+?) \\\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Heads of LICENSES.txt: `name 1.2.3, MIT`, or a package that another one's own build bundled.
_HEAD = re.compile(r"^={20,}\n(\S+?)(?: (\S+), (.+)|, (bundled by .+))\n={20,}$", re.MULTILINE)

Component = dict[str, Any]


def bill_of_materials(made: int) -> dict[str, Any]:
    """The whole document; `made` is the time of the commit, in seconds since 1970."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    components = sorted((*python_packages(), *npm_packages()), key=lambda one: str(one["bom-ref"]))
    about = {
        "timestamp": dt.datetime.fromtimestamp(made, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "component": {
            "type": "application",
            "bom-ref": own,
            "name": project["name"],
            "version": project["version"],
            "description": project["description"],
            "licenses": [{"license": {"id": project["license"]}}],
            "purl": own,
        },
    }
    told = json.dumps([about, components], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": about,
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [one["bom-ref"] for one in components]}],
    }


def python_packages() -> Iterator[Component]:
    """The packages of the lock file; a licence is told of those that are installed here in the same version."""
    for entry in re.split(r"\n(?=\S)", PYTHON_LOCK.read_text(encoding="utf-8")):
        pinned = _PINNED.match(entry)
        if pinned is None:
            continue
        name, version = pinned.groups()
        purl = f"pkg:pypi/{name.lower()}@{quote(version)}"
        component: Component = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
        if licences := _licences_of(name, version):
            component["licenses"] = licences
        hashes = sorted(set(_HASH.findall(entry)))
        component["properties"] = [{"name": "cxsite:lock:sha256", "value": one} for one in hashes]
        if condition := _CONDITION.search(entry.split("\n")[0]):
            component["properties"].append({"name": "cxsite:lock:only-where", "value": condition[1]})
        yield component


def _licences_of(name: str, version: str) -> list[dict[str, Any]]:
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return []
    if found["Version"] != version:
        return []
    if expression := found["License-Expression"]:
        return [{"expression": expression}]
    named = [line.rpartition(" :: ")[2] for line in found.get_all("Classifier") or () if line.startswith("License :: ")]
    told = {one for one in named if one != "OSI Approved"} or {found["License"] or _heading(name)}
    # Some write the whole text there.
    return [{"license": {"name": one}} for one in sorted(told) if one and "\n" not in one]


def _heading(name: str) -> str:
    """The first line of the licence of a package that says no more of it."""
    texts = [path.read_text(encoding="utf-8") for path in files(name) or () if "licen" in path.name.lower()]
    return next((line.strip() for text in texts for line in text.splitlines() if line.strip()), "")


def npm_packages() -> Iterator[Component]:
    """The packages in the parts for browsers, each once; of one that another bundled, nobody knows the version."""
    locked = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    seen: set[str] = set()
    for file in sorted(VENDOR.glob("*/LICENSES.txt")):
        for name, version, licence, bundled in _HEAD.findall(file.read_text(encoding="utf-8")):
            purl = f"pkg:npm/{quote(name, safe='/')}" + (f"@{version}" if version else "")
            if purl in seen:
                continue
            seen.add(purl)
            component: Component = {"type": "library", "bom-ref": purl, "name": name, "purl": purl}
            if version:
                component["version"] = version
                component["licenses"] = [{"license": {"name": licence}}]
            else:
                component["description"] = bundled
            integrity = locked.get(f"node_modules/{name}", {})
            if version and integrity.get("version") == version and integrity.get("integrity", "").startswith("sha512-"):
                digest = base64.b64decode(integrity["integrity"].removeprefix("sha512-")).hex()
                component["hashes"] = [{"alg": "SHA-512", "content": digest}]
            yield component


def as_text(made: int) -> str:
    """The document as it is written."""
    return json.dumps(bill_of_materials(made), indent=2, ensure_ascii=False) + "\n"
