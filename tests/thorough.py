"""The one switch for runs that must leave out nothing: CI sets it."""

from __future__ import annotations

import os

REQUIRE_ALL = "CXSITE_REQUIRE_ALL"
PLATFORM = "platform: "
"""How the reason of a test begins that can't run on this kind of system; no other may be skipped then."""


def is_thorough() -> bool:
    """Whether no test may be skipped, and those that try many cases try more of them."""
    return os.environ.get(REQUIRE_ALL, "") not in ("", "0")
