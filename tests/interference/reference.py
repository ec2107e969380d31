"""The reference roadmap in the form in which tests change withheld things, and what a site of it is made of."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from cxsite.check.runner import check_view
from cxsite.load.load import load
from cxsite.model.declare import Declared
from cxsite.model.kinds import KINDS
from cxsite.model.period import Period
from cxsite.model.roadmap import Roadmap
from cxsite.model.shape import set_fields
from cxsite.projection.projection import project
from cxsite.render.render import render
from tests.bodies import Bodies, Piece
from tests.sites import LEVELS, Raw, Site

DAY = dt.date(2026, 3, 31)
NAMES = dict(zip(("public", "customer", "internal", "restricted"), LEVELS, strict=True))
BLOCK = re.compile(r"^/// (\w+)\n(.*?)^///$", re.MULTILINE | re.DOTALL)


def reference_site(content: Path) -> Site:
    """The reference roadmap as raw values, with the levels that generated sites have; its bodies in pieces."""
    roadmap = load(content, content.parent).roadmap
    assert roadmap is not None
    bodies = Bodies(LEVELS)
    charter: Raw = {"levels": list(LEVELS), "default_visibility": "internal", **raw_of(roadmap.charter, bodies)}
    # Where the reference has none of its own, hidden things get one to name; what nobody uses is in no View.
    for vocabulary in ("areas", "channels", "departments", "risk_categories"):
        charter.setdefault(vocabulary, {"other": "Other"})
    return Site(
        charter=charter,
        items={
            kind.name: {id_: _without(raw_of(item, bodies), "id") for id_, item in roadmap.items[kind.name].items()}
            for kind in KINDS
        },
        pages={path: _without(raw_of(page, bodies), "path") for path, page in roadmap.pages.items()},
        assets=sorted(roadmap.assets),
        bodies=bodies,
    )


def _without(raw: Raw, name: str) -> Raw:
    return {key: value for key, value in raw.items() if key != name}


def raw_of(value: Any, bodies: Bodies) -> Any:
    """A value of the model as an author types it."""
    if isinstance(value, Declared):
        raw = {name: raw_of(getattr(value, name), bodies) for name, _ in set_fields(value)}
        if len(raw.get("benefit", ())) == 1:
            # One number is a benefit of every year; as a list it would be refused.
            raw["benefit"] = raw["benefit"][0]
        return raw
    if isinstance(value, dict):
        return {NAMES.get(key, key): raw_of(entry, bodies) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [raw_of(entry, bodies) for entry in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date | Period | int | float):
        return str(value)
    if isinstance(value, str):
        return _body(value, bodies) if "\n/// " in f"\n{value}" else NAMES.get(value, value)
    return value


def _body(body: str, bodies: Bodies) -> str:
    pieces: list[Piece] = []
    end = 0
    for match in BLOCK.finditer(body):
        if match[1] in NAMES:
            pieces += [Piece(None, body[end : match.start()].strip("\n")), Piece(NAMES[match[1]], match[2].strip("\n"))]
            end = match.end()
    pieces.append(Piece(None, body[end:].strip("\n")))
    return bodies.join([piece for piece in pieces if piece.text])


def site_bytes(roadmap: Roadmap, audience: str) -> dict[str, bytes]:
    """Every byte that an engine gets to build the site of an audience, by its place; the rest under names in `*`."""
    view = project(roadmap, roadmap.levels[audience], DAY)
    health = check_view(view) if roadmap.levels.internal.visible_to(view.audience) else ()
    stage = render(view, health)
    told = {page.uri: page.text.encode() for page in stage.pages}
    told["*order*"] = "\n".join(page.uri for page in stage.pages).encode()
    told["*rest*"] = repr((stage.site_name, stage.site_url, stage.language, stage.nav, stage.extra)).encode()
    return {**told, **stage.files}
