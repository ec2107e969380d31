"""Texts that say of themselves that they are internal: every notation that editors know from elsewhere, no others."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.check.texts.intent import SIGNS, may_say_internal, said_internal
from tests.check.trees import check, write
from tests.markdown.generated import harmless

MARKS = (
    "::: internal\nx\n:::",
    "!!! internal\n    x",
    "<!-- internal -->\nx\n<!-- /internal -->",
    "[internal] x [/internal]",
    "INTERNAL: x",
    "Nur intern: x",
    "```internal\nx\n```",
    "\\\\\\ internal\nx",
    "<details><summary>internal</summary>x</details>",
    "> [!internal]\n> x",
    "{internal}x{/internal}",
    "%% internal %%\nx",
    "<internal>x</internal>",
    "> **Intern:** x",
    "// internal\nx",
    "Under NDA: x",
    "Embargoed until May: x",
    "For internal eyes: x",
    "DRAFT - INTERNAL\n\nx",
    "Bitte nicht weitergeben: x",
    "Nur zur internen Verwendung\n\nx",
    "Interne Anmerkung: x",
    "Nicht kommunizieren: x",
    "Diffusion restreinte : x",
    "Ne pas communiquer aux clients : x",
    "Difusión interna: x",
    "No comunicar a clientes: x",
    "Do not distribute: x",
    "@internal x",
    "NUR INTERN\nx",
    "confidentiel : x",
    "interne uniquement : x",
    "uso interno: x",
    "Vertraulich: x",
    "internal: true\n\nx",
    "*Internal note:* x",
    "(intern) x",
    "We raise prices (internal).",
    "We raise prices. [confidential]",
    "{% internal %}x{% endinternal %}",
    '<div class="internal">x</div>',
    "{: .internal }",
    "A paragraph.\n{: .internal }",
    "--- INTERNAL ---\nx",
    "*** confidential ***",
    "[//]: # (internal)\nx",
    '=== "Internal"\n    x',
    '??? internal "T"\n    x',
    "+++ internal\nx\n+++",
    "~~~ confidential\nx\n~~~",
    "BEGIN INTERNAL\nx\nEND INTERNAL",
    "#internal x",
    "/// note | Internal\nx\n///",
    "| internal | x |",
    "**NE PAS PUBLIER** x",
    "No publicar: x",
    "Streng vertraulich – x",
    "Do not publish: x",
    "DO NOT PUBLISH\nx",
    "Visibility: internal\nx",
    "TLP:RED x",
    "- Intern: x",
    "1. Confidential: x",
    "🔒 internal: x",
    "⚠️ Nicht veröffentlichen! x",
    "<!-- begin internal -->",
    "Only for colleagues: x",
    "Réservé à l’interne : x",
    "Solo para empleados: x",
    "Staff only: x",
    "Internal — x",
    "INTERNAL - x",
    "`internal`: x",
    "__Internal:__ x",
    "Internal only. We drop it.",
    '<span data-visibility="internal">x</span>',
    "Not for publication: x",
    "{{internal}} x",
    "$$internal$$ x",
    "/* internal */ x",
    ":internal: x",
    "¡Confidencial! x",
    "» Intern «",
    "/internal/ x",
    "[INTERN] Preis steigt",
    "INTERNAL: we tell the public later",
)
WORDS = (
    "## Internal\n\nx",
    "## Nur intern",
    "### Notes (internal)",
    "This is internal.",
    "It is for internal use only.",
)
NEITHER = (
    "internal combustion engines",
    "Our internal team told us",
    "The intern helps",
    "Internal combustion is out.",
    "Internal teams and shops agree",
    "we treat your data confidentially",
    "Private customers pay less",
    "Restricted areas are closed",
    "A secret santa",
    "Your answers stay confidential with us",
    "The international team",
    "Interne Abläufe werden einfacher",
    "El equipo interno ayuda",
    "Notre équipe interne aide",
    "internal/external trade",
    "An intern-led project",
    "We publish the report",
    "Do not share your password with anybody",
    "private delivery slots",
    "Please share this page",
    "The privacy policy",
    "Internals of the shop",
    "- internal team\n- external team",
    "Secretary of the board",
    "https://internal.example.org/",
    "Use `internal` here",
    "Kolleginnen helfen",
    "the reserved seat",
    "restricted access for lorries",
    "See [internal](https://example.org)",
    "| Internal | External |",
    "Internal audit passed",
    "A title (about internal things)",
    "Team Only One wins",
    "The bank is private: it has no branches",
    "Nota: we open on Monday",
    "Note: nothing changes",
    "Hinweis: Wir öffnen später",
    "Text",
    "Nur Montag",
    "Para clientes: gratis",
)


@pytest.mark.parametrize("text", MARKS)
def test_a_mark_is_seen(text: str) -> None:
    for body in (text, f"Before.\n\n{text}\n\nAfter."):
        assert any(said.marks for said in said_internal(body, body=True))


LABELS = (
    "internal", "Internal only", "INTERN", "nur intern", "vertraulich", "confidentiel", "usage interne", "uso interno",
    "confidencial", "not for publication", "nicht veröffentlichen", "ne pas diffuser", "no publicar", "staff only",
)  # fmt: skip
NOTATIONS = (
    "{}: x", "**{}:** x", "> **{}**: x", "[{}] x", "x [{}]", "({}) x", "x ({})", "{{{}}} x", "<!-- {} -->\nx",
    "%% {} %%\nx", "// {}\nx", "!!! {}\n    x", "::: {}\nx\n:::", "--- {} ---\nx", "> [!{}]\n> x", "{} – x", "- {}: x",
    "<details><summary>{}</summary>x</details>", "*** {} ***\nx", "`{}` – x", "/// note | {}\nx\n///", "{}\n\nx",
)  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_label_in_every_notation(label: str, notation: str) -> None:
    assert any(said.marks for said in said_internal(notation.format(label), body=True))


@pytest.mark.parametrize("text", WORDS)
def test_a_heading_or_a_phrase_is_a_word(text: str) -> None:
    found = list(said_internal(text, body=True))
    assert found and not any(said.marks for said in found)


@pytest.mark.parametrize("text", NEITHER)
def test_a_sentence_is_a_sentence(text: str) -> None:
    assert list(said_internal(text, body=True)) == []


def test_harmless_bodies_say_nothing() -> None:
    rng = random.Random(5)
    for _ in range(300):
        body = harmless(rng)
        assert list(said_internal(body, body=True)) == [], body


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("INTERNAL: the supplier is late", [True]),
        ("The supplier is late (internal)", [True]),
        ("Intern: Lieferant ist spät", [True]),
        ("Private", [False]),
        ("Internal audits are over", []),
    ],
)
def test_fields(text: str, marks: list[bool]) -> None:
    assert [said.marks for said in said_internal(text, body=False)] == marks


TREE = {
    "roadmap.yml": "title: Our roadmap\ndisclaimer: A plan, not a promise.\n",
    "initiatives/a.md": "---\ntitle: First\nstatus: idea\nsummary: We begin.\nvisibility: public\nupdates:\n"
    "- date: 2026-01-02\n  text: 'INTERNAL: it is late'\n- date: 2026-01-03\n  text: 'INTERNAL: so is this'\n"
    "  visibility: internal\n---\nFine.\n\n/// internal\nINTERNAL: withheld.\n///\n\n[internal] Not withheld.\n",
    "initiatives/b.md": "---\ntitle: Second\nstatus: idea\n---\nINTERNAL: nobody reads this but colleagues.\n",
}


def test_only_what_lesser_readers_read_is_told(tmp_path: Path) -> None:
    found = [finding for finding in check(write(TREE, tmp_path)) if finding.rule.code in ("CX551", "CX552")]
    assert [(finding.rule.code, finding.span.path, finding.span.line) for finding in found] == [
        ("CX551", "content/initiatives/a.md", 8),
        ("CX551", "content/initiatives/a.md", 19),
    ]
    assert "/// internal" in found[1].help and "visibility: internal" in found[0].help


_LETTERS = "iİıIsSſkKöÖeEnNtTrR-o "


@given(st.text(_LETTERS, max_size=12), st.sampled_from(SIGNS), st.data())
def test_no_text_is_passed_over_that_has_a_sign(around: str, sign: str, data: st.DataObject) -> None:
    """In any case, and with the letters that a pattern takes for others when it does not look at case."""
    others = {"i": "iİıI", "s": "sſS", "k": "kK\u212a", "ö": "öÖ"}
    spelled = "".join(data.draw(st.sampled_from(others.get(c, c + c.upper()))) for c in sign)
    for text in (around + spelled, around, spelled + around):
        found = any(re.search(re.escape(one), text, re.IGNORECASE) for one in SIGNS)
        assert may_say_internal(text) or not found
