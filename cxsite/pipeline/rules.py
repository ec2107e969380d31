"""Which rules there are, and how a person names some of them."""

from __future__ import annotations

from collections.abc import Iterable

from cxsite.check.registry import CHANGE_RULES, TOLD_ELSEWHERE
from cxsite.check.registry import RULES as CHECKED
from cxsite.check.rules.cx61_exceptions_and_history import HISTORY_RULES
from cxsite.load.rules.registry import RULES as LOADED
from cxsite.model.finding import CxsiteError, Rule
from cxsite.model.typed.nearest import did_you_mean

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *LOADED,
            *(one.rule for one in CHECKED),
            *(one.rule for one in CHANGE_RULES),
            *TOLD_ELSEWHERE,
        ),
        key=lambda rule: rule.code,
    )
)
"""Every rule of loading, checking, comparing and suppressing, by code."""

ONLY_COMPARED = frozenset(changed.rule.code for changed in CHANGE_RULES)
"""The codes of rules that find something only where two states of the content are compared."""

ONLY_REMEMBERED = frozenset(rule.code for rule in HISTORY_RULES)
"""The codes of rules that find something only where earlier editions are read."""


def codes_of(words: Iterable[str]) -> frozenset[str]:
    """The codes that `words` mean: codes, names, or prefixes of codes (`CX1`); unknown ones are a `CxsiteError`."""
    found: set[str] = set()
    for word in (part.strip() for text in words for part in text.split(",")):
        matching = {rule.code for rule in RULES if rule.name == word or _begins(rule.code, word)}
        if not matching:
            raise CxsiteError(f"there is no rule `{word}`{_hint(word)}")
        found |= matching
    return frozenset(found)


def find_rule(word: str) -> Rule | None:
    """The rule of this code or name, in any case."""
    wanted = word.strip().casefold()
    return next((rule for rule in RULES if wanted in (rule.code.casefold(), rule.name)), None)


def rule_named(word: str) -> Rule:
    """The rule of this code or name; `CxsiteError` with the nearest for any other."""
    found = find_rule(word)
    if found is None:
        raise CxsiteError(f"there is no rule `{word}`{_hint(word)}")
    return found


def nearest_rule(word: str) -> str:
    """`did you mean …?` with the code or name that somebody who typed `word` probably meant; empty without one."""
    if word.strip().upper().startswith("CX"):
        return did_you_mean(word, (rule.code for rule in RULES))
    return did_you_mean(word, (rule.name for rule in RULES))


def _begins(code: str, word: str) -> bool:
    return len(word) >= len("CX") and code.startswith(word.upper())


def _hint(word: str) -> str:
    asked = nearest_rule(word)
    return f"; {asked}" if asked else ": write a code (CX101), a name, or a prefix for a family (CX1)"
