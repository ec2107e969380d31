"""Withheld material of every sort in one text."""

from __future__ import annotations

import re

from cxsite.audit.dictionary import LONG_PHRASE, PHRASE, Dictionary
from cxsite.audit.leak import Source, What
from cxsite.matching.characters import beyond_ascii
from cxsite.matching.days import days_in
from cxsite.matching.normal import (
    BLOCK,
    GAP,
    INLINE,
    grams,
    is_unspaced,
    long_grams,
    normal,
    shingles,
    tokens,
    unfolded,
    vocabulary,
    without_case,
)
from cxsite.matching.numbers import may_hold, numbers_in

Hit = tuple[What, str, Source]

_SLUG = re.compile(r"\w+(?:[-.]\w+)+")
# What stands before one address may be the end of another.
_ADDRESS = re.compile(r"\b([a-z_]+)[/:](?=([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-]))")
_ONLY_SLUGS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "-_")}
_TERMS = Source("roadmap", "", "sensitive_terms")
_BORDER = f" {INLINE} "
_BORDERS = re.compile(rf"[ \t\r\n]*(?:{INLINE}[ \t\r\n]*)+")
_SPACE = re.compile(r"[ \t\r\n]+")


def hits_in(text: str, dictionary: Dictionary, parted: bool = True) -> set[Hit]:
    """Withheld material in a text; without `parted`, what stands side by side may not belong together, such as a number
    and a month."""
    folded = unfolded(text)
    plain = without_case(folded)
    said = vocabulary(plain)
    hits: set[Hit] = {("word", word, dictionary.words[word]) for word in dictionary.words.keys() & said}
    if may_hold(folded, dictionary.numbers):
        numbers = dictionary.numbers.keys() & set(numbers_in(folded))
        hits |= {("number", number, dictionary.numbers[number]) for number in numbers}
    if any(phrase <= said for clue in dictionary.clues.keys() & said for phrase in dictionary.clues[clue]):
        hits |= _phrases(plain, dictionary)
    if dictionary.grams and is_unspaced(plain):
        hits |= {("text", gram, dictionary.grams[gram]) for gram in _grams(text, plain, dictionary)}
    if dictionary.days:
        named = days_in(plain, dictionary.language, spoken=parted, said=said)
        hits |= {("date", spelled, dictionary.days[day]) for day, spelled in named if day in dictionary.days}
    hits |= {("term", match.spelled, _TERMS) for match in dictionary.terms.in_normal(plain, said)}
    hits |= {("title", match.spelled, match.of) for match in dictionary.titles.in_normal(plain, said)}
    return hits | named_in(plain, dictionary)


def _grams(text: str, plain: str, dictionary: Dictionary) -> set[str]:
    """Withheld runs of characters in scripts without spaces: short ones where nothing parts them, longer ones anywhere.

    The end of one visible text and the beginning of another, behind a space, a line or markup, may be a short run.
    """
    found = dictionary.grams.keys() & set(grams(normal(_SPACE.sub(_BORDER, text))))
    for flowing in (plain, _BORDERS.sub("", plain)) if INLINE in plain else (plain,):
        found |= set(long_grams(flowing, dictionary.grams))
    return found


def _phrases(plain: str, dictionary: Dictionary) -> set[Hit]:
    """Withheld runs of words."""
    hits: set[Hit] = set()
    found = tokens(plain)
    flowing = [word for word in found if word[0] != INLINE] if INLINE in plain else found
    for phrase in dictionary.phrases.keys() & shingles(flowing, PHRASE):
        if phrase not in dictionary.common or phrase in shingles(found, PHRASE):
            hits.add(("text", " ".join(phrase), dictionary.phrases[phrase]))
    across = [word for word in found if word > BLOCK or GAP in word]
    for phrase in dictionary.long_phrases.keys() & shingles(across, LONG_PHRASE):
        hits.add(("text", " ".join(phrase), dictionary.long_phrases[phrase]))
    return hits


def named_in(plain: str, dictionary: Dictionary) -> set[Hit]:
    """Withheld ids and names of assets, as they are spelled, in a text in normal form."""
    likely = dictionary.slugs.keys() & _slugs_in(plain) if dictionary.slugs else ()
    if not any(spelled in plain for slug in likely for spelled in dictionary.slugs[slug]):
        return set()
    slugs = set(_SLUG.findall(plain))
    slugs |= {part for slug in slugs if "." in slug for part in slug.split(".")}
    hits: set[Hit] = set()
    for slug in dictionary.names.keys() & slugs:
        what, source = dictionary.names[slug]
        hits.add((what, slug, source))
    for address in dictionary.addresses.keys() & _ADDRESS.findall(plain):
        hits.add(("id", "/".join(address), dictionary.addresses[address]))
    return hits


def _slugs_in(plain: str) -> set[str]:
    """What stands in a text between signs that are neither letters nor digits nor single hyphens, without those at its
    ends."""
    for sign in beyond_ascii(plain):
        if not sign.isalnum():
            plain = plain.replace(sign, " ")
    return {slug.strip("-") for slug in plain.translate(_ONLY_SLUGS).replace("--", " ").split()}
