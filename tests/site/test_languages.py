"""Built sites say which language they are in, in every engine, and the theme speaks it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cxsite.cli.main import main
from tests.site.small import ROADMAP, tree, write
from tests.site.test_stage import build_with


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme", "words"),
    [
        (
            "de-AT",
            "Zum Inhalt",
            ["Intern", "Nur für Kolleginnen und Kollegen", "Vergrößern", "Seite nicht gefunden"],
        ),
        # A language that neither the interface nor the theme speaks.
        ("ga", "Skip to content", ["Internal", "For colleagues only", "Enlarge", "Page not found"]),
    ],
)
def test_pages_say_their_language_in_three_engines(project: Path, language: str, theme: str, words: list[str]) -> None:
    write(project, {"content/roadmap.yml": f"{ROADMAP}language: {language}\n"})
    assert main(["stage", "--audience", "internal", "--out", "staged"]) == 0
    for engine in ("mkdocs", "properdocs", "zensical"):
        build_with(engine, project / "staged", project / engine)
        pages = {name: text.decode() for name, text in tree(project / engine).items() if name.endswith(".html")}
        told = {name: re.findall(r'<html lang="([^"]*)"', text) for name, text in pages.items()}
        assert {tuple(found) for found in told.values()} == {(language,)}, engine
        assert [word for word in words if word not in pages["404.html"]] == [], engine
        assert 'href="#top" class="md-skip"' in pages["404.html"], engine
        assert theme in pages["index.html"], engine


def test_the_check_says_which_languages_there_are(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"content/roadmap.yml": f"{ROADMAP}language: tlh\n"})
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "CX038" in said and "de, en, es, fr" in said
    assert "content/roadmap.yml:7:11" in said
