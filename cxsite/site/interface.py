"""What a site holds besides its content: texts and files of this package, of the theme and of the engine."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.utils import get_theme_dir

import cxsite
from cxsite.edit.template import item_text
from cxsite.measures.derived_values import DERIVED_BY_KIND
from cxsite.model.declare import Declared
from cxsite.model.kinds import KINDS
from cxsite.model.shape import Either, Leaf, Record, fields_of, part_name
from cxsite.pipeline.explanation import Interface
from cxsite.render.bare import bare_texts
from cxsite.render.words.catalogue import texts as interface_texts
from cxsite.site.engines.engine import FEATURES, PALETTE, THEME, language_of
from cxsite.site.engines.overrides import mermaid_files, theme_overrides
from cxsite.site.engines.packages import usage

_TEMPLATES = (".html", ".xml")
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
# What mkdocs.yml says for every page of every site; not `nav`, whose titles may be those of hidden pages.
_SAID = ("copyright", "site_description", "site_author", "extra", "theme")
_SEARCH_WEIGHTS = "boost 1000.0 1000000.0"
"""How Material's search index weighs titles and tags."""


def interface_of(said: Mapping[str, Any], docs_dir: Path, language: str) -> Interface:
    """The interface of the sites of a project whose mkdocs.yml says `said`, for content in `language`.

    Templates, catalogues, names of fields, and what files and diagrams say without content. A string of our code is no
    text of a site: it could be one of the content, and would hide that where it leaks.
    """
    package = Path(cxsite.__file__).resolve().parent
    texts = [
        *_own_texts(package),
        *interface_texts(language),
        *bare_texts(language),
        *_theme_texts(language),
        *_texts((FEATURES, PALETTE)),
        _SEARCH_WEIGHTS,
    ]
    texts += [text for name in _SAID for text in _texts(said.get(name))]
    return Interface(tuple(texts), _hashes(_packaged()), usage, _hashes(_below(docs_dir)))


def _own_texts(package: Path) -> Iterator[str]:
    """Our pages' words: what templates and overrides say, and the vocabulary of the model."""
    for folder in (package / "templates", theme_overrides()):
        for file in sorted(folder.rglob("*.html")):
            yield _said_by(file.read_text("utf-8"))
    # roadmap.json has the names of fields, and the words of their enumerations.
    for kind in KINDS:
        yield from (kind.name, kind.folder)
        yield from _vocabulary(kind.model, set())
        # Pages for editors offer new files.
        yield item_text(kind, {}, ())
        yield from (derived.name for derived in DERIVED_BY_KIND.get(kind.name, ()))


def _said_by(template: str) -> str:
    """What a template writes by itself: its HTML, and the texts in its code, not the names there."""
    plain = _REMARK.sub("", template)
    texts = (text for code in _CODE.findall(plain) for pair in _STRING.findall(code) for text in pair if text)
    return "\n".join((_CODE.sub("\n", plain), *texts))


def _vocabulary(model: type[Declared], known: set[type[Declared]]) -> Iterator[str]:
    known.add(model)
    yield part_name(model)
    shapes = []
    for name, declared in fields_of(model).items():
        yield name
        shapes.append(declared.shape)
    while shapes:
        shape = shapes.pop()
        if isinstance(shape, Leaf):
            yield from shape.choices
        elif isinstance(shape, Record):
            if shape.model not in known:
                yield from _vocabulary(shape.model, known)
        else:
            shapes.append(shape.each if isinstance(shape, Either) else shape.entry)


def _theme_texts(language: str) -> Iterator[str]:
    """The templates of Material, with its words in the languages that a site may show."""
    theme = Path(get_theme_dir(THEME))
    languages = {f"{name}.html" for name in (language_of(language), "en")}
    for folder, folders, names in os.walk(theme):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "assets")
        for name in sorted(names):
            if name.endswith(_TEMPLATES) and (name in languages or Path(folder).name != "languages"):
                yield _said_by(Path(folder, name).read_text("utf-8"))


def _packaged() -> Iterator[Path]:
    """Files that sites hold as they are: of the theme and of this package."""
    for folder in (Path(get_theme_dir(THEME)) / "assets", theme_overrides() / "assets"):
        yield from _below(folder)
    yield from (path for _, path in mermaid_files())


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _hashes(files: Iterator[Path]) -> frozenset[str]:
    return frozenset(map(_hash, files))


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, entry in value.items():
            yield str(name)
            yield from _texts(entry)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, (str, int, float)):
        yield str(value)
