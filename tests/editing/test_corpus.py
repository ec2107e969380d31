"""Every mistake of the corpus is told once, where it was made; what is told to type mends it, and nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxsite.edit.apply import apply
from cxsite.model.finding import Finding, Fix
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.reading import Reading, read
from cxsite.pipeline.settings import Settings
from cxsite.scaffold.init import init
from tests.editing.corpus import corpus
from tests.editing.mistakes import Mistake

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 3, 31)
Key = tuple[str, str, str]
SOME = 6


@dataclass
class Site:
    """A small roadmap that has no mistakes; every mistake is put back."""

    settings: Settings
    files: Mapping[str, str]
    usual: frozenset[Key]
    roadmap: Roadmap

    def read(self) -> Reading:
        return read(self.settings)

    def new(self) -> list[Finding]:
        """What is found that is not found in the roadmap as it was."""
        return [one for one in self.read().findings if _key(one) not in self.usual]

    def write(self, files: Mapping[str, str | None]) -> None:
        for name, text in files.items():
            path = self.settings.content / name
            if text is None:
                path.unlink(missing_ok=True)
                if path.parent.is_dir() and not any(path.parent.iterdir()):
                    path.parent.rmdir()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")

    def put_back(self) -> None:
        for path in sorted(self.settings.content.rglob("*"), reverse=True):
            name = path.relative_to(self.settings.content).as_posix()
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
            elif path.is_file() and name not in self.files and path.suffix not in (".svg", ".gitkeep", ""):
                path.unlink()
        for name, text in self.files.items():
            path = self.settings.content / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                self.write({name: text})


def _key(finding: Finding) -> Key:
    return finding.rule.code, finding.span.path, finding.message


def _files(content: Path) -> dict[str, str]:
    kept = (".md", ".yml", ".csv")
    found = (path for path in sorted(content.rglob("*")) if path.suffix in kept)
    return {path.relative_to(content).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("editing") / "site"
    init(root, TODAY)
    settings = Settings(root=root, content=root / "content", today=TODAY)
    reading = read(settings)
    return Site(settings, _files(settings.content), frozenset(map(_key, reading.findings)), reading.usable())


@pytest.fixture(scope="module")
def mistakes(site: Site) -> list[Mistake]:
    return corpus(site.files)


# What was typed, read as it was meant, may contradict something else: that is another mistake, and told then.
CONTRADICTIONS = frozenset({"CX013", "CX209", "CX211", "CX301", "CX303", "CX503"})
SORTS = (
    "amount|astray|choice|colon|dash missing|dash without space|day|ending|entries|field|folder|front matter|"
    "id changed|id twice|left over|level|list|no colon|no dash|no space|number|odd colon|one line|other dashes|"
    "period|rating|reference|share|status|tab|too far right|two items|wrong folder|yes or no"
)
by_sort = pytest.mark.parametrize("sort", SORTS.split("|"))


def test_there_are_enough_of_each_sort(mistakes: list[Mistake]) -> None:
    assert len(mistakes) >= 650
    assert {one.sort for one in mistakes} == set(SORTS.split("|"))


@by_sort
def test_a_mistake_is_told_once_and_mended_as_told(site: Site, mistakes: list[Mistake], sort: str) -> None:
    """Some of each sort, from its whole breadth."""
    of_sort = [one for one in mistakes if one.sort == sort]
    _try(site, of_sort[:: max(1, len(of_sort) // SOME)])


@pytest.mark.slow
@by_sort
def test_every_mistake_is_told_once_and_mended_as_told(site: Site, mistakes: list[Mistake], sort: str) -> None:
    _try(site, [one for one in mistakes if one.sort == sort])


def _try(site: Site, mistakes: list[Mistake]) -> None:
    wrong = []
    for one in mistakes:
        site.write(one.files)
        try:
            wrong += [f"{one.id}: {why}" for why in _faults(site, one)]
        finally:
            site.put_back()
    assert not wrong, "\n".join(wrong)


def _faults(site: Site, one: Mistake) -> Iterator[str]:
    found = site.new()
    places = [(finding.span.path, finding.span.line) for finding in found]
    if len(places) != 1 or places[0][0] != f"content/{one.path}" or places[0][1] not in one.lines:
        yield _told(found)
        return
    finding = found[0]
    if not finding.help:
        yield "no help"
    if finding.fix is None or finding.fix.applicability == "display":
        return
    if not _apply(site, finding.fix):
        yield f"the fix can't be applied: {finding.fix.message}"
        return
    after = site.read()
    new = [each for each in after.findings if _key(each) not in site.usual and each.severity == "error"]
    left = [each for each in new if each.rule.code not in CONTRADICTIONS]
    if left:
        yield f"{finding.fix.message}: {_told(left)}"
    elif not new and (lost := _lost(site.roadmap, after.usable(), one)):
        yield f"{finding.fix.message}: {lost} is not what it was"


def _apply(site: Site, fix: Fix) -> bool:
    root = site.settings.root

    def content(path: str) -> bytes | None:
        file = root / path
        return file.read_bytes() if file.is_file() else None

    applied = apply([fix], content)
    for path in applied.changes.removes:
        (root / path).unlink()
    for path, data in applied.changes.writes.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    return bool(applied.fixes)


def _lost(before: Roadmap, after: Roadmap, mistake: Mistake) -> str:
    """A fact that is not what it was, beside the one that the mistake was made in."""
    for kind, items in before.items.items():
        for id_, item in items.items():
            now = after.get(kind, id_)
            if now is None:
                if mistake.sort in ("id changed", "front matter"):
                    continue
                return f"{kind} {id_}"
            for name in type(item).model_fields:
                if name != mistake.touched and name != "body" and getattr(item, name) != getattr(now, name):
                    if mistake.sort == "id changed":
                        continue
                    return f"{kind} {id_}: {name}"
    return ""


def _told(findings: list[Finding]) -> str:
    return "; ".join(f"{one.rule.code} {one.span.path}:{one.span.line} {one.message}" for one in findings) or "nothing"
