"""The forms in which findings are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cxsite.report.annotations import as_github
from cxsite.report.gitlab import as_gitlab
from cxsite.report.markdown import as_markdown
from cxsite.report.report import Report
from cxsite.report.sarif import as_sarif
from cxsite.report.structured import as_json
from cxsite.report.text import as_text

FORMS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "markdown": as_markdown,
}
"""By the name that the command line gives them. `as_text` can colour, the others are for programs."""
