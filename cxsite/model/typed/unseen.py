"""Characters that look like others or like nothing: they come in with pasted text, and nobody finds them by looking."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_NAMES = {
    "\u200b": "zero width space",
    "\u00ad": "soft hyphen",
    "\u2011": "non-breaking hyphen",
    "\u00a0": "no-break space",
    "\ufeff": "byte order mark",
}


def plain(text: str) -> str:
    """The text as it looks: composed letters, normal spaces and hyphens, and nothing that can't be seen."""
    seen = "".join(_DASHES.get(c, " " if _is_space(c) else c) for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r" {2,}", " ", unicodedata.normalize("NFC", seen)).strip()


def odd_characters(text: str) -> str:
    """The characters of a text that don't look as what they are, by their code points: `U+200B (zero width space)`.

    Empty where there are none.
    """
    composed = unicodedata.normalize("NFC", text)
    odd = [c for c in composed if c in _DASHES or _is_space(c) or unicodedata.category(c) == "Cf"]
    # Marks that were typed as characters of their own, as some systems write file names.
    odd += [c for c in text if unicodedata.combining(c)] if composed != text else []
    return ", ".join(dict.fromkeys(named(c) for c in odd))


def foreign_letters(text: str) -> str:
    """The characters beyond ASCII, by their code points: where only ASCII belongs they may look like it."""
    return ", ".join(dict.fromkeys(named(c) for c in text if not c.isascii()))


def named(char: str) -> str:
    """A character by its code point and name."""
    name = _NAMES.get(char) or unicodedata.name(char, "a control character").lower()
    return f"U+{ord(char):04X} ({name})"


def _is_space(char: str) -> bool:
    return char != " " and unicodedata.category(char) == "Zs"
