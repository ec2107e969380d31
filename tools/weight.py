"""Print what every page type of the built sites costs its reader.

    python -m tools.weight [SITES]

SITES is the folder that `make site` builds (default `site`). Exit code 1 where a page is heavier or slower than
promised: 120 KB without a diagram, a largest part after 1.0 s with a processor four times slower than this one,
a layout shift above 0.02, a message in the console, a request to another host.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser

from tools.reading.chromium import launched
from tools.reading.page_types import page_types
from tools.reading.server import served
from tools.reading.weight import Weight, weigh

WIRE = 120_000
LCP = 1.0
SHIFT = 0.02
VISITS = 5


def broken(weight: Weight) -> list[str]:
    """The promises that a page breaks, in words."""
    found = [*weight.wrong]
    if not weight.diagrams and weight.wire > WIRE:
        found.append(f"more than {WIRE // 1000} KB")
    if weight.lcp > LCP:
        found.append(f"largest part after more than {LCP} s")
    if weight.shift > SHIFT:
        found.append(f"layout shift of more than {SHIFT}")
    return found


def best(browser: Browser, base: str, address: str) -> Weight:
    """The quickest of up to `VISITS` visits: what else this machine does is not the page's."""
    visits = [weigh(browser, base, address)]
    while visits[-1].lcp > LCP and len(visits) < VISITS:
        visits.append(weigh(browser, base, address))
    return min(visits, key=lambda visit: visit.lcp)


def main() -> int:
    """Weigh all pages; 0 when every promise is kept."""
    parser = argparse.ArgumentParser(description="Print what every page type of the built sites costs its reader.")
    parser.add_argument("sites", nargs="?", type=Path, default=Path("site"))
    arguments = parser.parse_args()
    sites = [site for site in sorted(arguments.sites.iterdir()) if (site / "index.html").is_file()]
    if not sites:
        print(f"cxsite: there is no site in {arguments.sites}; run `make site`", file=sys.stderr)
        return 2
    failed = False
    with launched() as browser:
        for site in sites:
            print(f"\n{site.name:<28} {'KB':>6} {'requests':>9} {'LCP s':>6} {'shift':>6} {'diagrams':>9}")
            with served(site) as base:
                weigh(browser, base, "")  # the browser's own first steps are not the page's
                for name, address in page_types(site).items():
                    w = best(browser, base, address)
                    wrong = broken(w)
                    failed = failed or bool(wrong)
                    numbers = f"{w.wire / 1000:>6.0f} {w.requests:>9} {w.lcp:>6.2f} {w.shift:>6.3f} {w.diagrams:>9}"
                    print(f"{name:<28} {numbers}  {'; '.join(wrong)}".rstrip())
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
