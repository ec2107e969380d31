"""What the forms call fields and values, in the language of the site: labels and the help below them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.shape import fields_of

FALLBACK = "en"


class FormWords:
    """The words of one language. `site` are those that sites have anyway, by their keys."""

    def __init__(self, language: str, site: Mapping[str, str]) -> None:
        self._own = _catalogue(language if language in form_languages() else FALLBACK)
        self._site = site

    def label(self, name: str) -> str:
        """What a field is called."""
        return str(self._own["fields"].get(name) or _in_words(name))

    def choice(self, field: str, value: str) -> str:
        """What one of the values of a field is called."""
        own = self._own["choices"].get(value)
        return str(own or self._site.get(f"{field}_{value}") or _in_words(value))

    def help(self, model: type[Declared], name: str) -> str:
        """What a field means, and that only colleagues read it where that is so."""
        field = fields_of(model)[name]
        meaning = self._own["help"].get(field.meaning, field.meaning)
        example = f" {self.text('example')} {field.example}" if field.example else ""
        return f"{meaning}{example}{f' {self.text(_COLLEAGUES)}' if field.level == 'internal' else ''}"

    def kind(self, name: str) -> tuple[str, str]:
        """A kind in the plural and in the singular."""
        return self._site[f"section_{name}"], self._site[f"kind_{name}"]

    def text(self, key: str) -> str:
        """Another text of the forms."""
        return str(self._own["texts"][key])


_COLLEAGUES = "colleagues"


def _in_words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()


def form_languages() -> tuple[str, ...]:
    """The languages that the forms speak."""
    found = (files("cxsite.exchange.forms") / "words").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in found if file.name.endswith(".toml")))


@cache
def _catalogue(language: str) -> dict[str, Any]:
    text = (files("cxsite.exchange.forms") / "words" / f"{language}.toml").read_text("utf-8")
    return {"fields": {}, "choices": {}, "help": {}, **tomllib.loads(text)}
