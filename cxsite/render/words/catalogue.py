"""The interface's own words, by key and language: the content is the author's, these are ours.

Each language is one file beside this one, named after it (`de.toml`, `pt-br.toml`). English has every key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language. `locale` is the region meant where nobody names one, `numbers` what is not as usual there.

    `words` are for all readers, `customers` for those who are no colleagues, instead.
    """

    language: str
    locale: str
    numbers: Mapping[str, str]
    words: Mapping[str, str]
    customers: Mapping[str, str]


class InterfaceWords:
    """The words of one language for one sort of reader; templates write `w.shipped`, code `words["shipped"]`.

    `language` is the one of the words, `locale` the same with a region, whose dates and numbers go with them.
    """

    __slots__ = ("_by_key", "language", "locale", "numbers")

    def __init__(self, by_key: Mapping[str, str], language: str, locale: Locale, numbers: Mapping[str, str]) -> None:
        self._by_key = dict(by_key)
        self.language = language
        self.locale = locale
        self.numbers = dict(numbers)

    def __getitem__(self, key: str) -> str:
        if key in self._by_key:
            return self._by_key[key]
        raise KeyError(f"no word has the key `{key}`: add it below [words] in each file of cxsite/render/words/")

    def fill(self, key: str, **values: str | int) -> str:
        """The sentence of this key with its places filled."""
        return self[key].format_map(values)

    def count(self, key: str, number: float | Decimal, **values: str | int) -> str:
        """A number with its noun, in the plural form of the language: `<key>_one`, `<key>_few` … `<key>_other`.

        The text's `{n}` is `n` of `values`, where they have one.
        """
        form = f"{key}_{self.locale.plural_form(number)}"
        return self.fill(form if form in self._by_key else f"{key}_other", **{"n": str(number), **values})

    def of(self, group: str, value: str) -> str:
        """The word for a value of an enumeration (`status_in-progress`); names that a site made up, in words."""
        known = self._by_key.get(f"{group}_{value}")
        return known if known is not None else value.replace("-", " ").capitalize()

    def group(self, name: str) -> Mapping[str, str]:
        """All words whose key begins with `name`, by the rest of their keys."""
        prefix = f"{name}_"
        return {key.removeprefix(prefix): word for key, word in self._by_key.items() if key.startswith(prefix)}


def languages() -> tuple[str, ...]:
    """The languages that the interface speaks."""
    return tuple(
        sorted(file.name.removesuffix(".toml") for file in files(__package__).iterdir() if file.name.endswith(".toml"))
    )


def spoken(language: str) -> str | None:
    """The language of the interface on a site in `language`: this one, or the same without its region, or none."""
    code = language.lower()
    known = languages()
    return next((name for name in (code, code.split("-")[0]) if name in known), None)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language that the interface speaks."""
    read = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))
    return Catalogue(
        language,
        read.get("locale", language),
        read.get("numbers", {}),
        read["words"],
        read.get("customers", {}),
    )


def words_for(language: str, *, colleagues: bool) -> InterfaceWords:
    """The words on a site in `language` (English where there is no catalogue); customers get plainer ones.

    What a catalogue lacks is English.
    """
    chosen = catalogue(spoken(language) or FALLBACK)
    merged: dict[str, str] = {}
    for one in (catalogue(FALLBACK), chosen):
        merged.update(one.words)
        if not colleagues:
            merged.update(one.customers)
    return InterfaceWords(merged, chosen.language, _locale(language, chosen), chosen.numbers)


def texts(language: str) -> Iterator[str]:
    """Everything that the interface itself may write on a site in `language`, for whoever looks for other texts."""
    for name in dict.fromkeys((FALLBACK, spoken(language) or FALLBACK)):
        one = catalogue(name)
        yield from (*one.words.values(), *one.customers.values())
    locale = words_for(language, colleagues=True).locale
    for names in (locale.months, locale.quarters):
        yield from (text for widths in names.values() for found in widths.values() for text in found.values())
    yield from map(str, (*locale.date_formats.values(), *locale.datetime_skeletons.values()))


def _locale(language: str, chosen: Catalogue) -> Locale:
    """The region that a site names, where it is one of the chosen language; else what that language means alone."""
    region = language.replace("_", "-")
    if region.lower() != chosen.language and region.lower().startswith(chosen.language):
        try:
            return Locale.parse(region, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale.parse(chosen.locale, sep="-")
    return Locale.parse(chosen.locale, sep="-")
