"""Web forms in a browser, on the reference roadmap: what is edited is written, and nothing else changes."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from cxsite.cli.main import main
from cxsite.model.kinds import KINDS
from tools.reading.server import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = "2026-03-31"
STAGES, TOUCHPOINTS = 4, 10
# What one letter may cost: a tenth of a second is where people begin to notice.
LETTER_SECONDS = 0.1

_FILL = """async (files) => {
  for (const [path, text] of files) {
    const names = path.split("/");
    let folder = await navigator.storage.getDirectory();
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const file = await folder.getFileHandle(names.at(-1), { create: true });
    const out = await file.createWritable();
    await out.write(text);
    await out.close();
  }
}"""
_READ = """async (path) => {
  const names = path.split("/");
  let folder = await navigator.storage.getDirectory();
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  const file = await folder.getFileHandle(names.at(-1)).catch(() => undefined);
  return file ? (await file.getFile()).text() : "";
}"""
# As the forms ask for it; the next frame may come late on a busy machine.
_UNCOVERED = """async (button) => {
  const covered = () => {
    const { left, top } = button.getBoundingClientRect();
    return !document.elementsFromPoint(left + 4, top + 4).includes(button);
  };
  while (covered()) await new Promise((done) => requestAnimationFrame(done));
}"""
# Every file as the page's own format reads and writes it, without and with a change.
_THROUGH = """async ({ files, changes }) => {
  const { formatOf } = await import("./content_format.js");
  const formats = await (await fetch("formats.json")).json();
  return files.map(([name, text]) => {
    const format = formatOf(formats[name]);
    const form = format.fromFile(text);
    for (const [place, value] of changes) {
      const way = place.split(".");
      const home = way.slice(0, -1).reduce((one, step) => one[step], form);
      if (value === null) home.splice(Number(way.at(-1)), 1);
      else home[way.at(-1)] = value;
    }
    return format.toFile(structuredClone(form));
  });
}"""


def _long_journey() -> str:
    lines = ["# Walked through with the shops", "title: Forty steps", "summary: Many touchpoints.", "stages:"]
    for stage in range(STAGES):
        lines += [f"  - id: stage-{stage}", f"    title: Stage {stage}  # of four", "    touchpoints:"]
        for number in range(TOUCHPOINTS):
            lines += [
                f"      - id: step-{stage}-{number}",
                f"        title: Step {stage}.{number}",
                "        channel: shop # seen there",
                "        action: 'Does something'",
                "        score: 3.50",
                "        kpis: [nps]",
            ]
    return "\n".join(lines) + "\n"


@dataclass
class Editor:
    """Somebody at the forms; `before` are the files as they were."""

    page: Page
    address: str
    before: dict[str, str]
    elsewhere: list[str] = field(default_factory=list)

    def note(self, url: str) -> None:
        """A request to elsewhere."""
        if not url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(url)

    def open(self, collection: str, item: str) -> None:
        """The form of an item."""
        self.page.goto(f"{self.address}index.html#/collections/{collection}/entries/{item}")
        self.field("title").wait_for()

    def field(self, key: str) -> Locator:
        """A field of the form. Forms make their fields when they come into sight."""
        found = self.page.locator(f'section[data-key-path="{key}"]')
        self.page.mouse.move(600, 500)
        for _ in range(80):
            if found.count():
                break
            self.page.mouse.wheel(0, 500)
            self.page.wait_for_timeout(80)
        found.first.scroll_into_view_if_needed()
        return found.first

    def text(self, key: str) -> Locator:
        """The box of a text."""
        return self.field(key).get_by_role("textbox").first

    def save(self, by_keyboard: bool = True) -> None:
        """Save, once the button says that there is something to save, until the list is there again."""
        button = self.page.get_by_role("button", name="Save", exact=True)
        expect(button).to_be_enabled()
        if by_keyboard:
            # The forms take no shortcut for a button that something covers, as a page does while it slides in.
            button.evaluate(_UNCOVERED)
            self.page.keyboard.press("Control+s")
        else:
            button.click()
        # The forms go back to the list by themselves. Who goes elsewhere before is taken back.
        self.page.wait_for_url(lambda url: "/entries/" not in url and not url.endswith("/new"))
        self.page.locator("section[data-key-path]").first.wait_for(state="detached")

    def saved(self, path: str) -> list[str]:
        """Wait until a file is another one; its changed lines."""
        for _ in range(400):
            now = str(self.page.evaluate(_READ, path))
            if now != self.before[path]:
                break
            self.page.wait_for_timeout(50)
        old, new = self.before[path].splitlines(), now.splitlines()
        self.before[path] = now
        found = difflib.unified_diff(old, new, n=0, lineterm="")
        return [line for line in found if not line.startswith(("---", "+++", "@@"))]


@pytest.fixture(scope="module")
def project(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference roadmap with a long journey, and its forms."""
    root = tmp_path_factory.mktemp("forms")
    shutil.copytree(repository / "content", root / "content")
    shutil.copy(repository / "mkdocs.yml", root)
    (root / "content/journeys/forty.yml").write_text(_long_journey())
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert main(["cms", "--config", str(root / "mkdocs.yml"), "--today", TODAY]) == 0
    return root


@pytest.fixture(scope="module")
def editor(browser: Browser, project: Path) -> Iterator[Editor]:
    """An editor who has chosen the folder: the browser's own private file system, with a copy of the content."""
    files = {
        path.relative_to(project).as_posix(): path.read_text("utf-8")
        for path in sorted((project / "content").rglob("*"))
        if path.suffix in (".yml", ".md")
    }
    with served(project / "forms") as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
        page = context.new_page()
        editor = Editor(page, address, files)
        page.on("request", lambda one: editor.note(one.url))
        page.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
        page.goto(f"{address}index.html")
        page.evaluate(_FILL, [*files.items(), (".git/HEAD", "ref: refs/heads/main\n")])
        page.get_by_role("button", name="Work with Local Repository").click()
        page.get_by_text("Journeys").first.wait_for()
        yield editor
        context.close()


def test_what_is_edited_is_written_and_nothing_else(editor: Editor, project: Path) -> None:
    page = editor.page
    editor.open("initiative-yml", "carrier-scorecards")
    editor.text("title").fill("Carrier scorecards: every month")
    editor.field("status").get_by_role("combobox").click()
    page.get_by_role("option", name="Paused").click()
    editor.save(by_keyboard=False)
    changed = editor.saved("content/initiatives/carrier-scorecards.yml")
    assert (
        changed[1] == '+title: "Carrier scorecards: every month"' and "+status: paused" in changed and len(changed) == 4
    )

    editor.open("risk-md", "peak-season-collapse")
    editor.field("likelihood").locator("input").first.fill("2")
    editor.save()
    changed = editor.saved("content/risks/peak-season-collapse.md")
    assert len(changed) == 2 and changed[1] == "+likelihood: 2"

    page.goto(f"{editor.address}index.html#/collections/team-yml/new")
    editor.text("title").fill('Night shift: "Überall"')
    editor.save()
    made = "content/teams/night-shift-ueberall.yml"
    editor.before[made] = ""
    assert editor.saved(made) == ["+title: 'Night shift: \"Überall\"'"]

    for path, text in editor.before.items():
        (project / path).write_text(text, encoding="utf-8")
    assert main(["check", "--config", str(project / "mkdocs.yml"), "--today", TODAY]) == 0
    assert editor.elsewhere == []


def test_a_journey_with_forty_touchpoints_stays_usable(editor: Editor) -> None:
    page = editor.page
    editor.open("journey-yml", "forty")
    stages = editor.field("stages")
    stages.get_by_role("button", name="Expand", exact=True).first.focus()
    page.keyboard.press("Enter")
    touchpoints = editor.field("stages.0.touchpoints")
    touchpoints.get_by_role("button", name="Expand", exact=True).nth(7).focus()
    page.keyboard.press("Enter")
    box = editor.text("stages.0.touchpoints.7.action")
    box.focus()
    page.keyboard.press("End")
    clock = page.context.new_cdp_session(page)
    clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _seconds(clock)
    page.keyboard.type(" for the 1st time")
    page.wait_for_function("document.activeElement.value.endsWith('time')")
    assert (_seconds(clock) - before) / len(" for the 1st time") < LETTER_SECONDS
    editor.save()
    assert editor.saved("content/journeys/forty.yml") == [
        "-        action: 'Does something'",
        "+        action: 'Does something for the 1st time'",
    ]


def _through(editor: Editor, format_: str, text: str, changes: list[tuple[str, object]]) -> str:
    found = editor.page.evaluate(_THROUGH, {"files": [[f"cxsite-{format_}", text]], "changes": changes})
    return str(found[0])


def test_every_file_comes_out_as_it_went_in(editor: Editor, repository: Path) -> None:
    kinds = {kind.folder: kind.name for kind in KINDS}
    files = []
    for path in sorted((repository / "content").rglob("*")):
        kind = kinds.get(path.parent.name)
        if kind and path.suffix in (".yml", ".md"):
            ending = "md-frontmatter" if path.suffix == ".md" else "yml"
            files.append([f"cxsite-{kind}-{ending}", path.read_text("utf-8")])
    files += [["cxsite-phase-file", (repository / "content/phases.yml").read_text("utf-8")]]
    files += [["cxsite-roadmap", (repository / "content/roadmap.yml").read_text("utf-8")]]
    assert len(files) > 90
    assert editor.page.evaluate(_THROUGH, {"files": files, "changes": []}) == [text for _, text in files]


ITEM = """\
# at the top
title: Calm tills   # soon
unknown: kept
version: 1.10
summary: >-
  Folded over
  two lines
success_criteria:
  # the first
  - Bare  # remark
  - {text: Flow, visibility: internal}
milestones:
  - title: Pilot
    date: 2026-07
    done: yes
  - title: All shops  # when?
    date: 2026-09

tags: [one, "two, three"]
expected:
  nps: 4.0
  csat: 007
impact: many
# at the end
"""


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ([("title", "null")], ["-title: Calm tills   # soon", "+title: 'null'   # soon"]),
        ([("title", "Calm # tills")], ["-title: Calm tills   # soon", '+title: "Calm # tills"   # soon']),
        ([("summary", "")], ["-summary: >-", "-  Folded over", "-  two lines"]),
        ([("tags.1", "a, b")], ['-tags: [one, "two, three"]', '+tags: [one, "a, b"]']),
        ([("milestones.0.done", "false")], ["-    done: yes", "+    done: false"]),
        ([("milestones.0", None)], ["-  - title: Pilot", "-    date: 2026-07", "-    done: yes"]),
        ([("milestones.1.visibility", "internal")], ["+    visibility: internal"]),
        ([("success_criteria.1", None)], ["-  - {text: Flow, visibility: internal}"]),
        ([("expected.0.value", "5")], ["-  nps: 4.0", "+  nps: 5"]),
        ([("status", "planned")], ["+status: planned"]),
        ([("impact", "")], []),
    ],
)
def test_a_change_touches_the_lines_of_its_field(
    editor: Editor, changes: list[tuple[str, object]], lines: list[str]
) -> None:
    out = _through(editor, "initiative-yml", ITEM, changes)
    found = difflib.unified_diff(ITEM.splitlines(), out.splitlines(), n=0, lineterm="")
    assert [line for line in found if not line.startswith(("---", "+++", "@@"))] == lines


@pytest.mark.parametrize(
    "text", ["title: &a x\n", "title: !t x\n", "- a\n", "title: a\n---\ntitle: b\n", "  title: x\n", "title: [\n"]
)
def test_what_the_forms_cannot_keep_is_not_offered(editor: Editor, text: str) -> None:
    with pytest.raises(Error):
        _through(editor, "initiative-yml", text, [])


def _seconds(session: object) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]  # type: ignore[attr-defined]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))
