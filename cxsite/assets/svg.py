"""Whether a drawing (SVG) only draws: opened by itself, it is a page that can run scripts and load things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
# Of these a browser makes more than text, wherever they stand.
_LIVE = (_SVG, "", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "svg g defs symbol use switch view title desc metadata style path rect circle ellipse line polyline polygon"
        " text tspan textPath tref image marker clipPath mask pattern linearGradient radialGradient stop filter feBlend"
        " feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap"
        " feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode"
        " feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence animate"
        " animateTransform animateMotion mpath set",
    )
)
_ANIMATED = re.compile(
    r"[xy][12]?|[cdr][xy]?|f[xy]|width|height|points|opacity|fill(?:-opacity)?|stroke(?:-[a-z]+)?|transform|offset"
    r"|visibility|display|stop-(?:color|opacity)|color|viewBox|startOffset|stdDeviation|baseFrequency"
)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[\sA-Za-z0-9+/=]*")
_ADDRESS = re.compile(r"url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_LOADS = re.compile(r"@import|expression\s*\(|-moz-binding|image(?:-set)?\s*\(|src\s*\(|\\", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(?:java|vb|live)script\s*:", re.IGNORECASE)
_SPACES = re.compile(r"[\s\x00-\x20]")


class _RefusedError(Exception):
    """What ends the reading of a file."""


def refused_svg(data: bytes) -> str:
    """What a drawing holds that is more than drawing; empty where it holds nothing of the kind. Takes linear time."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except _RefusedError as found:
        return str(found)
    except expat.ExpatError as error:
        return f"something that no browser can read: {expat.errors.messages[error.code]} in line {error.lineno}"
    except (ValueError, LookupError):
        return "text in an encoding that can't be read"
    return ""


class _Reader:
    """Reads a file, and stops at the first thing that is no drawing."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.open: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.open and (local != "svg" or space not in (_SVG, "")):
            raise _RefusedError(f"`<{local}>`, which is no drawing")
        self.open.append(local if space in (_SVG, "") else "")
        if space in _LIVE and (space not in (_SVG, "") or local not in _ELEMENTS):
            raise _RefusedError(f"an element `<{local}>`")
        for key, value in attributes.items():
            for what in _refused_attribute(local, key, value):
                raise _RefusedError(what)

    def _end(self, name: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        if self.open and self.open[-1] == "style" and (what := _refused_style(text)):
            raise _RefusedError(what)

    def _entity(self, name: str, *rest: object) -> None:
        raise _RefusedError(f"an entity `{name}` of its own")

    def _instruction(self, target: str, data: str) -> None:
        raise _RefusedError(f"an instruction `<?{target}`")


def _refused_attribute(element: str, key: str, value: str) -> Iterator[str]:
    space, _, local = key.rpartition(" ")
    shown = _SPACES.sub("", value)
    if local.lower().startswith("on"):
        yield f"a handler `{local}`"
    is_picture = element == "image" and _PICTURE.fullmatch(value.strip())
    if local == "href" and space in ("", _XLINK) and not shown.startswith("#") and not is_picture:
        yield f"a reference to `{value.strip()[:40]}`"
    if local == "src" and space == "":
        yield f"a reference to `{value.strip()[:40]}`"
    if local == "base" and space == _XML:
        yield "a base for its references"
    if local == "attributeName" and not _ANIMATED.fullmatch(value.strip()):
        yield f"a movement of `{value.strip()[:40]}`"
    if _SCHEME.match(shown):
        yield f"an address `{value.strip()[:40]}`"
    if what := _refused_style(value) if local == "style" else _refused_address(value):
        yield what


def _refused_address(value: str) -> str:
    return "a style that loads something: `url(…)`" if _ADDRESS.search(value) else ""


def _refused_style(text: str) -> str:
    found = _LOADS.search(text)
    return f"a style with `{found[0].strip()}`" if found else _refused_address(text)
