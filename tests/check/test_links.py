"""Links that lead nowhere, in whatever form they are written, and the rules of bodies on those that `wording` gives."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from cxsite.model.finding import Finding
from cxsite.pipeline.reading import read
from tests.check.trees import check, settings, write

ROADMAP = (
    "title: Our roadmap\ndisclaimer: A plan.\n"
    "site: {public: {site_url: https://plans.shop.example/way/}, internal: {site_url: https://in.shop.example/}}\n"
)
HEAD = "title: A\nstatus: idea\nvisibility: public\nsummary: We begin.\n"
PORTAL = "---\n" + HEAD + "aliases: [{id: old-portal, visibility: public}]\n---\n## How it works\n\n"
PORTAL += "/// internal\n## What it costs\n///\n\n## Other words {#named}\n"
TREE = {
    "roadmap.yml": ROADMAP,
    "initiatives/portal.md": PORTAL,
    "initiatives/hidden.yml": "title: Hidden\nstatus: idea\n",
    "pages/how/we-decide.md": "---\ntitle: How\nvisibility: public\n---\n## Who decides\n\nAll of us.\n",
    "public/files/form.pdf": "%PDF-1.4",
}
FORMS = (
    "See [x]({}).",
    "See [x](<{}>).",
    'See [x]({} "Title").',
    "- a\n- See [x]({})",
    "> See [x]({})",
    "| a | b |\n|---|---|\n| 1 | [x]({}) |",
    "See [x][y].\n\n[y]: {}",
    "See [y].\n\n[y]: {} 'Title'",
    "**[x]({})**",
    "/// note\n[x]({})\n///",
)
DEAD = (
    "nowhere/",
    "nowhere",
    "./nowhere/?a=b",
    "../kpis/",
    "../board/",
    "../../nowhere/page/",
    "../../board/old/",
    "../../pages/",
    "../gone/",
    "../../plan/",
    "../hidden/",
    "../../files/gone.pdf",
    "../../how/",
    "https://plans.shop.example/way/nowhere/",
    "/way/nowhere/",
    "//plans.shop.example/way/nowhere/",
)
ALIVE = (
    "../../board/",
    "../../",
    "../../index.html",
    "../../board/#now",
    "../portal/",
    "../old-portal/",
    "../../initiatives/",
    "../../how/we-decide/",
    "../../how/we-decide/#who-decides",
    "../../files/form.pdf",
    "../../roadmap.json",
    "../../search/?q=x",
    "https://plans.shop.example/way/board/",
    "https://plans.shop.example/other/",
    "https://shop.example/nowhere/",
    "/other/",
    "mailto:a@shop.example",
    "../portal/#how-it-works",
    "../portal.md#named",
    "../pages/how/we-decide.md#who-decides",
    "#here",
)


def _found(body: str, root: Path) -> list[Finding]:
    tree = {**TREE, "initiatives/a.md": f"---\n{HEAD}---\n{body}\n\n## Here\n"}
    write({name: text for name, text in tree.items() if not name.startswith("public/")}, root)
    write({name: text for name, text in tree.items() if name.startswith("public/")}, root)
    options = replace(settings(root), docs_dir=root / "content" / "public")
    return [one for one in read(options).findings if one.id == "a" and one.rule.code != "CX515"]


@pytest.mark.parametrize(("form", "address"), random.Random(48).sample(list(product(FORMS, DEAD)), 48))
def test_a_link_that_leads_nowhere(form: str, address: str, tmp_path: Path) -> None:
    body = form.format(address)
    found = [one for one in _found(body, tmp_path) if one.rule.code in ("CX048", "CX037")]
    if address.startswith("//"):
        assert found, "a host without a scheme is refused elsewhere"
        return
    assert [(one.rule.code, one.severity) for one in found] == [("CX048", "warning")]
    lines = ["---", *HEAD.splitlines(), "---", *body.split("\n")]
    assert address in lines[found[0].span.line - 1]
    assert found[0].help


# Items are not linked by reference, which another rule tells.
RIGHT = [(form, address) for form, address in product(FORMS, ALIVE) if ".md" not in address or "[y]" not in form]


@pytest.mark.parametrize(("form", "address"), random.Random(47).sample(RIGHT, 48))
def test_a_link_that_leads_somewhere(form: str, address: str, tmp_path: Path) -> None:
    assert [(one.rule.code, one.message) for one in _found(form.format(address), tmp_path)] == []


@pytest.mark.parametrize("written", ["[x]()", "[x](<>)", "[x]( )", "**[x]()**"])
def test_a_link_without_an_address(written: str, tmp_path: Path) -> None:
    assert [one.rule.code for one in _found(f"See {written}.", tmp_path)] == ["CX048"]


def test_what_is_no_link_is_no_dead_one(tmp_path: Path) -> None:
    for body in ("`[x](nowhere/)`", "```\n[x](nowhere/)\n```", "<!-- [x](nowhere/) -->", r"\[x](nowhere/)", "f[x]: 3"):
        assert [one.rule.code for one in _found(body, tmp_path)] == []


def test_a_page_that_only_some_readers_have(tmp_path: Path) -> None:
    body = "[plan](../../plan/)\n\n/// internal\n[plan](../../plan/) [it](../hidden/)\n///\n"
    found = _found(body, tmp_path)
    assert [(one.rule.code, one.span.line) for one in found] == [("CX048", 7)]
    assert "public readers" in found[0].message


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("../portal/#how-it-work", "how-it-works"),
        ("../portal.md#nope", "heading of that text"),
        ("../portal/#what-it-costs", "heading of that text"),
        ("../pages/how/we-decide.md#who-decide", "who-decides"),
        ("../../how/we-decide/#nope", "heading of that text"),
        ("https://plans.shop.example/way/initiatives/portal/#nope", "heading of that text"),
        ("../old-portal/#nope", "heading of that text"),
    ],
)
def test_a_part_of_another_page_that_is_not_there(link: str, right: str, tmp_path: Path) -> None:
    found = _found(f"See [it]({link}).", tmp_path)
    assert [(one.rule.code, one.span.line) for one in found] == [("CX047", 7)]
    assert right in found[0].help


def test_a_part_that_these_readers_have(tmp_path: Path) -> None:
    assert _found("/// internal\n[it](../portal/#what-it-costs)\n///\n", tmp_path) == []


BAD = {
    "CX033": "/// internal\nNever closed",
    "CX037": 'A <b onclick="x()">button</b>.',
    "CX040": "We begin. <!-- ask again",
    "CX042": "> [!NOTE]\n> Text",
    "CX043": "![](../assets/a.svg)",
    "CX045": "See [it](www.shop.example).",
    "CX046": "See [it] (initiative:portal).",
    "CX047": "See [it](#nope).",
    "CX048": "See [it](nowhere/).",
    "CX106": "See [it](initiative:nope).",
    "CX030": "![A](../assets/nope.svg)",
    "CX506": "See [[initiative:hidden]].",
    "CX551": "Fine.\n\n::: internal\nIt costs.\n:::",
    "CX552": "## Internal notes\n\nIt costs.",
    "CX515": "It costs 240,000 EUR.",
}


@pytest.mark.parametrize("code", BAD)
@pytest.mark.parametrize("level", ["public", "customer"])
def test_a_text_that_wording_gives_is_judged_at_its_line(code: str, level: str, tmp_path: Path) -> None:
    body = "\n".join(f"      {line}" if line else "" for line in ["Before.", "", *BAD[code].split("\n")])
    item = (
        f"title: A\nstatus: idea\nvisibility: {level}\nsummary: We begin.\nwording:\n  {level}:\n    body: |\n{body}\n"
    )
    tree = {**TREE, "initiatives/a.yml": item + "body: Well.\n", "assets/a.svg": "<svg/>"}
    tree = {name: text for name, text in tree.items() if not name.startswith("public/")}
    told = [one for one in check(write(tree, tmp_path)) if one.id == "a" and one.rule.code != "CX515"]
    told += [one for one in check(tmp_path) if one.id == "a" and one.rule.code == code == "CX515"]
    assert {one.rule.code for one in told} == {code}
    first = 10 if code not in ("CX551",) else 12
    assert (told[0].span.line, told[0].field) == (first, f"wording.{level}.body")


def test_each_text_is_told_once(tmp_path: Path) -> None:
    body = "'See [it](nowhere/).'"
    item = f"{HEAD}wording: {{public: {{body: {body}}}}}\nbody: {body}\n"
    found = check(write({"roadmap.yml": ROADMAP, "initiatives/a.yml": item}, tmp_path))
    assert sorted(one.field for one in found if one.rule.code == "CX048") == ["body", "wording.public.body"]
