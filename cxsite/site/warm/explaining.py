"""Why pages were made again, in words: the file, option, template or code that is another one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.settings import Settings
from cxsite.render.address import item_address, page_uri
from cxsite.site.folders.contents import files_below
from cxsite.site.warm.building import GONE, LINKED, WARNED, WarmBuild
from cxsite.site.warm.page_store import Known

_MOST = 3
_KNOWN_REASONS = {
    GONE: "what was kept of it is gone",
    WARNED: "the engine warns about it, so it is always made",
    LINKED: "a link in it leads elsewhere",
}


def content_files(settings: Settings) -> dict[str, str]:
    """The files of the content, by the paths that findings name, with their hashes."""
    root = settings.root.resolve()
    found: dict[str, str] = {}
    for folder in settings.folders:
        for _, entry in files_below(folder.resolve()):
            place = Path(entry).resolve() if entry.is_symlink() else Path(entry)
            name = place.relative_to(root).as_posix() if place.is_relative_to(root) else str(place)
            found[name] = hashlib.sha256(place.read_bytes()).hexdigest()
    return found


def explained(build: WarmBuild, now: Known, roadmap: Roadmap) -> tuple[str, ...]:
    """One line for each page that was made, and one that counts them."""
    if build.cold:
        return (f"every page was made, as nobody can say what they hang on: {build.cold}",)
    count = f"{len(build.again)} of {len(now.pages)} pages were made"
    if build.before is None:
        return (f"{count}: nothing is known here of an earlier build of this site",)
    own = dict(_own_files(roadmap))
    reasons = {uri: _reason(uri, why, build.before, now, own) for uri, why in sorted(build.again.items())}
    return (*(f"{_shown(uri)}: {reason}" for uri, reason in reasons.items()), count)


def _reason(uri: str, why: str, before: Known, now: Known, own: Mapping[str, str]) -> str:
    if uri not in before.pages:
        return f"is new{_from(own.get(uri))}"
    name, text = before.pages[uri]
    if name == now.pages[uri][0]:
        return _KNOWN_REASONS[why]
    reasons = []
    if others := _changed(before.inputs, now.inputs):
        reasons.append(f"{_some(others)} {'is' if len(others) == 1 else 'are'} not what was")
    if text != now.pages[uri][1]:
        reasons.append(_why_text(_changed(before.content, now.content), own.get(uri)))
    return "; ".join(reasons)


def _why_text(changed: list[str], own: str | None) -> str:
    if own in changed:
        return f"{own} has changed"
    return f"it shows something of {_some(changed)}" if changed else "it says something else now"


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _some(names: list[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _from(file: str | None) -> str:
    return f", from {file}" if file else ""


def _shown(uri: str) -> str:
    return uri.removesuffix("index.md") or "./"


def _own_files(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """The file of each page that has one, by the page."""
    for kind in KINDS:
        for id_ in roadmap.items.get(kind.name, {}):
            origin = roadmap.origins.get((kind.name, id_))
            if origin is not None:
                yield page_uri(item_address(kind.name, id_)), Path(origin.path).as_posix()
