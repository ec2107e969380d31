"""Scripts of a copy that works from a disk: modules and workers as texts, since browsers load none from a file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

SCRIPT = "assets/cxsite/offline.js"
MORE = "assets/cxsite/offline-more.js"
INDEX_JSON, INDEX_SCRIPT = "search/search_index.json", "search/search_index.js"

_SPECIFIER = r"(?P<quote>[\"'])(?P<path>\.{1,2}/[\w./-]+\.m?js)(?P=quote)"
_DYNAMIC = re.compile(rf"\bimport\s*\(\s*{_SPECIFIER}\s*\)")
_STATIC = re.compile(rf"(?P<word>\bfrom\s*|\bimport\s*){_SPECIFIER}")
_WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
_LUNR = "assets/javascripts/lunr"
# What a language's index needs besides the file of the language; as the worker of the theme asks for it.
_FURTHER = {"ja": "tinyseg.js", "hi": "wordcut.js", "th": "wordcut.js"}
_BESIDE = """\
self.importScripts = (...urls) => {
  for (const url of urls) (0, eval)(beside[String(url).split("/").pop()]);
};
"""


def offline_script(site: Mapping[str, str], entries: Iterable[str]) -> tuple[str, str]:
    """The script that every page loads first, and the one with the rest of the modules.

    `site` are the texts of the site's scripts by their place; `entries` the modules that pages ask for.
    """
    names = [name for name in entries if name in site]
    first = _reached(site, names, dynamic=False)
    rest = _reached(site, names, dynamic=True) - first
    own = (files("cxsite") / "site" / "offline" / "offline.js").read_text("utf-8")
    workers = {name: _worker(site, name) for name in site if _WORKER.fullmatch(name)}
    return (
        own + _assigned("texts", {name: _module(site, name) for name in sorted(first)}) + _assigned("worker", workers),
        _assigned("texts", {name: _module(site, name) for name in sorted(rest)}),
    )


def index_script(index: str) -> str:
    """The index of the search as a script, in the variable in which the theme looks for it."""
    return f"var __index = {index}"


def _assigned(part: str, texts: Mapping[str, str]) -> str:
    # In ASCII, so that it doesn't matter in which encoding a browser takes the file.
    return f"Object.assign(cxOffline.{part}, {json.dumps(texts)});\n"


def _reached(site: Mapping[str, str], entries: Iterable[str], *, dynamic: bool) -> set[str]:
    """The modules that these import, themselves among them; with `dynamic` also those that they import when needed."""
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for pattern in (_STATIC, _DYNAMIC) if dynamic else (_STATIC,):
            waiting += [other for match in pattern.finditer(site[name]) if (other := _named(name, match)) in site]
    return found


def _module(site: Mapping[str, str], name: str) -> str:
    """A module whose imports name their modules by the place in the site."""

    def static(found: re.Match[str]) -> str:
        other = _named(name, found)
        return f'{found["word"]}"cx-offline:{other}"' if other in site else found[0]

    def dynamic(found: re.Match[str]) -> str:
        other = _named(name, found)
        return f"cxOffline.import({json.dumps(other)})" if other in site else found[0]

    return _STATIC.sub(static, _DYNAMIC.sub(dynamic, site[name]))


def _named(name: str, found: re.Match[str]) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))


def _worker(site: Mapping[str, str], name: str) -> str:
    """The worker of the search with the scripts that it would load beside it, for the languages of the index."""
    languages = json.loads(site.get(INDEX_JSON, "{}")).get("config", {}).get("lang", [])
    names = [f"min/lunr.{language}.min.js" for language in languages]
    names += [_FURTHER[language] for language in languages if language in _FURTHER]
    names += ["min/lunr.stemmer.support.min.js", "min/lunr.multi.min.js"]
    scripts = {posixpath.basename(one): site[f"{_LUNR}/{one}"] for one in names if f"{_LUNR}/{one}" in site}
    return f"const beside = {json.dumps(scripts)};\n{_BESIDE}{site[name]}"
