"""What only people at a terminal get: colours, and a line that says what is being done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


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
