"""The interface's own words, by key and language: the content is the author's, these are ours."""

from __future__ import annotations

from collections.abc import Mapping

from cxsite.render.words import english, english_governance, english_insight

CATALOGUES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "en": (english.WORDS, english_insight.WORDS, english_governance.WORDS),
}
FOR_CUSTOMERS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "en": (english.FOR_CUSTOMERS, english_insight.FOR_CUSTOMERS),
}


class Words:
    """The words of one language for one sort of reader; templates write `w.shipped`, code `words["shipped"]`."""

    __slots__ = ("_by_key",)

    def __init__(self, by_key: Mapping[str, str]) -> None:
        self._by_key = dict(by_key)

    def __getitem__(self, key: str) -> str:
        return self._by_key[key]

    def fill(self, key: str, **values: str | int) -> str:
        """The sentence of this key with its places filled."""
        return self._by_key[key].format_map(values)

    def count(self, key: str, number: int) -> str:
        """A number with its noun: keys `<key>_one` and `<key>_many` hold `{n}`."""
        return self._by_key[f"{key}_one" if number == 1 else f"{key}_many"].format(n=number)

    def of(self, group: str, value: str) -> str:
        """The word for a value of an enumeration (`status_in-progress`); names that a site made up, in words."""
        known = self._by_key.get(f"{group}_{value}")
        return known if known is not None else value.replace("-", " ").capitalize()


def words_for(language: str, *, colleagues: bool) -> Words:
    """The words in `language` (English where there is no catalogue); customers get plainer ones than colleagues."""
    code = language.split("-")[0].lower()
    code = code if code in CATALOGUES else "en"
    merged: dict[str, str] = {}
    for part in CATALOGUES[code] + (() if colleagues else FOR_CUSTOMERS[code]):
        merged.update(part)
    return Words(merged)
