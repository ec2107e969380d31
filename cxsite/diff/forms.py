"""The forms in which a comparison is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cxsite.diff.markdown import as_markdown
from cxsite.diff.message import as_message
from cxsite.diff.report import Diff
from cxsite.diff.structured import as_json
from cxsite.diff.text import as_text

FORMS: Mapping[str, Callable[[Diff], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "message": as_message,
}
