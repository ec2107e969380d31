"""The same items as needs of Sphinx-Needs: a page for each, with its texts, its status and its links."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cxsite.load.load import load
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import Roadmap

_LINKS = ("objectives", "journeys", "personas", "kpis", "phase", "owner", "evidence", "initiatives")
_CONF = """\
project = "Benchmark"
extensions = ["sphinx_needs"]
needs_id_regex = "^[A-Z0-9_]{3,}"
needs_types = [%s]
html_theme = "alabaster"
"""


def is_there(python: str) -> bool:
    """Whether Sphinx-Needs is installed for this interpreter."""
    asked = [python, "-c", "import sphinx_needs"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def command(python: str, source: Path, out: Path) -> tuple[str, ...]:
    """How to build what `write_needs` wrote; a second time, only what has changed."""
    return (python, "-m", "sphinx", "-q", "-b", "html", str(source), str(out))


def write_needs(content: Path, root: Path, target: Path) -> int:
    """Write the items of a content folder as needs into `target`; returns how many."""
    roadmap = load(content, root).roadmap
    if roadmap is None:
        raise ValueError(f"{content} can't be read")
    look = '"prefix": "", "color": "#fff", "style": "node"'
    kinds = ", ".join(f'{{"directive": "{_directive(kind)}", "title": "{kind}", {look}}}' for kind in BY_NAME)
    target.mkdir(parents=True)
    (target / "conf.py").write_text(_CONF % kinds, encoding="utf-8")
    pages: list[str] = []
    for kind, items in roadmap.items.items():
        for id_, item in items.items():
            place = target / kind / f"{id_}.rst"
            place.parent.mkdir(exist_ok=True)
            place.write_text("\n".join(_page(roadmap, kind, id_, item)), encoding="utf-8")
            pages.append(f"   {kind}/{id_}")
    index = ["Roadmap", "=======", "", ".. toctree::", "   :maxdepth: 1", "", *pages, "", ".. needtable::", ""]
    (target / "index.rst").write_text("\n".join(index), encoding="utf-8")
    return len(pages)


def _page(roadmap: Roadmap, kind: str, id_: str, item: Any) -> Iterator[str]:
    title = " ".join(str(item.title).split())
    yield from (title, "=" * max(3, len(title)), "")
    yield f".. {_directive(kind)}:: {title}"
    yield f"   :id: {_need(kind, id_)}"
    if getattr(item, "status", None):
        yield f"   :status: {item.status}"
    if links := sorted(_links(roadmap, item)):
        yield f"   :links: {', '.join(links)}"
    yield ""
    for text in (getattr(item, "summary", None), getattr(item, "outcome", None), item.body):
        for line in _plain(str(text or "")):
            yield f"   {line}"
        yield ""


def _links(roadmap: Roadmap, item: Any) -> Iterator[str]:
    for field in _LINKS:
        said = getattr(item, field, None) or ()
        kind = {"owner": "team"}.get(field, field.removesuffix("s") if field != "kpis" else "kpi")
        for id_ in (said,) if isinstance(said, str) else said:
            if id_ in roadmap.items.get(kind, {}):
                yield _need(kind, id_)


def _plain(text: str) -> Iterator[str]:
    """Its lines without what is Markdown only."""
    for line in text.splitlines():
        if not line.startswith("///"):
            yield line.replace("[", "").replace("](", " (").replace("*", "").replace("`", "").replace("|", "")


def _need(kind: str, id_: str) -> str:
    return f"{kind}_{id_}".upper().replace("-", "_")


def _directive(kind: str) -> str:
    return kind.replace("_", "")
