"""What would act, load, cover or break a page is refused, however it is written; what is text is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxsite.markdown.allowed import scheme_of
from cxsite.markdown.html_refusals import refused_of_html
from cxsite.markdown.refusal_places import refused_places
from cxsite.markdown.refusals import is_harmless, judge

REFUSED = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=x>",
    "text <svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<math><mi href='javascript:alert(1)'>x</mi></math>",
    "<p onclick='alert(1)'>x</p>",
    '<p class="a"onmouseover=alert(1)>x</p>',
    "<iframe srcdoc='x'></iframe>",
    "<style>p { display: none }</style>",
    '<meta http-equiv="refresh" content="0">',
    "<base href='https://evil.example'>",
    "<dialog open>x</dialog>",
    'A paragraph.\n{: onclick="alert(1)" }',
    "[x](y){ href='javascript:alert(1)' }",
    "/// html | script\nalert(1)\n///",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x]\n\n[x]: &#106;avascript:alert(1)",
    "<script\n>alert(1)</script>",
    '/// html | img[src="x"][onerror="alert(1)"]\n///',
    "/// html | div[onclick='alert(1)']\nx\n///",
    '/// html | details[ontoggle="alert(1)"][open="open"]\nx\n///',
    '/// html | input[autofocus="x"][onfocus="alert(1)"]\n///',
    '/// html | a[href="javascript:alert(1)"]\nx\n///',
    '/// html | img[src="https://other.example/x.png"]\n///',
    '/// html | video[src="x"][poster="y"]\n///',
    "/// details | x\n    attrs:\n      ontoggle: alert(1)\n    open: true\ny\n///",
    '/// details | x\n    attrs: {style: "position:fixed;inset:0"}\ny\n///',
    '<img alt="\'>" src=x onerror=alert(1)>',
    "![x][y]\n\n[y]: http://other.example/a.png",
    "![x][y]\n\n[y]: //other.example/x.png",
    "![x](data:image/svg+xml,x)",
    '<p style="background:url(http://other.example/)">x</p>',
    '<p style="position:fixed;top:0">x</p>',
    '<p style="width:\\65 xpression(x)">x</p>',
    "<table background=http://other.example/><tr><td>x</td></tr></table>",
    '```mermaid\nflowchart LR\nA@{ img: "http://other.example/a.png" }\n```',
    '```mermaid\n%%{init: {"themeCSS":"*{background:url(http://other.example)}"}}%%\nflowchart LR\nA-->B\n```',
    "```mermaid\n---\nconfig:\n  theme: x\n---\nflowchart LR\nA-->B\n```",
    '```mermaid\nflowchart LR\nA-->B; click A "https://other.example"\n```',
    "```mermaid\nflowchart LR\nA-->B\nstyle A fill:url(http://other.example/)\n```",
    '```mermaid\nsequenceDiagram\nlinks A: {"x": "https://other.example"}\n```',
    "```mermaid\nflowchart LR\nA[<img src=x onerror=alert(1)>]\n```",
    '<pre class="cx-mermaid"><code>%%{init: {}}%%\ngraph LR</code></pre>',
    '<pre class="mermaid"><code>graph LR</code></pre>',
    "</body></html>",
    "</div></div></article></main>",
    "x\n\n</section>\n\ny",
    "<plaintext>",
    "<title>x",
    "<textarea>",
    "<select>",
    "<select><option>x</option></select>",
    "<div>",
    "<b>",
    "a <template> b",
    "<noscript>",
    "## x {#__config}",
    "## x {#__search}",
    "## __search",
    '<input id="__drawer" checked>',
    "<p data-md-component=search>x</p>",
    '<p class="md-overlay">x</p>',
    "/// html | div.md-dialog\nx\n///",
    '<p id="_feelings">x</p>',
    "/// html | a\nx\n///",
    '/// html | img[alt="x"]\n///',
    "<a href='../initiatives/x.md'>x</a>",
    "[x](\\\\other.example)",
    "[x](vbscript:x)",
    "[x](//other.example)",
    "1. " * 60,
    "a\n: b\n" * 3000,
    "<a " * 8000,
    "<b/>" * 2000,
)
ALLOWED = (
    "`<script>` shows code",
    "```html\n<script>alert(1)</script>\n```",
    "~~~\n<p onclick=x>\n~~~",
    "Where 3 < 4, and on = off.",
    "<b>bold</b> and <br> and <kbd>Ctrl</kbd>",
    "A paragraph.\n{: .wide #place }",
    "[x]\n\n[x]: https://example.org/",
    "/// note | On time = on budget\nx\n///",
    "{once = more}",
    "<strong>once</strong>",
    "<details><summary>More</summary>\n\nText\n\n</details>",
    '<details markdown="1"><summary>More</summary>\n\n- text\n\n</details>',
    "/// details | More\n    open: true\nx\n///",
    "/// tab | A\nx\n///\n\n/// tab | B\ny\n///",
    "- [ ] open\n- [x] done",
    "~~gone~~ and https://example.org/a?b=c&d=e, or www.example.org",
    "A note[^1].\n\n[^1]: It says more.",
    "| a | b |\n|:--|--:|\n| 1 | 2 |",
    "Term\n: What it means",
    "## A heading {#place}\n\n[to it](#place)",
    "## Überschrift\n\n## 見出し\n\n## Überschrift",
    "![A desk](../assets/desk.png){ width=300 }",
    "[x](initiative:y), [[journey:a/b]], [z](../teams/z.md), [page](page:about)",
    '<p align="center">Middle</p>',
    '<span style="color: #336; font-weight: bold">x</span>',
    '<https://example.org> and <a href="mailto:a@example.org">mail</a>',
    '```python hl_lines="1" linenums="1"\nx = "<b>"\n```',
    "```mermaid\nflowchart TD\n  A[Start] -->|yes| B{Fine?}\n  B <--> C\n"
    "  style A fill:#eef,stroke:#336,stroke-width:2px\n```",
    "```mermaid\nsequenceDiagram\n  Alice->>Bob: Click the link\n  Bob-->>Alice: done\n```",
    "```mermaid\njourney\n  title A day\n  section Morning\n    Click and collect: 3: Me\n```",
    "```mermaid\nclassDiagram\n  class A\n  <<interface>> A\n  A <|-- B\n```",
    "/// html | div.wide\nx\n///",
    "[Start](initiative:x){ .md-button }",
    "1. one\n2. two\n    - three\n\n> quote\n> > more",
    "- " * 40,
    "* * *\n\n---",
)


@pytest.mark.parametrize("body", REFUSED, ids=lambda body: body[:40])
def test_refused(body: str) -> None:
    begun = time.process_time()
    assert judge(body)
    assert judge(f"Before.\n\n{body}\n\nAfter.")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("body", ALLOWED, ids=lambda body: body[:40])
def test_allowed(body: str) -> None:
    assert judge(body) == ()
    assert judge(f"Before.\n\n{body}\n\nAfter.") == ()


@pytest.mark.parametrize("body", REFUSED[:-4], ids=lambda body: body[:40])
def test_the_place_is_that_of_the_block(body: str) -> None:
    before = "# Heading\n\nA *first* paragraph with [a link](https://example.org/).\n\n- a list\n\n"
    after = "\n\nA last paragraph."
    places = refused_places(before + body + after)
    assert places
    for place in places:
        assert len(before) <= place.offset < len(before) + len(body), place
        assert place.refusal.help


def test_every_place_is_told_once() -> None:
    text = "<b onclick=x>a</b>\n\nFine.\n\n- <iframe></iframe>\n\n<b onclick=x>a</b>\n\n```\n<script>\n```\n"
    found = [(text[: place.offset].count("\n") + 1, place.refusal.hint) for place in refused_places(text)]
    assert found == [(1, "onclick"), (5, "<iframe"), (7, "onclick")]


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("javascript:alert(1)", "javascript"),
        ("JavaScript:alert(1)", "javascript"),
        ("java\tscript:alert(1)", "javascript"),
        (" \x01javascript:alert(1)", "javascript"),
        ("data:text/html,x", "data"),
        ("https://example.org/a:b", "https"),
        ("../teams/a.md", ""),
        ("#a:b", ""),
    ],
)
def test_schemes_are_those_that_a_browser_reads(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme


PIECES = (
    *("[the risk](risk:risk-0)", "[a, b](../journeys/x.yml)", "[it’s](https://example.org/a-b#c)", "[ab](tel:1)"),
    *("[", "]", "(", ")", "!", "^", "^1", "*", "**", "|", "---", "=", "# ", "- ", "+ ", "1. ", "> ", "    ", "\t"),
    *("\n", "\n\n", " ", ":", ": ", "/", "//", "@", "x", "X", ",", "word", "www.a.org", "http://b.org", "javascript:"),
    *("[ ]", "[x](y-z)", "\n\n[ab]: /x", '"', "'", "$", "%", "a@b.org", "[ab](/x)", "[ab](//x.org)", "[^1]", "~"),
    *("`code`", "`a/b.c-d`", "`", "``", "`[x`", "` a`", "[a@b.org](mailto:a@b.org)", "[www.a.org](/x)", "[v1.2](a.b)"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("- [ab](/x)\n- word [it’s](https://example.org/a-b#c)\n\n# [ab](/x)")
def test_what_is_called_harmless_is_so_as_html_too(text: str) -> None:
    assert not {"[", "`"} & set(text) or not is_harmless(text) or refused_of_html(text) == (), text


def test_ordinary_links_are_harmless_at_a_glance_and_others_are_looked_at() -> None:
    assert is_harmless(
        "See [the risk](risk:risk-0), [a page](https://example.org/a-b#c) and [it](../journeys/x.yml) in `a/b.c`."
    )
    for text in (
        "[ab](tel:1)",
        "![ab](/x)",
        "[^1](/x)",
        "[ab](/x){onclick=1}",
        "[ab](//x.org)",
        "[a](/x)",
        "# - [ab](/x)",
    ):
        assert not is_harmless(text), text
