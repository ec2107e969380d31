"""What every test may use, and the promise that CI skips nothing."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.thorough import PLATFORM, REQUIRE_ALL, is_thorough

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
# The same examples at every run: few, and more in CI. Many, and others each time, with HYPOTHESIS_PROFILE=many.
_SAME: dict[str, Any] = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": _SLOW,
}
settings.register_profile("default", max_examples=6, **_SAME)
settings.register_profile("ci", max_examples=12, **_SAME)
settings.register_profile("many", max_examples=200, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if is_thorough() else "default"))

# A shell that runs tests in the background has interrupts ignored, also by every process that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


SLOW_FOLDERS = frozenset({"browser", "site"})
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def _unfounded(report: pytest.TestReport | pytest.CollectReport) -> str:
    """What to say of a test or module that was skipped although nothing may be; empty where it may."""
    if not report.skipped or hasattr(report, "wasxfail") or not is_thorough():
        return ""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if reason.removeprefix("Skipped: ").startswith(PLATFORM):
        return ""
    return f"skipped although {REQUIRE_ALL} is set: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one."""
    report = yield
    if wrong := _unfounded(report):
        report.outcome, report.longrepr = "failed", wrong
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """So is a module that skips itself."""
    report = yield
    if wrong := _unfounded(report):
        report.outcome, report.longrepr = "failed", wrong
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole builds and browsers are slow, each one of them or all together."""
    for item in items:
        if SLOW_FOLDERS & set(item.path.parts) or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The installed Chromium (or CXSITE_CHROMIUM); none is ever downloaded."""
    candidates = [os.environ.get("CXSITE_CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES)]
    found = next((path for path in candidates if path), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Any]:
    """A headless Chromium (a Playwright `Browser`); each test opens its own page or context."""
    from playwright.sync_api import sync_playwright

    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        # Containers rarely offer the kernel features of Chromium's sandbox; the pages are our own.
        instance = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu", *quiet]
        )
        yield instance
        instance.close()
