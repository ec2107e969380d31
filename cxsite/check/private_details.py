"""What addresses, numbers and amounts look like that readers below internal mostly should not get."""

from __future__ import annotations

import re

_CURRENCIES = ("€", "$", "£", "eur", "usd", "gbp", "chf")

# What a text looks like, the pattern, and signs of which each match holds one: looking for these is much quicker.
PRIVATE_DETAILS = (
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"), ("@",)),
    ("a phone number", re.compile(r"(?<![\w.-])(?:\+\d{1,3}|0\d)[\d ()/-]{6,}\d(?![\w-])"), ("+", "0")),
    (
        "an internal host name",
        re.compile(r"(?<![\w-])[\w-]+\.(?:local|internal|intranet|corp|lan)\b(?!\s*$)", re.IGNORECASE),
        (".local", ".int", ".corp", ".lan"),
    ),
    (
        "an amount of money",
        re.compile(
            r"(?:[€$£]\s?\d[\d.,]*\d{2}|\b\d[\d.,]{2,}\s?(?:€|EUR|USD|GBP|CHF)\b|\b(?:EUR|USD|GBP|CHF)\s?\d{3,})"
        ),
        _CURRENCIES,
    ),
)
"""What each is, its pattern, and signs that are quicker to look for."""
