"""What of the HTML that a text becomes may not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from justhtml import Element, JustHTML

from cxsite.markdown.allowed import (
    ELEMENTS,
    SCHEMES,
    attribute_fits,
    refused_image,
    refused_link,
    scheme_of,
)
from cxsite.markdown.diagram import refused_diagram
from cxsite.markdown.dialect import FOLLOWED, ConversionError, to_html
from cxsite.markdown.host_dialect import adapted
from cxsite.markdown.refusals import Refusal

_PLAIN = "write it in Markdown, or show it as `code`"
_BEFORE = "cx7fbefore"
_AFTER = "cx7fafter"
_END = "cx7fend"
# The text stands where it stands on a page: among finished HTML, before more Markdown.
_TEXT = '<p id="{before}"></p>\n\n{text}\n\n<p id="{after}"></p>\n\n{after} *{after}*\n'
_PAGE = (
    "<!doctype html><html><head></head><body><div><main><div><article><section>{html}"
    f'<p id="{_END}"></p></section></article></div></main></div></body></html>'
)
_WAY = ("html", "body", "div", "main", "div", "article", "section")
# Where Markdown and browsers close an element by themselves, nobody need do so.
_CLOSED_BY_ITSELF = frozenset(("p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "rt", "rp"))


def refused_of_html(text: str) -> tuple[Refusal, ...]:
    """What of the HTML that a text becomes may not be published."""
    markdown = adapted(text)
    try:
        refusals = _judged(to_html(markdown), followed=False)
        if any(sign in text for sign in _OPENING):
            # What is left open may swallow what comes after it in Markdown, or in HTML: each hides the other.
            told = set(refusals)
            among = _TEXT.format(before=_BEFORE, after=_AFTER, text=markdown)
            refusals += [one for one in _judged(to_html(among), followed=True) if one not in told]
    except ConversionError as error:
        help_ = "an element of Markdown here lacks what it needs, such as the address of a link; write it anew"
        return (Refusal(f"the site's engine stops at this text ({error})", help_),)
    except RecursionError:
        return (Refusal("elements stand too deep in one another here", "close them, or make it flatter", "<"),)
    return tuple(refusals)


_OPENING = ("<", "///", "```", "~~~")


def _judged(html: str, *, followed: bool) -> list[Refusal]:
    """What of a text's HTML is refused; `followed` by the Markdown of `_TEXT`."""
    page = JustHTML(_PAGE.format(html=html), sanitize=False)
    frame = _frame(page)
    inner = (frame if frame is not None else page.root).children or []
    found = [refusal for child in inner for refusal in _element(child, outside=frame is None)]
    outer = _OUTER.search(html)
    if frame is None or outer:
        found.append(Refusal(*_BROKEN[:2], outer[0] if outer else _BROKEN[2]))
    # An element that is no text often swallows what comes after it.
    elif not any(refusal.help == _PLAIN for refusal in found):
        found += _broken(frame, followed=followed)
    return found


# Browsers forgive these, but an engine may not.
_OUTER = re.compile(r"</?(?:html|head|body|frameset)\b", re.IGNORECASE)
_BROKEN = (
    "HTML here closes or opens something of the page around it",
    "leave out the tag, or close what is opened here",
    "</",
)


def _frame(page: JustHTML) -> Element | None:
    """The innermost element of the page around the text; `None` where the text broke out of one."""
    children = [child for child in page.root.children or [] if child.name != "!doctype"]
    here: Element | None = None
    for name in _WAY:
        found = [child for child in children if child.name != "head"]
        if len(found) != 1 or found[0].name != name or found[0].attrs or not isinstance(found[0], Element):
            return None
        if any(child.children or getattr(child, "attrs", None) for child in children if child.name == "head"):
            return None
        here = found[0]
        children = list(here.children)
    return here


def _broken(frame: Element, *, followed: bool) -> Iterator[Refusal]:
    """What the text leaves open: what comes after it is then not where it belongs."""
    found = [child for child in frame.children if isinstance(child, Element)]
    ids = [child.attrs.get("id") for child in found]
    if ids and ids[-1] == _END and not found[-1].children and (not followed or _is_followed(found, ids)):
        return
    name = _left_open(frame)
    yield Refusal(
        f"`<{name}>` is opened and never closed" if name else _BROKEN[0],
        f"close it with `</{name}>`" if name else _BROKEN[1],
        f"<{name}" if name else "<",
    )


def _is_followed(found: list[Element], ids: Sequence[object]) -> bool:
    """Whether what stands around the text in Markdown has become what it should."""
    after = ids.index(_AFTER) if _AFTER in ids else -1
    if ids[:1] != [_BEFORE] or after <= 0 or len(found) <= after + 1:
        return False
    empty, following = found[after], found[after + 1]
    words = [child for child in following.children if child.name == "em"]
    is_paragraph = following.name == "p" and len(words) == 1 and following.to_text().count(_AFTER) == 2
    return not empty.children and is_paragraph


def _left_open(frame: Element) -> str:
    """The outermost element that holds what comes after the text; empty where none does."""
    for child in frame.children:
        if not isinstance(child, Element):
            continue
        if child.attrs.get("id") in (_AFTER, _END):
            # Marks such as bold go on in what follows.
            open_marks = [str(inner.name) for inner in child.children if isinstance(inner, Element)]
            if open_marks:
                return open_marks[0]
            continue
        inner = child.to_html()
        if _AFTER in inner or _END in inner:
            return str(child.name) if child.name not in _CLOSED_BY_ITSELF else _left_open(child)
    return ""


def _element(element: object, *, outside: bool = False) -> Iterator[Refusal]:
    """What of an element, and of those in it, is refused. `outside`: the page around the text may be among them."""
    if not isinstance(element, Element):
        return
    name = str(element.name)
    if outside and name in ("head", *_WAY):
        for child in element.children:
            yield from _element(child, outside=True)
        return
    if getattr(element, "namespace", None) not in (None, "html") or name not in ELEMENTS:
        yield Refusal(f"`<{name}>` is no text", _PLAIN, f"<{name}" if name not in ("svg", "math") else name)
        return
    yield from _attributes(element, name)
    if name == "pre" and "cx-mermaid" in (element.attrs.get("class") or ""):
        for message, help_, hint in refused_diagram(element.to_text(strip=False)):
            yield Refusal(message, help_, hint)
        return
    for child in element.children:
        yield from _element(child, outside=outside)


def _attributes(element: Element, name: str) -> Iterator[Refusal]:
    attributes = {key.lower(): value or "" for key, value in element.attrs.items()}
    followed = attributes.pop(FOLLOWED, None) is not None
    if name in ("a", "img") and (refusal := _address(name, attributes, followed)):
        yield refusal
    for key, value in attributes.items():
        if not attribute_fits(name, key, value):
            yield _unfit(name, key, value)
    if name == "input" and attributes.get("type") == "checkbox" and "disabled" not in attributes:
        yield Refusal("a box that can be ticked does nothing on a page", "write `- [ ] …` in a list", "<input")


def _unfit(name: str, key: str, value: str) -> Refusal:
    if key in ("id", "class"):
        message = f'`{key}="{value[:40]}"` belongs to the theme or to the pages around this text'
        return Refusal(message, f"use another {'name' if key == 'id' else 'class'}, or none", value.split(" ")[0])
    if key.startswith("on"):
        return Refusal(f"`{key}` would do something in a reader's browser", "leave it out", key)
    if key == "style":
        help_ = "leave it out; alignment, weight, colours by name or number and widths may stay"
        return Refusal(f"`style` of `<{name}>` may hold no `{value.strip()[:40]}`", help_, "style")
    return Refusal(f"`{key}` is no attribute that `<{name}>` may have here", "leave it out", key)


def _address(name: str, attributes: dict[str, str], followed: bool) -> Refusal | None:
    if name == "img":
        address = attributes.get("src", "")
        help_ = "put the image into content/assets/ and write `![what it shows](../assets/name.png)`"
        if refused_image(address):
            return Refusal(f"the image `{address[:60]}` is not one of the site's own files", help_, address or "<img")
        if not followed:
            return Refusal("an image of HTML can't be followed", help_, "<img")
        return None
    if "href" not in attributes:
        return None
    address = attributes["href"]
    if why := refused_link(address):
        help_ = "write https:, http:, mailto:, or link an item with `[label](kind:id)`"
        return Refusal(f"the link to `{address[:60]}` {why}", help_, address)
    if not followed and not address.startswith("#") and scheme_of(address) not in SCHEMES:
        return Refusal("a link of HTML to an item or page can't be followed", "write `[label](kind:id)`", "<a")
    return None
