"""Texts in tables that a spreadsheet would run: with an apostrophe before them they are shown as they are."""

from __future__ import annotations

import re

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def harmless(text: str) -> str:
    """The text of a cell, as no spreadsheet runs it; a text that begins with an apostrophe gets a second one."""
    runs = text.startswith(_RUNS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if runs or text.startswith("'") else text


def bare(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text.startswith("'") and (text[1:].startswith((*_RUNS, "'"))) else text
