"""What would run in a reader's browser is refused in bodies; what is shown as code, or only looks like it, is not."""

from __future__ import annotations

import pytest

from cxsite.check.markup import active_markup, scheme_of

REFUSED = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=x>",
    "text <svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<p onclick='alert(1)'>x</p>",
    '<p class="a"onmouseover=alert(1)>x</p>',
    "<iframe srcdoc='x'></iframe>",
    "<style>p { display: none }</style>",
    '<meta http-equiv="refresh" content="0">',
    "<base href='https://evil.example'>",
    'A paragraph.\n{: onclick="alert(1)" }',
    "[x](y){ href='javascript:alert(1)' }",
    "/// html | script\nalert(1)\n///",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x]\n\n[x]: &#106;avascript:alert(1)",
    "<script\n>alert(1)</script>",
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
    "<strong one='x'>once</strong>",
)


@pytest.mark.parametrize("body", REFUSED)
def test_refused(body: str) -> None:
    assert list(active_markup(body))


@pytest.mark.parametrize("body", ALLOWED)
def test_allowed(body: str) -> None:
    assert list(active_markup(body)) == []


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("javascript:alert(1)", "javascript"),
        ("JavaScript:alert(1)", "javascript"),
        ("&#106;avascript:alert(1)", "javascript"),
        ("java\tscript:alert(1)", "javascript"),
        (" javascript&colon;alert(1)", "javascript"),
        ("data:text/html,x", "data"),
        ("https://example.org/a:b", "https"),
        ("../teams/a.md", ""),
        ("#a:b", ""),
    ],
)
def test_schemes_are_those_that_a_browser_reads(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme
