"""Exceptions from the rules: which findings items and options suppress, and which exceptions are wrong themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cxsite.check.rules.cx61_exceptions_and_history import (
    FORBIDDEN_SUPPRESSION,
    IDLE_SUPPRESSION,
    UNKNOWN_SUPPRESSED_RULE,
)
from cxsite.matching.paths import path_matches
from cxsite.model.finding import Change, Finding, Fix, Origin, Rule, Span
from cxsite.model.items.item import Item
from cxsite.model.roadmap import Key
from cxsite.pipeline.rules import RULES, codes_of, find_rule, nearest_rule
from cxsite.pipeline.settings import Settings

_GUARDS = frozenset(rule.code for rule in RULES if rule.guards_visibility)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One exception: the rules, and the item or the paths for which it is made (neither: everywhere).

    `word` is the rule as it was written, `said` where: a field of the item, or an option.
    """

    word: str
    codes: frozenset[str]
    span: Span
    said: str
    kind: str = ""
    id: str = ""
    pattern: str = ""
    origin: Origin | None = field(default=None, compare=False)
    number: int = field(default=0, compare=False)

    def without(self) -> Fix | None:
        """The exception taken out of its item."""
        edits = self.origin.edits(Change(("ignore", self.number), None)) if self.origin is not None else ()
        return Fix("safe", "remove the exception", edits) if edits else None

    @property
    def of_item(self) -> bool:
        """Whether an item makes the exception, for itself."""
        return bool(self.kind)

    def matches(self, finding: Finding) -> bool:
        """Whether the finding is one for which the exception is made."""
        if finding.rule.code not in self.codes:
            return False
        if self.of_item:
            return (finding.kind, finding.id) == (self.kind, self.id)
        return not self.pattern or path_matches(finding.span.path, self.pattern)


class Suppressions:
    """All exceptions of a site, and which of them were of use."""

    def __init__(self, found: Iterable[Suppression]) -> None:
        self._all = tuple(found)
        self._of_item: dict[tuple[str, str], list[Suppression]] = {}
        for one in self._all:
            self._of_item.setdefault((one.kind, one.id), []).append(one)
        self._used: set[Suppression] = set()
        self._refused: set[Suppression] = set()

    def kept(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings for which no exception is made, or none may be."""
        return [finding for finding in findings if not self._suppresses(finding)]

    def _suppresses(self, finding: Finding) -> bool:
        own = self._of_item.get((finding.kind, finding.id), []) if finding.kind else []
        matching = [one for one in (*own, *self._of_item.get(("", ""), ())) if one.matches(finding)]
        if finding.rule.guards_visibility:
            self._refused.update(matching)
            return False
        self._used.update(matching)
        return bool(matching)

    def forbidden(self) -> Iterator[Finding]:
        """A finding for each exception that may not be made."""
        for one in self._all:
            if one in self._refused or (one.codes and one.codes <= _GUARDS):
                guards = ", ".join(sorted(one.codes & _GUARDS))
                yield _finding(
                    FORBIDDEN_SUPPRESSION,
                    one,
                    f"`{one.word}` can't be ignored: {guards} guards who sees what",
                    "mend the finding itself, and remove this exception",
                    one.without(),
                )

    def idle(self, unrun: frozenset[str], *, of_items: bool) -> Iterator[Finding]:
        """A finding for each exception that suppressed nothing so far; `unrun` are rules that did not run."""
        for one in self._all:
            idle = one.codes and one not in self._used and one not in self._refused and not one.codes & unrun
            if idle and one.of_item is of_items and not one.codes <= _GUARDS:
                where = f" in `{one.pattern}`" if one.pattern else " here" if one.of_item else ""
                yield _finding(
                    IDLE_SUPPRESSION,
                    one,
                    f"there is no finding of `{one.word}`{where} to ignore",
                    "remove the exception",
                    one.without(),
                )


def suppressions_of_items(
    items: Mapping[str, Mapping[str, Item]], origins: Mapping[Key, Origin]
) -> Iterator[Suppression]:
    """What items say in `ignore`; a rule that does not exist is an exception from no rule."""
    for kind, of_kind in items.items():
        for id_, item in of_kind.items():
            for number, one in enumerate(item.ignore):
                rule = find_rule(one.rule)
                origin = origins.get((kind, id_))
                span = origin.span(("ignore", number, "rule")) if origin else Span("")
                codes = frozenset({rule.code}) if rule else frozenset[str]()
                said = f"ignore[{number}].rule"
                yield Suppression(one.rule, codes, span, said, kind, id_, origin=origin, number=number)


def suppressions_of_options(settings: Settings) -> Iterator[Suppression]:
    """What the options `ignore` and `per_path_ignore` say. Raises `CxsiteError` for unknown rules."""
    for word in settings.ignore:
        yield Suppression(word, codes_of([word]), _option_span(settings, word), "ignore")
    for pattern, words in settings.per_path_ignore.items():
        for word in words:
            span = _option_span(settings, word)
            yield Suppression(word, codes_of([word]), span, "per_path_ignore", pattern=pattern)


def unknown_rules(found: Iterable[Suppression]) -> Iterator[Finding]:
    """A finding for each exception from a rule that does not exist."""
    for one in found:
        if not one.codes:
            help_ = nearest_rule(one.word) or "`cxsite rules` lists them"
            yield _finding(
                UNKNOWN_SUPPRESSED_RULE,
                one,
                f"there is no rule `{one.word}`",
                help_,
                one.without() if not nearest_rule(one.word) else None,
            )


def _finding(rule: Rule, one: Suppression, message: str, help_: str, fix: Fix | None = None) -> Finding:
    return Finding(rule, one.span, message, help_, one.kind, one.id, one.said, fix=fix)


def _option_span(settings: Settings, word: str) -> Span:
    """The line of mkdocs.yml that names the rule, below the plugin's name; its first line where none does."""
    file = settings.root / settings.config
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    begun = False
    for number, line in enumerate(lines, 1):
        begun = begun or "cxsite" in line
        if begun and (match := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line)):
            return Span(settings.config, number, match.start() + 1, match.end() + 1, line)
    return Span(settings.config)
