"""The first promise to the last byte: built sites, manifests and what the build says, with other hidden things."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.small import run, tree

LEVELS = ("public", "customer")
ADDED = """\
title: {title}
visibility: {level}
status: planned
phase: shop-and-online-as-one
objectives: [keep-delivery-promises]
addresses: [online-order/basket-lost-between-devices]
journeys: [online-order]
personas: [careful-planner]
kpis: [nps]
start: 2026-08-03
end: 2026-11-27
impact: 5
effort: 1
cost: 777777
owner: web-and-app-crew
depends_on: [one-basket]
"""


def _add(content: Path) -> None:
    """Hidden items that sort before, between and after the visible ones, and refer to them."""
    for name, level in (("aaa-first", "internal"), ("one-basket-more", "restricted"), ("zzz-last", "internal")):
        (content / f"initiatives/{name}.yml").write_text(ADDED.format(title=f"Quagmire {name}", level=level))
    (content / "teams/aaa-team.yml").write_text("title: Quagmire team\n")
    (content / "pages/aaa-page.md").write_text("---\ntitle: Quagmire page\nvisibility: internal\n---\nQuagmire.\n")
    (content / "assets/aaa-hidden.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")


def _fields(content: Path) -> None:
    """Internal fields of visible items, blocks of bodies, rows of a hidden KPI."""
    place = content / "initiatives/one-basket.md"
    head, _, body = place.read_text().removeprefix("---\n").partition("\n---\n")
    lines = [line for line in head.split("\n") if not line.startswith(("cost:", "benefit:"))]
    head = "\n".join([*lines, "cost: 777777", "benefit: [888888, 999999]"])
    block = "/// internal\nQuagmire, and [a link](initiative:one-basket).\n///\n"
    place.write_text(f"---\n{head}\n---\n{body.rstrip()}\n\n{block}")
    rows = content / "kpis/cost-per-contact.csv"
    lines = rows.read_text().rstrip("\n").split("\n")
    rows.write_text("\n".join([*lines[:-1], lines[-1].rsplit(",", 1)[0] + ",77"]) + "\n")


def _dates(content: Path) -> None:
    """Plans within the quarter, or the month, that the audience is told."""
    place = content / "initiatives/return-anywhere.md"
    place.write_text(place.read_text().replace("end: 2026-12-11", "end: 2026-12-18"))
    place = content / "initiatives/help-on-saturdays.md"
    place.write_text(place.read_text().replace("start: 2026-02-02", "start: 2026-02-11"))


def _remove(content: Path) -> None:
    """Hidden items that nothing refers to."""
    for name in ("initiatives/shop-wifi-exit-survey.yml", "risks/repair-bench-idle.yml"):
        (content / name).unlink()


CHANGES: dict[str, Callable[[Path], None]] = {"added": _add, "fields": _fields, "dates": _dates, "removed": _remove}


def _built(project: Path) -> tuple[dict[str, bytes], str]:
    words = [word for level in LEVELS for word in ("--audience", level)]
    done = run(project, "cxsite", "build", *words, NO_COLOR="1")
    assert done.returncode == 0, done.stderr
    return tree(project / "site"), done.stdout


@pytest.fixture(scope="module")
def before(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], str]:
    return _built(_copied(repository, tmp_path_factory.mktemp("before")))


def _copied(repository: Path, folder: Path) -> Path:
    shutil.copytree(repository / "content", folder / "content")
    shutil.copy(repository / "mkdocs.yml", folder)
    return folder


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_every_byte_is_the_same(
    change: str, before: tuple[dict[str, bytes], str], repository: Path, tmp_path: Path
) -> None:
    project = _copied(repository, tmp_path)
    untouched = tree(project / "content")
    CHANGES[change](project / "content")
    assert tree(project / "content") != untouched
    sites, said = _built(project)
    assert {"public/sitemap.xml.gz", "public/search/search_index.json", "public.manifest.json"} <= set(sites)
    assert sorted(name for name in sites.keys() | before[0].keys() if sites.get(name) != before[0].get(name)) == []
    assert said == before[1]
