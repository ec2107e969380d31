"""CX038: the site's language, if the interface does not speak it."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.model.finding import Finding, Rule, Span
from cxsite.model.roadmap import Roadmap
from cxsite.render.words.catalogue import languages, spoken

UNSPOKEN_LANGUAGE = Rule(
    "CX038",
    "unspoken-language",
    "info",
    "`language` of roadmap.yml is one that the interface does not speak. Pages say that they are in this language, "
    "since the content is; but headings, labels, dates and numbers are English. A region needs no words of its own: "
    "`de-CH` is German with Swiss numbers. The documentation says how to add a language.",
    bad={"roadmap.yml": "title: Our roadmap\nlanguage: tlh\n"},
    good={"roadmap.yml": "title: Our roadmap\nlanguage: fr-CA\n"},
)


def unspoken(roadmap: Roadmap) -> Iterator[Finding]:
    """A finding where the interface falls back to English."""
    language = roadmap.charter.language
    if spoken(language) is not None:
        return
    origin = roadmap.origins.get(("roadmap", ""))
    yield Finding(
        UNSPOKEN_LANGUAGE,
        origin.span(("language",)) if origin else Span(""),
        f"the interface does not speak `{language}`: labels, dates and numbers are English",
        f"nothing to do if that will do; there are {', '.join(languages())}",
        "roadmap",
        "",
        "language",
    )
