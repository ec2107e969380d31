"""The forms in which a comparison is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cxsite.diff.as_comment import as_markdown
from cxsite.diff.as_json import as_json
from cxsite.diff.as_message import as_message
from cxsite.diff.as_text import as_text
from cxsite.diff.result import Diff

FORMS: Mapping[str, Callable[[Diff], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "message": as_message,
}
