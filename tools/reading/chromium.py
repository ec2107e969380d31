"""The Chromium of this machine, driven without a window; none is ever downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # containers rarely offer the kernel features that it needs; the pages are our own
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


def find_chromium() -> str | None:
    """The path of the installed Chromium, or of the one that CXSITE_CHROMIUM names."""
    candidates = [os.environ.get("CXSITE_CHROMIUM"), *map(shutil.which, NAMES)]
    return next((path for path in candidates if path), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """A running Chromium. Raises `SystemExit` with one line where there is none."""
    path = find_chromium()
    if path is None:
        raise SystemExit("cxsite: no Chromium on this machine; install it, or name it in CXSITE_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
        yield browser
        browser.close()
