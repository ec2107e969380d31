"""The first promise to the last byte: built sites, manifests and what the build says, with other hidden things."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.once import once
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


def _settings(content: Path) -> None:
    """What roadmap.yml says for colleagues: more levels, other words, scores, terms and addresses."""
    place = content / "roadmap.yml"
    text = place.read_text()
    for old, new in (
        ("default_visibility: internal\n", "default_visibility: internal\nfiscal_year_start: 4\n"),
        ("default_visibility:", "levels: [public, customer, internal, board, restricted]\ndefault_visibility:"),
        ("  internal: day\n", "  internal: month\n"),
        ("Group Logistics", "Quagmire Logistics"),
        ("model: rice", "model: ice"),
        ("    contingency_budget: restricted\n", "    contingency_budget: board\n  team:\n    lead: restricted\n"),
        ("sensitive_terms:\n", "sensitive_terms:\n  - quagmirish\n"),
        ("  internal:\n    site_name: Marrenfeld", "  board:\n    site_name: B\n  internal:\n    site_name: Quagmire"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    place.write_text(text)


def _rename(content: Path) -> None:
    """Hidden items sort elsewhere; so do an id that `wording` replaces, and the file of a KPI's measurements."""
    names = {
        "carrier-contract-exit": "zzz-quagmire",
        "portfolio-landlord": "aaa-quagmire",
        "project-kingfisher": "aaa-kingfisher",
        "nps.csv": "quagmire.csv",
    }
    for path in sorted(path for path in content.rglob("*") if path.suffix in (".md", ".yml", ".csv")):
        text = path.read_text()
        for old, new in names.items():
            text = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text)
        path.write_text(text)
        path.rename(path.with_name(names.get(path.name, names.get(path.stem, path.stem) + path.suffix)))


def _blocks(content: Path) -> None:
    """Blocks at both ends of a page and an item that define what Markdown collects from the whole text."""
    block = (
        "/// internal\n## Quagmire\n\n[^1]: Quagmire\n\n*[basket]: Quagmire\n\n"
        "[basket]: https://quagmire.example.com\n\n![q](../assets/q.svg)\n///\n"
    )
    (content / "assets/q.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    for name in ("initiatives/one-basket.md", "pages/how-we-use-your-feedback.md"):
        head, mark, body = (content / name).read_text().partition("\n---\n")
        (content / name).write_text(f"{head}{mark}{block}{body.rstrip()}\n{block}")


# Sites take long to build: changes that touch different things are made together.
CHANGES: dict[str, tuple[Callable[[Path], None], ...]] = {
    "added": (_add,),
    "changed": (_fields, _dates, _settings, _remove),
    "renamed": (_blocks, _rename),
}


def _built(project: Path) -> tuple[dict[str, bytes], str]:
    words = [word for level in LEVELS for word in ("--audience", level)]
    done = run(project, "cxsite", "build", *words, NO_COLOR="1")
    assert done.returncode == 0, done.stderr
    return tree(project / "site"), done.stdout


@pytest.fixture(scope="module")
def before(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], str]:
    def build(project: Path) -> None:
        (project / "said").write_text(_built(_copied(repository, project))[1])

    project = once(tmp_path_factory, "unchanged", build)
    return tree(project / "site"), (project / "said").read_text()


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
    for make in CHANGES[change]:
        untouched = tree(project / "content")
        make(project / "content")
        assert tree(project / "content") != untouched
    sites, said = _built(project)
    assert {"public/sitemap.xml.gz", "public/search/search_index.json", "public.manifest.json"} <= set(sites)
    assert sorted(name for name in sites.keys() | before[0].keys() if sites.get(name) != before[0].get(name)) == []
    assert said == before[1]
