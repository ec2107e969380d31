"""What people at a terminal get: colours, a line that says what is being done, findings that only a site brings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from cxsite.model.finding import Finding
from cxsite.report.text import finding_text


def coloured(stream: TextIO) -> bool:
    """Whether to colour what goes to `stream`: a terminal, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(stream: TextIO) -> Iterator[Callable[[str], None]]:
    """A line that is replaced at each step and gone at the end; nothing where nobody looks."""
    shows = stream.isatty() and os.environ.get("TERM") != "dumb"

    def tell(text: str) -> None:
        if shows:
            stream.write(f"\r\x1b[Kcxsite: {text} …")
            stream.flush()

    try:
        yield tell
    finally:
        if shows:
            stream.write("\r\x1b[K")
            stream.flush()


def tell_of(findings: tuple[Finding, ...]) -> None:
    """What the audit and earlier editions have to say of roadmap.yml, which `cxsite check` can't know."""
    sys.stderr.write("".join(finding_text(finding, colour=coloured(sys.stderr)) for finding in findings))
