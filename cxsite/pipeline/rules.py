"""Which rules there are, and how a person names some of them."""

from __future__ import annotations

from collections.abc import Iterable

from cxsite.check.rules import RULES as CHECKED
from cxsite.load.rules import RULES as LOADED
from cxsite.model.finding import CxsiteError, Rule
from cxsite.model.nearest import nearest


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(sorted((*LOADED, *(checked.rule for checked in CHECKED)), key=lambda rule: rule.code))


def codes_of(words: Iterable[str]) -> frozenset[str]:
    """The codes that `words` mean: codes, names, or prefixes of codes (`CX1`); unknown ones are a `CxsiteError`."""
    rules = all_rules()
    found: set[str] = set()
    for word in (part.strip() for text in words for part in text.split(",")):
        matching = {rule.code for rule in rules if rule.name == word or _begins(rule.code, word)}
        if not matching:
            known = [name for rule in rules for name in (rule.code, rule.name)]
            raise CxsiteError(f"there is no rule `{word}`{_hint(word, known)}")
        found |= matching
    return frozenset(found)


def _begins(code: str, word: str) -> bool:
    return len(word) >= len("CX") and code.startswith(word.upper())


def _hint(word: str, known: list[str]) -> str:
    near = None if word.upper().startswith("CX") else nearest(word, known)
    return f"; did you mean `{near}`?" if near else ": write a code (CX101), a name, or a prefix for a family (CX1)"
