"""Bodies by a generator: hostile ones, made of what acts, in every notation; harmless ones, of what people write."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

HOST = "https://evil.example"
ACTS = "document.title='acted'"
_ELEMENTS = re.findall(
    r"\S+",
    "a abbr applet area article aside audio b base body br button canvas caption col details dialog div embed fieldset"
    " figure font footer form frame frameset h1 head header html iframe image img input kbd label li link listing main"
    " map marquee math menu meta nav noembed noframes noscript object ol option output p param picture plaintext portal"
    " pre script search section select slot source span style sub summary svg table tbody td template textarea tfoot"
    " th title tr track u video xmp x-own",
)
HANDLERS = re.findall(
    r"\w+", "onclick onerror onload onfocus ontoggle onmouseover onanimationstart onbegin onwheel onpointerenter oncut"
)
_LOADING = ("href", "src", "srcset", "style", "poster", "action", "formaction", "data", "background")
_ADDRESSES = (
    f"javascript:{ACTS}",
    f"java\tscript:{ACTS}",
    f"java&#10;script:{ACTS}",
    f"&#106;avascript:{ACTS}",
    f"\x01javascript:{ACTS}",
    f"JAVASCRIPT&colon;{ACTS}",
    f"vbscript:{ACTS}",
    f"data:text/html,<script>{ACTS}</script>",
    f"{HOST}/x.png",
    "//evil.example/x.png",
    "\\\\evil.example/x.png",
    "/\\evil.example/x.png",
    "http:evil.example/x.png",
    "blob:x",
    "file:///etc/passwd",
)
_STYLES = (
    f"background:url({HOST}/x.png)",
    "position:fixed;inset:0;z-index:99999;background:red",
    "position:absolute;top:0;left:0;width:100vw;height:100vh",
    f"background:u\\72l({HOST}/x.png)",
    f"list-style:url('{HOST}/x.png')",
    "margin:-1000px;padding:1000px",
    f"content:url({HOST}/x.png);color:red",
    f"/**/background-image:image-set('{HOST}/x.png' 1x)",
    "transform:scale(99)",
)
_NAMES = re.findall(
    r"\S+", "__config __search __drawer __toc __palette __nav_1 __md_scope _feelings md-dialog md-overlay cx-filter"
)
_OF_THE_PAGE = (
    "</body></html>", "</div></div></article></main>", "<plaintext>", "<title>", "<textarea>", "<select>", "<noscript>",
    "<template>", "<xmp>", "<table><tr><td>", "<math><mtext></table>", "<svg><style>", "<!--><script>", "<![CDATA[",
    "<?php", "</article>", "<div>", "<b><i>", "<form>", "<button>", "</p></div>", "<details>", "<ul><li>", "</section>",
)  # fmt: skip
_DIAGRAMS = (
    f'A-->B\nclick A "{HOST}"', f'A-->B; click A href "javascript:{ACTS}"', f'A@{{ img: "{HOST}/x.png" }}',
    'A@{ shape: "image", img: "//evil.example/x.png" }', f"A-->B\nstyle A fill:url({HOST}/x)",
    f"A:::x\nclassDef x background:url({HOST}/x)", f"A[<img src={HOST}/x.png>]", f'A["<img src=x onerror={ACTS}>"]',
    f'A["`**x** ![y]({HOST}/y.png)`"]', f'A["&lt;img src=x onerror={ACTS}&gt;"]', "A[$$\\href{javascript:x}{y}$$]",
    f"A-->B\nlinkStyle 0 stroke:url({HOST}/x)", 'A-->B\nclick A call alert("x")', "A-->B\ncallback A \"alert\"",
)  # fmt: skip
_SETTINGS = (
    f'%%{{init: {{"themeCSS": "*{{background:url({HOST}/x)}}"}}}}%%\n', '%%{init: {"securityLevel": "loose"}}%%\n',
    f"---\nconfig:\n  themeCSS: '* {{ background: url({HOST}/x) }}'\n---\n", "---\ntitle: x\n---\n", "",
)  # fmt: skip


def hostile(rng: random.Random) -> str:
    """A body that would act, load, cover, break the page or take what belongs to the theme; some only look like it."""
    payload = rng.choice((_element, _block, _attributes, _reference, _inline, _frame, _diagram, _name))(rng)
    around = rng.choice(_AROUND)
    return around(payload, rng)


def _quoted(rng: random.Random, value: str) -> str:
    return rng.choice((f'"{value}"', f"'{value}'", value, f" \n {value}"))


def _pair(rng: random.Random) -> tuple[str, str]:
    name = rng.choice(
        (*HANDLERS, "href", "src", "srcset", "style", "poster", "action", "formaction", "data", "background")
    )
    name = rng.choice((name, name, "xlink:href", "srcdoc", "id", "class", "data-md-component", "ping", "autofocus"))
    if name.startswith("on"):
        return name, ACTS
    values = {
        "style": _STYLES,
        "id": _NAMES,
        "class": _NAMES,
        "data-md-component": ("search", "header"),
        "autofocus": ("",),
    }
    return name, rng.choice(values.get(name, _ADDRESSES))


def _element(rng: random.Random) -> str:
    name = rng.choice(_ELEMENTS)
    name = rng.choice((name, name, name.upper(), f"{name}/"))
    pairs = [_pair(rng) for _ in range(rng.randint(0, 3))]
    before = rng.choice((" ", " ", "/", "\n", "\t", " alt='>' ", ' title="<b>" '))
    tag = (
        f"<{name}{''.join(before + key + rng.choice(('=', ' = ', '=')) + _quoted(rng, value) for key, value in pairs)}"
    )
    end = rng.choice((">", ">", "/>", "", " >"))
    inner = rng.choice(("x", "", f"<script>{ACTS}</script>", f"<img src=x onerror={ACTS}>", f"alert(1)//{ACTS}"))
    return tag + end + rng.choice((f"{inner}</{name.strip('/')}>", inner, ""))


def _block(rng: random.Random) -> str:
    name = rng.choice(_ELEMENTS)
    options = "".join(f'[{key}="{value}"]' for key, value in (_pair(rng) for _ in range(rng.randint(0, 2))))
    if rng.random() < 0.5:
        return f"/// html | {name}{options}\nx\n///"
    key, value = _pair(rng)
    block = rng.choice(("details | T", "note | T", "html | div", "tab | T", "figure-caption", "admonition | T"))
    form = rng.choice(("    attrs:\n      {}: {}\n", '    attrs: {{"{}": "{}"}}\n', "    attrs: {{{}: '{}'}}\n"))
    return f"/// {block}\n{form.format(key, value)}\nx\n///"


def _attributes(rng: random.Random) -> str:
    key, value = _pair(rng)
    extra = rng.choice((f"{key}={_quoted(rng, value)}", f"#{rng.choice(_NAMES)}", f".{rng.choice(_NAMES)}"))
    return (
        rng.choice(("x\n{: %s }", "## x { %s }", "[x](../teams/a.md){ %s }", "*x*{ %s }", "```{.html %s}\nx\n```"))
        % extra
    )


def _reference(rng: random.Random) -> str:
    address = rng.choice(_ADDRESSES)
    first = rng.choice(("![x][y]", "[x][y]", "[y][]", "![y]", "[y]"))
    return f"{first}\n\n[y]: {rng.choice((address, f'<{address}>', f'{address} (t)'))}"


def _inline(rng: random.Random) -> str:
    address = rng.choice(_ADDRESSES)
    return rng.choice(("![x]({})", "[x]({})", "[x](<{}>)", "<{}>", "![x]({} 't')", "[![x]({})](y)")).format(address)


def _frame(rng: random.Random) -> str:
    return "".join(rng.choice(_OF_THE_PAGE) for _ in range(rng.randint(1, 3)))


def _diagram(rng: random.Random) -> str:
    kind = rng.choice(("flowchart LR", "graph TD", "sequenceDiagram", "classDiagram", "gantt", "stateDiagram-v2"))
    code = f"{rng.choice(_SETTINGS)}{kind}\n{rng.choice(_DIAGRAMS)}"
    return rng.choice(("```mermaid\n{}\n```", "~~~cx-mermaid\n{}\n~~~", '<pre class="cx-mermaid"><code>{}</code></pre>',
                       '<pre class="mermaid">{}</pre>', "```{{.mermaid}}\n{}\n```")).format(code)  # fmt: skip


def _name(rng: random.Random) -> str:
    name = rng.choice(_NAMES)
    return rng.choice((f"## {name}", f"## x {{#{name}}}", f'<p id="{name}">x</p>', f'<p class="{name}">x</p>',
                       f"/// html | div.{name}\nx\n///",
                       f"/// html | p#{name}\nx\n///", f'<a name="{name}">x</a>'))  # fmt: skip


def _alone(payload: str, rng: random.Random) -> str:
    return payload


def _between(payload: str, rng: random.Random) -> str:
    return f"Before *it*.\n\n{payload}\n\nAfter it."


def _in_line(payload: str, rng: random.Random) -> str:
    return f"Some words {payload} and more."


def _in_list(payload: str, rng: random.Random) -> str:
    return "- one\n- " + payload.replace("\n", "\n  ")


def _in_quote(payload: str, rng: random.Random) -> str:
    return "> " + payload.replace("\n", "\n> ")


def _in_html(payload: str, rng: random.Random) -> str:
    return f"<{rng.choice(('div', 'details', 'section'))} markdown>\n\n{payload}\n\n</div>"


def _in_cell(payload: str, rng: random.Random) -> str:
    return f"| a | b |\n|---|---|\n| {payload.splitlines()[0]} | x |"


_AROUND: tuple[Callable[[str, random.Random], str], ...] = (
    _alone, _alone, _between, _between, _in_line, _in_list, _in_quote, _in_html, _in_cell,
)  # fmt: skip

_WORDS = re.findall(
    r"\S+",
    "we parcels customers shop counter Monday order refund often sooner the a of two weeks and with their letters"
    " Rückgabe magasin caja R&D Q&A 24/7 C++ 5>3 50% #1 @desk €12 (about) “so” don't co-op on=off either/or x>y",
)
_TARGETS = ("initiative:portal", "../teams/care.md", "https://example.org/a?b=c&d=e#f", "mailto:a@example.org", "#here")


def harmless(rng: random.Random) -> str:
    """A body as an editor would write it."""
    return "\n\n".join(_piece(rng) for _ in range(rng.randint(1, 6)))


def _say(rng: random.Random, most: int = 9) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randint(2, most))).lstrip("#@€ ")


def _piece(rng: random.Random) -> str:
    def say() -> str:
        return _say(rng)

    forms: tuple[Callable[[], str], ...] = (
        lambda: f"{say()}. {say()}!\n{say()}",
        lambda: f"{say()} *{say()}* and **{say()}** with `{say()}`",
        lambda: f"{'#' * rng.randint(1, 4)} {say()}",
        lambda: "\n".join(f"- {say()}" for _ in range(3)) + f"\n  - {say()}",
        lambda: "\n".join(f"{number}. {say()}" for number in range(1, 4)),
        lambda: f"- [ ] {say()}\n- [x] {say()}",
        lambda: f"> {say()}\n> {say()}",
        lambda: f"| {_say(rng, 3)} | b |\n|:--|--:|\n| {_say(rng, 3)} | [x]({rng.choice(_TARGETS)}) |",
        lambda: f"[{_say(rng, 3)}]({rng.choice(_TARGETS)}) {say()} [[initiative:portal]]",
        lambda: f"See [{_say(rng, 2)}][ref].\n\n[ref]: https://example.org/page (A page)",
        lambda: f"![{_say(rng, 3)}](../assets/desk.png){{ width=300 }}",
        lambda: f"{say()}[^{(number := rng.randint(1, 10**6))}]\n\n[^{number}]: {say()}",
        lambda: f"/// {rng.choice(('note', 'tip', 'warning'))} | {_say(rng, 3)}\n{say()}\n///",
        lambda: f"/// details | {_say(rng, 3)}\n    open: true\n{say()}\n///",
        lambda: f"/// tab | One\n{say()}\n///\n\n/// tab | Two\n{say()}\n///",
        lambda: f"<details>\n<summary>{_say(rng, 3).replace('<', '')}</summary>\n{say().replace('<', '')}\n</details>",
        lambda: "Press <kbd>Ctrl</kbd>, H<sub>2</sub>O, 5<sup>th</sup><br>and <mark>this</mark>",
        lambda: (
            f"```{rng.choice(('', 'html', 'js', 'yaml'))}\n<script>{say()}</script>\nif (a < b) {{ onclick=x }}\n```"
        ),
        lambda: "```mermaid\nflowchart TD\n  A[Ask] -->|yes| B{Sure?}\n  B --> C((End))\n```",
        lambda: "```mermaid\njourney\n  title A day\n  section Click\n    Click & collect: 3: Me\n```",
        lambda: f"{say()}\n: {say()}",
        lambda: "---",
        lambda: f"A bare address: https://example.org/{rng.randint(1, 99)}, or www.example.org.",
        lambda: f"~~{_say(rng, 3)}~~ is gone, H~2~O stays",
        lambda: f"## {_say(rng, 3)} {{#place-{rng.randint(1, 99)}}}",
        lambda: '<p align="center">Middle</p>',
        lambda: f"<!-- {say().replace('>', '')} -->",
    )
    return rng.choice(forms)()
