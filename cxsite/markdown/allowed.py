"""What a text may become: elements, their attributes, and what may stand in them. All else is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from cxsite.model.kinds import BY_FOLDER, BY_NAME
from cxsite.model.link_grammar import read_target
from cxsite.model.typed.nearest import nearest

ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "a abbr aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em"
        " figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section"
        " small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr",
    )
)
"""Elements of HTML that are text or its layout. None of them loads, runs, asks or covers anything."""

SCHEMES = frozenset({"https", "http", "mailto"})
KINDS = frozenset({*BY_NAME, "asset", "page", "stage", "touchpoint", "pain_point"})

Fits = Callable[[str], object]


def _like(pattern: str) -> Fits:
    return re.compile(pattern, re.IGNORECASE).fullmatch


def _anything(value: str) -> object:
    return True


_ID = re.compile(r"(?:[^\W_][\w:.-]*|_\d+|__tabbed_\d+_\d+|__[a-z-]*caption_\d+)", re.IGNORECASE)
_STYLES: Mapping[str, Fits] = {
    "text-align": _like(r"left|right|center|justify|start|end"),
    "vertical-align": _like(r"top|middle|bottom|baseline|sub|super"),
    "font-weight": _like(r"bold|bolder|normal|lighter|[1-9]00"),
    "font-style": _like(r"italic|normal|oblique"),
    "font-variant": _like(r"small-caps|normal"),
    "text-decoration": _like(r"underline|line-through|none"),
    "text-transform": _like(r"uppercase|lowercase|capitalize|none"),
    "white-space": _like(r"nowrap|normal|pre-wrap|pre-line"),
    "color": _like(r"#[0-9a-f]{3,8}|[a-z]{3,20}"),
    "background-color": _like(r"#[0-9a-f]{3,8}|[a-z]{3,20}"),
    "width": _like(r"auto|\d{1,2}%|100%|\d{1,3}(?:px|em|rem|ch)"),
    "max-width": _like(r"none|\d{1,2}%|100%|\d{1,3}(?:px|em|rem|ch)"),
    "list-style-type": _like(r"[a-z-]{3,20}"),
}
# What the theme and our own pages know by name: such an element would look or act as theirs.
_THEIRS = re.compile(
    r"md-(?!button(?:--primary)?$).*|mdx-.*|cx-.*|js|no-js|mermaid|arithmatex|giscus|lb-.*|headerlink|tabbed-control.*"
)


def _styles(value: str) -> bool:
    for declaration in filter(str.strip, value.split(";")):
        name, _, said = declaration.partition(":")
        fits = _STYLES.get(name.strip().lower())
        if fits is None or not fits(said.strip()):
            return False
    return True


def _classes(value: str) -> bool:
    return not any(map(_THEIRS.fullmatch, value.lower().split()))


_SIZE = _like(r"\d{1,4}(?:%|px)?")
_COUNT = _like(r"\d{1,3}")
_EVERYWHERE: Mapping[str, Fits] = {
    "class": _classes,
    "dir": _like(r"ltr|rtl|auto"),
    "id": _ID.fullmatch,
    "lang": _like(r"[a-z0-9-]{0,35}"),
    "role": _like(r"note|img|list|listitem|presentation|none|region|group|doc-[a-z]+"),
    "style": _styles,
    "title": _anything,
}
_CELL: Mapping[str, Fits] = {
    "align": _like(r"left|right|center|justify"),
    "colspan": _COUNT,
    "rowspan": _COUNT,
    "scope": _like(r"row|col|rowgroup|colgroup"),
    "valign": _like(r"top|middle|bottom|baseline"),
    "width": _SIZE,
}
_ALIGNED: Mapping[str, Fits] = {"align": _like(r"left|right|center|justify")}
_OF_ELEMENT: Mapping[str, Mapping[str, Fits]] = {
    "a": {
        "href": _anything,
        "rel": _like(r"[a-z ]*"),
        "target": _like(r"_blank|_self"),
        "download": _like(r"[\w .-]*"),
        "hreflang": _like(r"[a-z0-9-]{0,35}"),
    },
    "img": {
        "src": _anything,
        "alt": _anything,
        "width": _SIZE,
        "height": _SIZE,
        "loading": _like(r"lazy|eager"),
        "decoding": _like(r"async|auto|sync"),
        "align": _like(r"left|right|middle|top|bottom"),
    },
    "input": {
        "type": _like(r"checkbox|radio"),
        "checked": _anything,
        "disabled": _anything,
        "id": _like(r"__tabbed_\d+_\d+"),
        "name": _like(r"__tabbed_\d+"),
    },
    "label": {"for": _like(r"__tabbed_\d+_\d+")},
    "div": {"data-tabs": _like(r"\d+:\d+"), **_ALIGNED},
    "details": {"open": _anything},
    "ol": {"start": _like(r"-?\d{1,9}"), "type": _like(r"[1ai]"), "reversed": _anything},
    "li": {"value": _like(r"-?\d{1,9}")},
    "time": {"datetime": _like(r"[\w:.+ -]{0,40}")},
    "td": _CELL,
    "th": _CELL,
    "col": {"span": _COUNT, "width": _SIZE, **_ALIGNED},
    "colgroup": {"span": _COUNT, **_ALIGNED},
    "table": {"width": _SIZE, "border": _like(r"\d?"), **_ALIGNED},
    "p": _ALIGNED,
    **{f"h{level}": _ALIGNED for level in range(1, 7)},
}
_ARIA = re.compile(r"aria-(?:label|labelledby|describedby|hidden|level|details)")
# Elements whose class the dialect itself writes.
_WRITTEN = {("a", "headerlink"), ("pre", "cx-mermaid")}


def attribute_fits(element: str, name: str, value: str) -> bool:
    """Whether an element may have this attribute with this value; addresses are looked at elsewhere."""
    if name == "class" and (element, value) in _WRITTEN:
        return True
    fits = _OF_ELEMENT.get(element, {}).get(name) or _EVERYWHERE.get(name)
    return bool(fits(value)) if fits else bool(_ARIA.fullmatch(name))


_IGNORED_BY_BROWSERS = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")


def scheme_of(address: str) -> str:
    """The scheme that a browser reads in an address (entities already decoded); empty for a relative one."""
    found = _SCHEME.match(as_read(address))
    return found[1].lower() if found else ""


def as_read(address: str) -> str:
    """An address without what browsers leave out of it."""
    return _IGNORED_BY_BROWSERS.sub("", address.strip("".join(map(chr, range(0x21)))))


def refused_link(address: str) -> str:
    """Why a link may not lead to `address`; empty where it may."""
    read = as_read(address)
    if _UNSEEN.search(read):
        return "holds a backslash or a character that can't be seen"
    scheme = scheme_of(read)
    if scheme and scheme not in SCHEMES and scheme not in KINDS:
        kind = BY_FOLDER.get(scheme)
        near = (kind.name,) if kind else nearest(scheme, KINDS)
        asked = f" (did you mean `{near[0]}:`?)" if len(near) == 1 else ""
        return f"begins with `{scheme}:`, which is neither a web address nor a kind{asked}"
    if read.startswith("//"):
        return "names a host without https:"
    return ""


def refused_image(address: str) -> str:
    """Why an image may not be loaded from `address`; empty where it may."""
    target = read_target(address, {}, None)
    if refused_link(address) or target is None or target.kind != "asset":
        return "is not one of the site's own files"
    return ""
