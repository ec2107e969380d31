"""Bodies by example: blocks for levels, links of every form, images, comments (DESIGN §3 and §4)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.projection.build import body_of, public, seen, view

SHOWN = ("initiative:shown", public({"title": "A *shown* one"}))
HIDDEN = ("initiative:hidden", {"title": "Falcon"})
JOURNEY: tuple[str, Any] = (
    "journey:order",
    public(
        {
            "title": "Ordering",
            "stages": [
                {
                    "id": "s",
                    "title": "S",
                    "touchpoints": [{"id": "pay", "title": "Paying"}],
                    "pain_points": [{"id": "wait", "title": "Waiting"}],
                }
            ],
        }
    ),
)
OTHERS = (SHOWN, HIDDEN, JOURNEY)


def test_a_block_is_read_by_its_level_and_above() -> None:
    text = "Before.\n\n/// internal\nInside.\n///\n\nAfter."
    assert body_of(text) == "Before.\n\nAfter."
    assert body_of(text, audience="customer") == "Before.\n\nAfter."
    assert body_of(text, audience="internal") == "Before.\n\n/// internal\nInside.\n///\n\nAfter."
    assert body_of("A\n/// public\nB\n///") == "A\n\nB"


@pytest.mark.parametrize(
    "text",
    [
        "A\n/// internal\nX\n///\nB",
        "/// internal\nX\n///\nA\nB",
        "A\nB\n/// internal\nX\n///",
        "A\n/// internal\n///\nB",
        "A\n/// internal\nX\n///\n/// restricted\nY\n///\nB",
        "A\n/// INTERNAL\nX\n///\nB",
        "A\n///internal\nX\n///\nB",
        "A\r\n/// internal\r\nX\r\n///\r\nB".replace("\r\n", "\n"),
        "A\n/// internal\n/// note | T\nX\n/// details\nY\n///\n///\n///\nB",
        "A\n/// internal\n\n```\ncode\n```\n\n///\nB",
    ],
)
def test_taking_a_block_away_leaves_what_would_be_without_it(text: str) -> None:
    assert body_of(text) == "A\nB"


def test_blocks_of_pymdown_stay() -> None:
    text = "/// note | T\nA\n\n/// details | D\nB\n///\n///"
    assert body_of(text) == text
    longer = "//// note | T\n/// tip\nB\n///\n////"
    assert body_of(longer) == longer


@pytest.mark.parametrize(
    "text",
    [
        "/// internal\nSecret",
        "/// internal\nSecret\n////",
        "/// internal\nSecret\n  ///\nmore",
        "/// note\n/// internal\nSecret\n///\n///",
        "/// internal\n/// restricted\nSecret\n///\n///",
        "Fine\n///",
        "///  internal | Title\nSecret\n///",
        "//// internal\nSecret\n////",
        "A\n\n  /// internal\nSecret\n///",
        "- A\n\n    /// internal\n    Secret\n    ///",
        "> /// internal\n> Secret\n> ///",
        "- /// internal\n  Secret\n  ///",
        "1. /// internal\n   Secret\n   ///",
        "\u200b/// internal\nSecret\n\u200b///",
        "\ufeff/// internal\nSecret",
        "// internal\nSecret\n//",
        "A\u2028/// internal\nSecret\n",
        "/// internl\nSecret\n///",
        "/// whatever\nSecret\n///",
        "/// internal\u00a0only\nSecret\n///",
        "```\n/// internal\nSecret\n///\n```",
        "/// internal\n```\n///\nSecret\n```\n",
        "/// internal\nSecret <!--\n///\n-->",
        "<!-- a\n/// internal\n-->\nSecret\n///",
        "<!-- a -->/// internal\nSecret\n<!-- b -->///",
        "//<!-- -->/ internal\nSecret\n",
    ],
)
def test_what_may_be_meant_as_a_block_but_is_not_one_is_never_published(text: str) -> None:
    for level in ("public", "restricted"):
        assert body_of(text, audience=level) == body_of(f"Before.\n\n{text}", audience=level) == ""


def test_slashes_that_are_none_of_this() -> None:
    for text in ("See https://example.org//internal now", "a // internal comment", "```js\n// internal\nx = 1;\n```"):
        assert body_of(text) == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[it](initiative:shown)", "[it](initiative:shown)"),
        ("[it](<initiative:shown> 'T')", "[it](initiative:shown 'T')"),
        ("[it](../initiatives/shown.md)", "[it](initiative:shown)"),
        ("[it](shown.yml#part)", "[it](initiative:shown)"),
        ("[it](./shown.md)", "[it](initiative:shown)"),
        ("[it](../initiatives/shown/)", "[it](initiative:shown)"),
        ("[it](/initiatives/shown/index.html)", "[it](initiative:shown)"),
        ("[it](journey:order)", "[it](journey:order)"),
        ("[it](journey:order/pay)", "[it](journey:order/pay)"),
        ("[it](touchpoint:order/pay)", "[it](journey:order/pay)"),
        ("[it](../journeys/order.md#pay)", "[it](journey:order/pay)"),
        ("[it](../journeys/order.md#else)", "[it](journey:order)"),
        ("[[initiative:shown]]", "[A &#42;shown&#42; one](initiative:shown)"),
        ("[[ journey:order/pay ]]", "[Paying](journey:order/pay)"),
        ("[*a* `b` [c]](initiative:shown)", "[*a* `b` [c]](initiative:shown)"),
        ("[x](https://example.org) [y](mailto:a@example.org) [z](#here)", None),
        ("[a]: https://example.org/x", None),
        ("Text[^1]\n\n[^1]: Note: read this.", None),
    ],
)
def test_links_to_what_is_seen(written: str, expected: str | None) -> None:
    assert body_of(f"See {written}", *OTHERS) == f"See {written if expected is None else expected}"


@pytest.mark.parametrize(
    "written",
    [
        "[it](initiative:hidden)",
        "[it](<initiative:hidden>)",
        "[it](initiative:hidden 'Falcon')",
        "[it](../initiatives/hidden.md)",
        "[it](hidden.md)",
        "[it](../initiatives/hidden.yaml#part)",
        "[it](../initiatives/hidden/)",
        "[it](/initiatives/hidden)",
        "[it](journey:order/wait)",
        "[it](pain_point:order/wait)",
        "[it](../elsewhere/file.md)",
        "[it](javascript:alert(1))",
        "[it](unknown:thing)",
        "[it](asset:missing.png)",
    ],
)
def test_links_to_what_is_not_seen_become_their_label(written: str) -> None:
    assert body_of(f"See {written}.", *OTHERS) == "See it."


@pytest.mark.parametrize(
    "written",
    [
        "[[initiative:hidden]]",
        "[[journey:order/wait]]",
        "[[initiative:\nhidden]]",
        "[it](initiative:hidden (title))",
        '[it](initiative:hidden "a "b" c")',
        "[a [b [c]]](initiative:hidden)",
        "[it][1]\n\n[1]: initiative:hidden",
        '[it][1]\n\n[1]:\n    ../initiatives/hidden.md "Falcon"',
        "> [1]: initiative:hidden",
        "- [1]: <initiative:hidden>",
        "`[it](initiative:hidden)`",
        "```\n[it](initiative:hidden)\n```",
        '<a href="initiative:hidden">it</a>',
        "<a href=../initiatives/hidden.md>it</a>",
        "[it](https://example.org){ href=../initiatives/hidden.md }",
        '--8<-- "../initiatives/hidden.md"',
        "![hidden](https://elsewhere.example/hidden.png)",
        "[//]: # (hidden)",
        "<!-- x --> a <!-- hidden -->",
        "![[initiative:hidden]](asset:hidden.png)",
    ],
)
def test_no_form_of_a_link_tells_an_id(written: str) -> None:
    body = body_of(f"See\n\n{written}\n\nend", *OTHERS)
    assert "hidden" not in body
    assert "Falcon" not in body
    assert body.startswith("See") and body.endswith("end")


@pytest.mark.parametrize(
    "text",
    [
        "<img src='../assets/secret.md'>",
        "<script>alert(1)</script>",
        "<b onclick=x>y</b>",
        "/// html | iframe\n///",
        "![x][y]\n\n[y]: https://elsewhere.example/y.png",
        "</div></article>",
        "<div>",
        "## x {#__search}",
        "/// html | a\n///",
        '```mermaid\nflowchart LR\nclick A href "https://elsewhere.example"\n```',
        "1. " * 60,
    ],
)
def test_a_body_that_would_act_is_not_published(text: str) -> None:
    assert body_of(f"See\n\n{text}\n\nend", *OTHERS) == ""


def test_what_is_withheld_does_not_decide_whether_a_body_is_published() -> None:
    text = "A\n\n/// internal\n<script>\n///\n\nB"
    assert body_of(text) == "A\n\nB"
    assert body_of(text, audience="internal") == ""


def test_images_are_assets_and_only_used_ones_are_published() -> None:
    text = "![A](../assets/shop.png) [B](asset:page.pdf)\n\n/// internal\n![C](../assets/secret.png)\n///"
    found = view("public", ("initiative:x", public({"body": text})))
    assert found.items["initiative"]["x"].body == "![A](asset:shop.png) [B](asset:page.pdf)"
    assert sorted(found.assets) == ["page.pdf", "shop.png"]
    assert sorted(view("internal", ("initiative:x", public({"body": text}))).assets) == [
        "page.pdf",
        "secret.png",
        "shop.png",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        {"body": "<!-- ![x](../assets/secret.png) --> A"},
        {"body": "/// note\nA\n///\n\n/// internal\n![x](../assets/secret.png)\n///"},
        {"body": "![x](../assets/secret.png)", "wording": {"public": {"body": "A"}}},
        {"body": "![x](../assets/secret.png)", "disclose": {"body": "internal"}},
        {"portrait": "secret.png", "disclose": {"portrait": "internal"}},
        {"portrait": "secret.png", "visibility": "internal"},
    ],
)
def test_an_asset_that_only_hidden_text_uses_is_not_published(raw: Any) -> None:
    assert view("public", ("persona:x", public({}) | raw)).assets == {}
    assert set(view("restricted", ("persona:x", public({}) | raw)).assets) <= {"secret.png"}


def test_an_image_in_the_label_of_a_link() -> None:
    text = "[![Shop](../assets/shop.png)](initiative:hidden) [![Shop](../assets/shop.png)](https://example.org)"
    assert body_of(text, HIDDEN) == "![Shop](asset:shop.png) [![Shop](asset:shop.png)](https://example.org)"


def test_anchors_in_a_journey_lead_to_what_is_seen_of_it() -> None:
    address, raw = JOURNEY
    text = "# Our plan\n\n[a](#pay) [b](#wait) [c](#our-plan) [d](#nothing)\n\n## More {#extra}\n\n[e](#extra)"
    shown = seen("public", address, (address, {**raw, "body": text})).body
    assert "[a](journey:order/pay) b [c](#our-plan) d" in shown
    assert shown.endswith("[e](#extra)")


def test_comments_are_gone_and_so_is_what_follows_an_unclosed_one() -> None:
    assert body_of("A <!-- x\ny --> B") == "A  B"
    assert body_of("A <!-- x") == "A "
    assert body_of("A <!-- x\n/// internal\nS\n///\ny --> B", audience="internal") == "A  B"


def test_an_empty_text_stays_empty() -> None:
    raw = public({"body": "Long", "summary": "Short", "wording": {"public": {"body": "", "summary": ""}}})
    shown = seen("public", "team:care", ("team:care", raw))
    assert (shown.body, shown.summary) == ("", "")
    assert seen("customer", "team:care", ("team:care", raw)).body == "Long"


def test_code_keeps_its_empty_lines() -> None:
    text = "A\n\n\n\nB\n\n```\nx\n\n\n\ny\n```"
    assert body_of(text) == "A\n\nB\n\n```\nx\n\n\n\ny\n```"


def test_pages_have_bodies_and_levels_too() -> None:
    pages = {
        "about": {"visibility": "public", "body": "[[page:guide/first]] [x](pages/guide/first.md) [y](page:inside)"},
        "guide/first": {"visibility": "public", "title": "First"},
        "inside": {"body": "Secret"},
    }
    found = view("public", pages=pages)
    assert found.pages["about"].body == "[First](page:guide/first) [x](page:guide/first) y"
    assert found.pages["about"].title == "About"
    assert sorted(found.pages) == ["about", "guide/first"]
    assert sorted(view("internal", pages=pages).pages) == ["about", "guide/first", "inside"]
