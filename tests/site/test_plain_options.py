"""Options that are seen to be right at once mean what they mean where MkDocs checks them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cxsite.site.options import PlainOptions, read_options, settings_of
from cxsite.site.plugin_options import checked

_CONFIG = Path("project/mkdocs.yml")


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ({}, True),
        ({"content": "roadmap", "audience": "public", "strict": True, "history": False}, True),
        ({"today": "2026-03-31"}, True),
        ({"today": dt.date(2026, 3, 31)}, True),
        ({"content": ["a", {"path": "../b"}]}, False),
        ({"audience": None, "ignore": ["CX034"]}, False),
        ({"severity": {"CX034": "info"}, "per_path_ignore": {"a/*": ["CX1"]}}, False),
        ({"engine": "zensical", "host": "github"}, False),
    ],
)
def test_they_make_the_same_settings(said: dict[str, Any], plain: bool) -> None:
    options = read_options(said, {}, _CONFIG)
    assert isinstance(options, PlainOptions) is plain
    theirs, wrong = checked(said, str(_CONFIG))
    assert not wrong
    made, meant = (settings_of(one, _CONFIG.parent, "2026-03-01") for one in (options, theirs))
    assert made == meant


@pytest.mark.parametrize(
    ("name", "value"), [("content", ""), ("content", 3), ("strict", 1), ("today", 5), ("audience", ["a"]), ("odd", "x")]
)
def test_what_mkdocs_would_refuse_is_not_plain(name: str, value: Any) -> None:
    assert checked({name: value}, str(_CONFIG))[1]
    with pytest.raises(Exception, match=f"option `{name}`"):
        read_options({name: value}, {"": "here"}, _CONFIG)
