"""Boards, filters, tables and diagrams as readers use them: with the keyboard, with the address, without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cxsite.cli.main import main
from tests.browser.conftest import LEVELS, Open
from tools.reading.server import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def titles(page: Page, inside: str) -> list[str]:
    """The titles of the items of a list that are shown."""
    found: list[str] = page.evaluate(
        "(inside) => [...document.querySelectorAll(`${inside} [data-cx-item]:not([hidden])`)]"
        ".map((item) => item.querySelector('a').textContent)",
        inside,
    )
    return found


def focused(page: Page) -> str:
    """What has the focus, in a word or two."""
    said: str = page.evaluate(
        "(() => { const e = document.activeElement;"
        " return `${e.tagName.toLowerCase()} ${(e.name || e.dataset.cxKey || e.textContent).trim().slice(0, 40)}`; })()"
    )
    return said


def test_the_board_is_filtered_with_the_keyboard_alone(reader: Open) -> None:
    looking = reader("public")
    page = looking.open("board/")
    everything = titles(page, "#board")
    page.locator("form.cx-filter input[name=find]").focus()
    page.keyboard.type("return")
    output = page.locator("form.cx-filter output")
    expect(output).to_have_attribute("aria-live", "polite")
    expect(output).to_have_text(re.compile(rf"^\d+ of {len(everything)} shown$"))
    expect(page).to_have_url(re.compile("find=return"))
    found = titles(page, "#board")
    assert 0 < len(found) < len(everything)
    page.keyboard.press("Tab")
    assert focused(page) == "select area"
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("area="))
    counts = page.locator("#board [data-cx-shown]").all_text_contents()
    assert sum(map(int, counts)) == len(titles(page, "#board"))
    again = looking.open(page.url.removeprefix(looking.site.address))
    assert titles(again, "#board") == titles(page, "#board")
    assert not again.locator("#__search").is_checked(), "the theme's search lies over the page"
    page.locator("form.cx-filter button[type=reset]").focus()
    page.keyboard.press("Enter")
    expect(output).to_have_text("")
    assert titles(page, "#board") == everything
    expect(page).to_have_url(re.compile("/board/$"))
    assert looking.wrong == []


def test_every_filter_shows_what_it_says(reader: Open) -> None:
    """Each choice of each filter of the internal board and timeline leaves the items that carry it."""
    looking = reader("internal")
    for address, inside in (("board/", "#board"), ("timeline/", "#timeline")):
        page = looking.open(address)
        keys = page.evaluate("[...document.querySelectorAll('select[data-cx-key]')].map((s) => s.dataset.cxKey)")
        assert {"area", "objective", "persona", "phase", "team"} <= set(keys)
        for key in keys:
            values = page.evaluate(
                "(key) => [...document.querySelector(`select[data-cx-key=${key}]`).options].slice(1)"
                ".map((option) => option.value)",
                key,
            )
            for value in values:
                page.locator(f"select[data-cx-key={key}]").select_option(value)
                expected = page.evaluate(
                    "([inside, key, value]) => document.querySelectorAll(`${inside} [data-${key}~='${value}']`).length",
                    [inside, key, value],
                )
                assert len(titles(page, inside)) == expected, (address, key, value)
            page.locator(f"select[data-cx-key={key}]").select_option("")
    assert looking.wrong == []


def test_nothing_matching_is_said(reader: Open) -> None:
    page = reader("public").open("timeline/?find=zzzz")
    assert titles(page, "#timeline") == []
    expect(page.locator("[data-cx-none=timeline]")).to_be_visible()
    expect(page.locator("form.cx-filter output")).to_contain_text("0 of")


def test_tables_sort_with_the_keyboard(reader: Open) -> None:
    looking = reader("internal")
    page = looking.open("initiatives/")
    score = page.locator("#initiatives thead th", has_text="Score")
    score.locator("button").focus()
    page.keyboard.press("Enter")
    expect(score).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(score).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#initiatives thead th[aria-sort]")).to_have_count(1)
    column = score.evaluate("(th) => th.cellIndex")
    values = page.evaluate(
        "(column) => [...document.querySelectorAll('#initiatives tbody tr')].map((r) => r.cells[column].dataset.sort)",
        column,
    )
    numbers = [float(value) for value in values if value]
    assert numbers == sorted(numbers, reverse=True) and len(set(numbers)) > 5
    assert values[: len(numbers)] == [value for value in values if value], "rows without a score come last"
    expect(page).to_have_url(re.compile(f"sort=-{column + 1}"))
    page.reload()
    expect(page.locator("#initiatives thead th", has_text="Score")).to_have_attribute("aria-sort", "descending")
    assert looking.wrong == []


def test_on_a_phone_the_first_item_is_on_the_first_screen(reader: Open) -> None:
    looking = reader("internal", width=390, height=844)
    for address, item in (("board/", ".cx-card"), ("timeline/", ".cx-tl__row"), ("initiatives/", "tbody tr")):
        page = looking.open(address)
        box = page.locator(item).first.bounding_box()
        assert box and box["y"] < 844, (address, box)
        choices = page.locator(".cx-filter__choices")
        expect(choices).to_be_hidden()
        toggle = page.locator(".cx-filter__toggle")
        toggle.press("Enter")
        expect(toggle).to_have_attribute("aria-expanded", "true")
        expect(choices).to_be_visible()
        page.locator("select[data-cx-key=area]").select_option(index=1)
        expect(toggle).to_have_text(re.compile(r"\(1\)$"))
    assert looking.wrong == []


@pytest.mark.parametrize("level", LEVELS)
def test_the_search_finds_words_and_no_source(level: str, reader: Open) -> None:
    """No Mermaid and no labels of forms in the index; words of neighbouring cells are apart."""
    looking = reader(level)
    page = looking.open("")
    index = page.evaluate("fetch('search/search_index.json').then((answer) => answer.json())")
    texts = {entry["location"]: entry["text"] for entry in index["docs"]}
    journeys = [text for place, text in texts.items() if place.startswith("journeys/") and "1. See a room" in text]
    assert journeys
    for place, text in texts.items():
        assert "accTitle" not in text and "dateFormat" not in text, place
    assert not [place for place, text in texts.items() if re.search(r"[a-z]\d of 5", text)]
    assert "No matches" not in " ".join(texts.values())


@pytest.mark.parametrize("level", LEVELS)
def test_without_scripts_everything_is_there(level: str, browser: Browser, sites: dict[str, Any]) -> None:
    site = sites[level]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for address, item in (
        ("board/", ".cx-card"),
        ("timeline/", ".cx-tl__row"),
        (site.types["journeys-item"], ".cx-jm__step"),
    ):
        page.goto(site.address + address)
        assert page.locator(item).count() == page.locator(f"{item}:visible").count() > 5
        assert page.locator("pre.cx-mermaid:visible, form.cx-filter:visible, button.cx-sort").count() == 0
        assert "accTitle" not in page.locator("main").inner_text()
    context.close()


def test_the_journey_stays_readable_on_a_phone(reader: Open) -> None:
    looking = reader("internal", width=390, height=844)
    page = looking.open(looking.site.types["journeys-item"])
    cards = page.locator(".cx-jm__step")
    assert cards.count() > 3
    assert cards.evaluate_all("(all) => Math.min(...all.map((c) => c.clientWidth))") >= 300
    cells = page.locator(".cx-jm__cell")
    assert cells.evaluate_all("(all) => Math.min(...all.map((c) => parseFloat(getComputedStyle(c).fontSize)))") >= 12
    # Each lane says its name in each card.
    assert cells.locator("dt").evaluate_all("(all) => all.every((c) => c.clientWidth > 40)")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


MAP = """() => [...document.querySelectorAll('.cx-jm')].flatMap((map) => {
  const curve = map.querySelector('.cx-jm__curve').getBoundingClientRect();
  const steps = [...map.querySelectorAll('.cx-jm__step')].map((one) => one.getBoundingClientRect());
  const marks = [...map.querySelectorAll('.cx-jm__score')].map((one) => {
    const own = one.getBoundingClientRect(), step = steps[Number(one.dataset.cxColumn)];
    const beside = Number(/translate\\(([-\\d.]+)/.exec(one.getAttribute('transform') ?? '')?.[1] ?? 0);
    return [
      own.x + own.width / 2 - beside - (step.x + step.width / 2),
      own.y + own.height / 2 - curve.y - (46 + (5 - Number(one.dataset.cxScore)) * 34),
    ];
  });
  return marks;
})"""


@pytest.mark.parametrize("journey", ["return-or-repair", "online-order"])
def test_each_mark_of_the_curve_is_where_its_score_and_its_touchpoint_are(reader: Open, journey: str) -> None:
    page = reader("internal").open(f"journeys/{journey}/")
    off = page.evaluate(MAP)
    assert len(off) > 10
    assert max(abs(x) for x, _ in off) < 1
    assert max(abs(y) for _, y in off) < 1


def test_that_nothing_is_done_is_said_to_colleagues_only(reader: Open) -> None:
    assert "Nothing yet" in reader("internal").open("journeys/online-order/").locator("main").inner_text()
    looking = reader("public")
    for journey in sorted((looking.site.folder / "journeys").glob("*/index.html")):
        assert "Nothing yet" not in journey.read_text(encoding="utf-8")


def test_diagrams_grow_over_the_window_and_follow_the_scheme(reader: Open) -> None:
    looking = reader("internal", width=390)
    page = looking.open("timeline/")
    looking.unfold()
    figure = page.locator("figure.cx-diagram").first
    frame = figure.locator(".cx-diagram__frame")
    expect(frame).to_have_attribute("aria-label", re.compile("^Diagram: ."))
    expect(frame).to_have_attribute("tabindex", "0")
    before = frame.locator("svg").bounding_box()
    figure.locator("button").press("Enter")
    after = frame.locator("svg").bounding_box()
    assert before and after and after["width"] > before["width"] * 1.2
    window = page.locator("dialog.cx-diagram__window")
    assert window.evaluate("(w) => w.open && w.scrollWidth > w.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(figure.locator("button")).to_be_focused()
    again = frame.locator("svg").bounding_box()
    assert again and again["width"] == before["width"]
    light = frame.locator("svg").evaluate("(svg) => getComputedStyle(svg.querySelector('text')).fill")
    page.evaluate("document.querySelector('.md-header label[for^=__palette]:not([hidden])').click()")
    page.wait_for_function("document.querySelector('figure.cx-diagram').dataset.cxScheme === 'slate'")
    dark = frame.locator("svg").evaluate("(svg) => getComputedStyle(svg.querySelector('text')).fill")
    assert light != dark
    assert looking.wrong == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("level", LEVELS)
def test_no_diagram_is_cut(level: str, width: int, reader: Open) -> None:
    """Diagrams are as high as what they show; names of lanes end before the bars begin."""
    looking = reader(level, width=width)
    seen, wrong = 0, {}
    names = ("timeline", "journeys-item", "kpis-item", "traceability", "prioritization", "initiatives-item")
    for name in names:
        if name not in looking.site.types:
            continue
        page = looking.open(looking.site.types[name])
        looking.unfold()
        for number, (cut, beyond) in enumerate(
            page.evaluate(
                "[...document.querySelectorAll('.cx-diagram__frame')].map((frame) => {"
                " const edge = (parts, side) => [...frame.querySelectorAll(parts)]"
                "  .map((part) => part.getBoundingClientRect()[side]);"
                " return [frame.scrollHeight - frame.clientHeight,"
                "  Math.max(0, ...edge('.sectionTitle', 'right'))"
                "  - Math.min(1e5, ...edge('.grid .tick line', 'left'))];"
                " })"
            )
        ):
            seen += 1
            if cut > 1 or beyond > 0:
                wrong[name, number] = (cut, beyond)
    assert seen >= 4
    assert wrong == {}


def test_pages_load_mermaid_only_for_diagrams(reader: Open) -> None:
    looking = reader("internal")
    asked: list[str] = []
    looking.page.on("request", lambda request: asked.append(request.url))
    looking.open("board/")
    assert not [url for url in asked if "mermaid" in url or "cx-diagram" in url]
    looking.open("timeline/")
    assert not [url for url in asked if "mermaid.esm" in url]
    looking.unfold()
    assert [url for url in asked if "mermaid.esm" in url]


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps(width: int, reader: Open) -> None:
    """Cumulative layout shift of at most 0.02 on the pages with diagrams, charts, filters, tables."""
    looking = reader("internal", width=width)
    looking.page.add_init_script(
        "window.cxShift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries())"
        " if (!e.hadRecentInput) window.cxShift += e.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    shifts = {}
    names = (
        "home",
        "board",
        "timeline",
        "initiatives",
        "initiatives-item",
        "journeys-item",
        "kpis-item",
        "traceability",
    )
    for name in names:
        page = looking.open(looking.site.types[name])
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        shifts[name] = page.evaluate("window.cxShift")
    assert {name: shift for name, shift in shifts.items() if shift > 0.02} == {}


_WIDTHS_OF_FIRST = """() => [...document.querySelectorAll("main .cx-fit")].map((box) => {
  const [first, ...others] = box.children;
  const wide = () => Math.round(first.getBoundingClientRect().width);
  const before = wide();
  others.forEach((one) => one.remove());
  return [before, wide()];
})"""


@pytest.mark.parametrize("width", [1280, 390])
def test_boxes_are_where_they_stay_while_a_page_arrives(width: int, reader: Open) -> None:
    """What stands side by side takes its room before the rest of it is there."""
    for level, name in (("public", "home"), ("internal", "traceability"), ("internal", "personas-item")):
        looking = reader(level, width=width)
        found = looking.open(looking.site.types[name]).evaluate(_WIDTHS_OF_FIRST)
        assert found, name
        assert [one for one in found if one[0] != one[1]] == [], name


_CROSSED = """() => {
  const box = document.querySelector(".cx-aside")?.getBoundingClientRect();
  return box ? [...document.querySelectorAll("main :is(.cx-facts, .cx-note, .cx-scroll, figure)")]
    .filter((e) => !e.closest(".cx-aside")).map((e) => [e, e.getBoundingClientRect()])
    .filter(([, r]) => r.left < box.right && box.left < r.right && r.top < box.bottom && box.top < r.bottom)
    .map(([e]) => e.outerHTML.slice(0, 120)) : [];
}"""


def test_no_box_lies_below_the_one_that_floats(reader: Open) -> None:
    looking = reader("internal", width=1200)
    pages = sorted(path.parent.name for path in (looking.site.folder / "initiatives").glob("*/index.html"))
    crossed = {name: looking.open(f"initiatives/{name}/").evaluate(_CROSSED) for name in pages}
    assert len(pages) > 20
    assert {name: found for name, found in crossed.items() if found} == {}


def test_motion_stops_for_those_who_ask(reader: Open) -> None:
    page = reader("public", reduced_motion="reduce").open("board/")
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].flatMap((e) =>"
        " getComputedStyle(e).transitionDuration.split(',').map(parseFloat)))"
    )
    assert longest < 0.01


def _at(address: str, url: str) -> str:
    return address + url.removeprefix("https://roadmap.example.com/")


INSTANT = "theme:\n  name: material\n  features: [navigation.instant]\n"


def test_instant_navigation_sets_up_each_page(repository: Path, tmp_path: Path, browser: Browser) -> None:
    """An owner may turn it on: filters work and diagrams are drawn on pages that the theme exchanges in place."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "content").symlink_to(repository / "content", target_is_directory=True)
    said = (repository / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(said.replace("theme: material\n", INSTANT), encoding="utf-8")
    assert main(["build", "--config", str(project / "mkdocs.yml"), "--out", str(tmp_path / "site")]) == 0
    with served(tmp_path / "site" / "public") as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        # The theme exchanges the pages of the site's own map only, so the site stands at its own address.
        own = "https://roadmap.example.com/"
        context.route(
            f"{own}**", lambda route: route.fulfill(response=route.fetch(url=_at(address, route.request.url)))
        )
        page.goto(f"{own}board/", wait_until="networkidle")
        page.evaluate("window.cxStays = true")
        page.locator(".md-sidebar--primary a", has_text="Timeline").click()
        page.wait_for_url("**/timeline/")
        page.locator("details.cx-fold summary", has_text="Mermaid").click()
        page.wait_for_selector("figure.cx-diagram svg")
        page.locator("form.cx-filter input[name=find]").fill("return")
        expect(page.locator("form.cx-filter output")).to_contain_text("shown")
        assert page.evaluate("window.cxStays") is True, "the page was loaded anew"
        context.unroute_all(behavior="ignoreErrors")
        context.close()
