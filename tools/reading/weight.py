"""What a page costs its reader: bytes over the wire, requests, and the time until its largest part is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

SLOW_DOWN = 4
"""How many times slower than this machine's a reader's processor is."""
_LARGEST = (
    "window.cxLargest = 0; window.cxShift = 0;"
    "new PerformanceObserver((list) => { for (const e of list.getEntries()) window.cxLargest = e.startTime; })"
    ".observe({ type: 'largest-contentful-paint', buffered: true });"
    "new PerformanceObserver((list) => { for (const e of list.getEntries())"
    " if (!e.hadRecentInput) window.cxShift += e.value; }).observe({ type: 'layout-shift', buffered: true });"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """`wire`: bytes of all answers with compression. `lcp` in seconds; `diagrams` drawn on the page.

    `wrong`: messages of the console, and requests to other hosts.
    """

    wire: int
    requests: int
    lcp: float
    shift: float
    diagrams: int
    wrong: tuple[str, ...]


def weigh(browser: Browser, base: str, address: str) -> Weight:
    """Open a page as on a first visit, with nothing in the cache and a slow processor."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    client = context.new_cdp_session(page)
    sizes: list[int] = []
    wrong: list[str] = []

    def finished(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))

    client.on("Network.loadingFinished", finished)
    client.send("Network.enable")
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})
    page.add_init_script(_LARGEST)
    page.on(
        "console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") and "404" not in m.text else None
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((base, "data:", "blob:")) else None)
    page.goto(base + address, wait_until="load")
    page.wait_for_function("!document.querySelector('pre.cx-mermaid:not([data-cx-failed])')")
    page.wait_for_load_state("networkidle")
    lcp, shift = page.evaluate("[window.cxLargest / 1000, window.cxShift]")
    diagrams = page.locator("figure.cx-diagram").count()
    context.close()
    # Images that stand in the style sheets are no requests.
    return Weight(sum(sizes), sum(size > 0 for size in sizes), lcp, shift, diagrams, tuple(wrong))
