"""Take a picture of every page type of the built sites: wide and narrow, light and dark, into `screenshots/`.

    python -m tools.screenshots [SITES] [--only NAME…] [--sheets] [--docs]

SITES is the folder that `make site` builds (default `site`). `--sheets` also puts the pictures of each site
side by side, to look at many at once; `--docs` takes only those that README.md and the documentation show.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tools.reading.chromium import launched
from tools.reading.page_types import page_types
from tools.reading.server import served

OUT = Path("screenshots")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
HEIGHT = 900
SHEET_HEIGHT = 2400
SHEET_SCALE = 0.45
SHOWN = {
    "public-board.png": ("public", "board", 960),
    "internal-initiative.png": ("internal", "initiatives-item", 900),
    "public-initiative.png": ("public", "initiatives-item", 900),
    "internal-health.png": ("internal", "health", 900),
}
"""The pictures that README.md and the documentation show: from which site and page, and how much of its height."""
IMAGES = Path("docs/images")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture and what it shows."""

    site: str
    page: str
    width: int
    scheme: str

    @property
    def path(self) -> Path:
        """Where it is written."""
        return OUT / self.site / f"{self.page}-{self.width}-{self.scheme}.png"


def settled(page: Page, url: str) -> None:
    """Open a page and wait until its diagrams are drawn."""
    page.goto(url, wait_until="load")
    page.wait_for_function("!document.querySelector('pre.cx-mermaid:not([data-cx-failed])')")
    page.evaluate("document.fonts.ready")


def shots(browser: Browser, site: Path, only: list[str]) -> Iterator[Shot]:
    """Take the pictures of one site."""
    chosen = {name: address for name, address in page_types(site).items() if not only or name in only}
    with served(site) as base:
        for scheme in SCHEMES:
            for width in WIDTHS:
                context = browser.new_context(
                    viewport={"width": width, "height": HEIGHT},
                    color_scheme="dark" if scheme == "dark" else "light",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                for name, address in chosen.items():
                    settled(page, base + address)
                    shot = Shot(site.name, name, width, scheme)
                    shot.path.parent.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=shot.path, full_page=True)
                    yield shot
                context.close()


def write_sheets(taken: list[Shot]) -> None:
    """One picture for each site, width and scheme, with all its pages from the top."""
    groups: dict[tuple[str, int, str], list[Shot]] = {}
    for shot in taken:
        groups.setdefault((shot.site, shot.width, shot.scheme), []).append(shot)
    for (site, width, scheme), group in groups.items():
        columns = 6 if width < 600 else 4
        cell = (round(width * SHEET_SCALE), round(SHEET_HEIGHT * SHEET_SCALE))
        for number in range(0, len(group), columns):
            row = group[number : number + columns]
            sheet = Image.new("RGB", (cell[0] * len(row) + 8 * (len(row) - 1), cell[1]), "#888")
            for place, shot in enumerate(row):
                with Image.open(shot.path) as picture:
                    part = picture.crop((0, 0, width, min(picture.height, SHEET_HEIGHT)))
                    small = part.resize((cell[0], round(part.height * SHEET_SCALE)))
                    sheet.paste(small, (place * (cell[0] + 8), 0))
            sheet.save(OUT / f"sheet-{site}-{width}-{scheme}-{number // columns + 1}.png")


def write_shown() -> None:
    """The pictures of the documentation, in few colours, so that the repository stays small."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, (site, page, height) in SHOWN.items():
        with Image.open(Shot(site, page, WIDTHS[0], SCHEMES[0]).path) as picture:
            part = picture.convert("RGB").crop((0, 0, picture.width, min(height, picture.height)))
            part.quantize(128, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


def main() -> int:
    """Take all pictures; 0 when that worked."""
    parser = argparse.ArgumentParser(description="Take a picture of every page type of the built sites.")
    parser.add_argument("sites", nargs="?", type=Path, default=Path("site"))
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these page types")
    parser.add_argument("--sheets", action="store_true", help="also put the pictures side by side")
    parser.add_argument("--docs", action="store_true", help="only those of the documentation, which are written anew")
    arguments = parser.parse_args()
    sites = [site for site in sorted(arguments.sites.iterdir()) if (site / "index.html").is_file()]
    if not sites:
        print(f"cxsite: there is no site in {arguments.sites}; run `make site`", file=sys.stderr)
        return 2
    only = sorted({page for _, page, _ in SHOWN.values()}) if arguments.docs else arguments.only
    with launched() as browser:
        taken = [shot for site in sites for shot in shots(browser, site, only)]
    if arguments.sheets:
        write_sheets(taken)
    if arguments.docs:
        write_shown()
    print(f"{len(taken)} pictures of {len({(shot.site, shot.page) for shot in taken})} pages in {OUT}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
