"""The picture beside links to a site: its own or a drawn one, the same bytes each time, and nothing withheld in it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from cxsite.load.load import load
from cxsite.projection.projection import project
from cxsite.render.files.share_image import share_image, shared_address
from cxsite.render.render import render, site_of
from cxsite.render.site import Site
from tests.check.trees import check, write
from tests.sites import TODAY

ROADMAP = "title: {title}\nsite: {{public: {{site_url: 'https://lamps.example.com/'}}}}\n"
SEEN = "title: Lights\nvisibility: public\nstatus: in-progress\nend: 2026-09\n"
WITHHELD = "title: Zirconium\nstatus: in-progress\nend: 2026-09\n"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738"
    "550000000049454e44ae426082"
)


def _site(root: Path, audience: str = "public") -> Site:
    roadmap = load(root / "content", root).roadmap
    assert roadmap is not None
    return site_of(project(roadmap, roadmap.levels[audience], TODAY))


def _drawn(root: Path) -> bytes:
    return share_image(_site(root))["share.png"]()


def test_it_is_drawn_of_what_readers_see(tmp_path: Path) -> None:
    public = write({"roadmap.yml": ROADMAP.format(title="Lämps – “calm”"), "initiatives/a.yml": SEEN}, tmp_path / "a")
    more = write(
        {
            "roadmap.yml": ROADMAP.format(title="Lämps – “calm”"),
            "initiatives/a.yml": SEEN,
            "initiatives/b.yml": WITHHELD,
        },
        tmp_path / "b",
    )
    first = _drawn(public)
    assert first == _drawn(public) == _drawn(more), "the same bytes, whatever is withheld"
    picture = Image.open(io.BytesIO(first))
    assert (picture.size, picture.format, picture.info) == ((1200, 630), "PNG", {})
    other = write({"roadmap.yml": ROADMAP.format(title="Other lamps"), "initiatives/a.yml": SEEN}, tmp_path / "c")
    assert _drawn(other) != first
    unwritten = [
        _drawn(write({"roadmap.yml": ROADMAP.format(title=title), "initiatives/a.yml": SEEN}, tmp_path / title))
        for title in ("ランプ", "提灯の店")
    ]
    assert unwritten[0] == unwritten[1], "no boxes in place of letters"


def test_a_roadmap_may_have_its_own(tmp_path: Path) -> None:
    own = ROADMAP.format(title="Lamps") + "share_image: lamp.png\n"
    root = write({"roadmap.yml": own, "initiatives/a.yml": SEEN}, tmp_path)
    assert "lamp.png" in " ".join(finding.message for finding in check(root)), "it is not there yet"
    (root / "content" / "assets").mkdir()
    (root / "content" / "assets" / "lamp.png").write_bytes(DOT)
    site = _site(root)
    assert share_image(site) == {} and shared_address(site) == "assets/lamp.png"
    assert render(site.view).extra["image"] == "assets/lamp.png"
    assert render(site.view).files["assets/lamp.png"] == DOT


def test_without_an_address_nobody_could_find_it(tmp_path: Path) -> None:
    root = write({"roadmap.yml": "title: Lamps\n", "initiatives/a.yml": SEEN}, tmp_path)
    stage = render(_site(root).view)
    assert "share.png" not in stage.files and "image" not in stage.extra
