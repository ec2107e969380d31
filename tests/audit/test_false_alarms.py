"""The audit does not cry wolf: sites that hold only what their audience may see pass it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import re
from pathlib import Path

import pytest

from bench.content import Size, write
from cxsite.cli.main import main
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import Inspection
from cxsite.projection.projection import project
from cxsite.render.render import render
from cxsite.site.interface import interface_of
from tests.audit.vocabularies import VOCABULARIES
from tests.retext import Retext
from tests.sites import LEVELS, Site
from tests.strategies import make_site
from tests.thorough import is_thorough

pytestmark = pytest.mark.slow

ROADMAPS = 24 if is_thorough() else 12
DAY = dt.date(2026, 3, 31)
TEXT = """
the a of to and in for with on our we is are customers orders parcel label refund shop phone answer
minutes delivery carrier returns gift account search basket price stock advice queue counter letter code
voucher warranty membership invoice address courier locker receipt complaint survey accessibility
appointment availability collection commitment communication confirmation cancellation department
experience exchange furniture guarantee improvement information instructions neighbourhood notification
organisation packaging partnership performance preparation promotion recommendation registration
replacement reservation satisfaction subscription supervisor timetable transparency understanding
warehouse reliability responsibility roadmap initiative persona journey evidence objective milestone
quarter September planned progress overview navigation content
"""
WORDS = TEXT.split()


@pytest.fixture(scope="module")
def interface(repository: Path) -> Interface:
    return interface_of({}, repository / "content" / "public", "en")


TERMS = {"ja": "買収", "zh": "收购", "th": "ควบรวม", "ar": "استحواذ", "he": "מיזוג"}
UNSPACED = frozenset(("ja", "zh", "th"))


def realistic(site: Site, seed: int, language: str = "en") -> Site:
    """The site with sentences of a small vocabulary, which hidden and visible texts share, and usual numbers."""
    rng = random.Random(seed)
    words = VOCABULARIES[language].split() if language in VOCABULARIES else WORDS
    between = "" if language in UNSPACED else " "
    ends = {"ja": "。", "zh": "。"}.get(language, ".")

    def sentence(text: str) -> str:
        return between.join(rng.choices(words, k=rng.randint(2, 14))).capitalize() + rng.choice((ends, "", "!"))

    def number(text: str) -> str:
        return text if len(text) < 4 else str(rng.choice((12, 80, 250, 1000, 1200, 2500, 4800, 12000, 80000, 240000)))

    return Retext(sentence, numbers=number).site(site)


@pytest.mark.parametrize("language", ["en", *(pytest.param(one, marks=pytest.mark.slow) for one in VOCABULARIES)])
def test_generated_roadmaps_pass(language: str, repository: Path, tmp_path: Path) -> None:
    """What is rendered holds nothing that seems withheld, whatever words hidden and visible texts share."""
    audited = 0
    interface = interface_of({}, repository / "content" / "public", language)
    roadmaps = ROADMAPS if language == "en" else max(ROADMAPS // 4, 3)
    for seed in range(roadmaps):
        site = realistic(make_site(seed, 2, 0.4), seed, language)
        site.charter["language"] = language
        # A short term may stand in any text by chance; what none holds is looked for, and not found.
        site.charter["sensitive_terms"] = [TERMS[language]] if language in TERMS else []
        roadmap = site.roadmap()
        content = tmp_path / f"content{seed}"
        content.mkdir()
        for audience in LEVELS[:3]:
            view = project(roadmap, roadmap.levels[audience], DAY)
            try:
                stage = render(view)
            except CxsiteError:
                continue  # Content that the check refuses: a circle of dependencies, two pages at one address.
            folder = tmp_path / f"{seed}-{audience}"
            for uri, data in [*((page.uri, page.text.encode()) for page in stage.pages), *stage.files.items()]:
                (folder / uri).parent.mkdir(parents=True, exist_ok=True)
                (folder / uri).write_bytes(data)
            leaks = Inspection(roadmap, view, content).leaks(folder, interface)
            assert [str(leak) for leak in leaks] == [], (seed, audience)
            audited += 1
    assert audited > 2 * roadmaps


@pytest.mark.parametrize("language", ["en", *VOCABULARIES])
def test_a_leak_in_a_generated_roadmap_is_found(language: str, interface: Interface, tmp_path: Path) -> None:
    """The test above can fail: one hidden sentence in one page of each is found."""
    for seed in range(5):
        site = realistic(make_site(seed, 2, 0.4), seed, language)
        site.charter["language"] = language
        roadmap = site.roadmap()
        view = project(roadmap, roadmap.levels["open"], DAY)
        shown = {item.title for items in view.items.values() for item in items.values()}
        titles = [item.title for items in roadmap.items.values() for item in items.values()]
        hidden = max((title for title in titles if title not in shown), key=len)
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / "index.html").write_text(f"<p>{hidden}</p>")
        assert Inspection(roadmap, view, tmp_path / "none").leaks(folder, interface), hidden


def _parted(text: str, how: str, rng: random.Random) -> str:
    """A text in a page, with something in the midst of it that readers don't see, or hardly."""
    cuts = sorted(rng.sample(range(1, len(text)), 3))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return {
        "nothing": text,
        "lines": "\n    ".join(pieces),
        "spaces": " ".join(pieces),
        "one tag": f"{pieces[0]}<b>{''.join(pieces[1:])}</b>",
        "tags": "".join(f"<i>{piece}</i>" for piece in pieces),
        "letters": "".join(f"<span>{letter}</span>" for letter in text),
        "lines and tags": "\n".join(f"<i>{piece}</i>" for piece in pieces),
        "entities": "".join(f"&#{ord(letter)};" for letter in text),
        "invisible": "\u200b".join(text),
    }[how]


HOWS = ("nothing", "lines", "spaces", "one tag", "tags", "letters", "lines and tags", "entities", "invisible")


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("language", sorted(UNSPACED))
def test_a_parted_sentence_without_spaces_is_found(
    language: str, how: str, interface: Interface, tmp_path: Path
) -> None:
    """What lets two visible texts stand side by side hides no sentence of about eight words."""
    rng = random.Random(f"{language} {how}")
    vocabulary = VOCABULARIES[language].split()
    # One loan word in Katakana is one word, however long.
    vocabulary = [word for word in vocabulary if not re.fullmatch("[ァ-ー]+", word)]
    least = {"th": 36, "ja": 18, "zh": 18}[language]
    for number in range(4):
        secret = ""
        while len(secret) < least:
            secret += rng.choice(vocabulary)
        site = realistic(make_site(number, 2, 0.4), number, language)
        site.charter["language"] = language
        roadmap = site.roadmap()
        (kind, id_), item = next(
            ((kind, id_), item)
            for kind, items in roadmap.items.items()
            for id_, item in items.items()
            if kind not in ("journey", "kpi")
        )
        # Not a title, which is looked for as a whole: a text that no reader of the least level has.
        hidden = item.model_copy(update={"summary": secret, "disclose": {"summary": LEVELS[-1]}})
        items = {**roadmap.items, kind: {**roadmap.items[kind], id_: hidden}}
        roadmap = dataclasses.replace(roadmap, items=items)
        view = project(roadmap, roadmap.levels[LEVELS[0]], DAY)
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "index.html").write_text(f"<html><p>{_parted(secret, how, rng)}</p></html>")
        assert Inspection(roadmap, view, tmp_path / "none").leaks(folder, interface), (secret, how)


@pytest.mark.slow
def test_built_sites_of_the_benchmark_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, Size(30))
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--audience", "public", "--audience", "customer", "--audience", "internal"]) == 0


@pytest.mark.slow
def test_the_reference_site_for_customers_passes(repository: Path, tmp_path: Path) -> None:
    """Those for everybody and for colleagues are built for the tests with a browser."""
    config = str(repository / "mkdocs.yml")
    assert main(["build", "--config", config, "--audience", "customer", "--out", str(tmp_path)]) == 0


def test_the_audit_is_needless_for_those_who_see_all(interface: Interface, tmp_path: Path) -> None:
    roadmap = make_site(1, 2, 0.4).roadmap()
    inspection = Inspection(roadmap, project(roadmap, roadmap.levels.most, DAY), tmp_path)
    assert inspection.withholds_nothing and inspection.leaks(tmp_path, interface) == ()
    assert not dataclasses.replace(inspection, view=project(roadmap, roadmap.levels.internal, DAY)).withholds_nothing
