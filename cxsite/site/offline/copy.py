"""A copy of a built site that opens from a folder: with a click, without a server, search and diagrams included."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.site.folders.output import level_of
from cxsite.site.offline.links import INDEX, offline_page, to_page
from cxsite.site.offline.scripts import INDEX_JSON, INDEX_SCRIPT, MORE, SCRIPT, index_script, offline_script

# It is shown by a server for what it does not have, and names its files from the root of one.
_LEFT_OUT = "404.html"


def copy_offline(site: Path, out: Path) -> int:
    """Write the copy of the site in the folder `site` into `out`, which is new or empty; returns how many pages it has.

    Raises `CxsiteError` where there is no site, or something lies in `out`.
    """
    if not (site / INDEX).is_file():
        raise CxsiteError(f"there is no site in {site}: build it first, or name the folder of one audience")
    if out.resolve().is_relative_to(site.resolve()):
        raise CxsiteError(f"{out} lies in the site itself: name another folder")
    if any(level_of(parent) is not None for parent in out.resolve().parents):
        raise CxsiteError(f"{out} lies in a site, which would publish it: name another folder")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CxsiteError(f"{out} is not empty: name a new folder")
    shutil.copytree(site, out, dirs_exist_ok=True, ignore=lambda place, _: [_LEFT_OUT] if Path(place) == site else [])
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    pages = sorted(name for name in names if name.endswith(".html"))
    modules: set[str] = set()
    for name in pages:
        page = offline_page((out / name).read_bytes().decode(), name, names, SCRIPT)
        modules |= page.modules
        (out / name).write_bytes(page.text.encode())
    _search(out, names)
    scripts = {name: (out / name).read_text("utf-8") for name in names if name.endswith((".js", ".mjs"))}
    if INDEX_JSON in names:
        scripts[INDEX_JSON] = (out / INDEX_JSON).read_text("utf-8")
    first, more = offline_script(scripts, sorted(modules))
    for name, text in ((SCRIPT, first), (MORE, more)):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, "utf-8")
    return len(pages)


def _search(out: Path, names: Collection[str]) -> None:
    """What the search finds leads to files, and its index is a script."""
    place = out / INDEX_JSON
    if not place.is_file():
        return
    index = json.loads(place.read_text("utf-8"))
    for entry in index["docs"]:
        # The page of the site's own folder has no name at all.
        address, sign, part = entry["location"].partition("#")
        entry["location"] = to_page(address or ".", "", names).removeprefix("./") + sign + part
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    place.write_text(text, "utf-8")
    (out / INDEX_SCRIPT).write_text(index_script(text), "utf-8")
