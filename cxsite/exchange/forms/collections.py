"""The configuration of the forms: a collection for each kind and form of file, as the content lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cxsite.exchange.forms.choices import Choices
from cxsite.exchange.forms.file_specs import Spec, file_of_many_spec, record_spec
from cxsite.exchange.forms.form_fields import FormFields
from cxsite.exchange.forms.form_words import FormWords
from cxsite.model.charter import Charter
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.roadmap import PAGE, ROADMAP, Page, Roadmap

USUAL_ENDING = "yml"
MARKDOWN = "md"
ALL = "all"
"""What the file with all items of a kind is called in its collection."""

_NAMES = {"encoding": "ascii", "clean_accents": True}


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of content by its path in the repository. `endings` are those of the items of each kind in its folder,
    `in_one_file` the paths of files with all items of a kind. In the `first` root, an item has all that it needs."""

    path: str
    endings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    in_one_file: Mapping[str, str] = field(default_factory=dict)
    pages: str = "pages"
    charter: str = "roadmap.yml"
    first: bool = True


@dataclass(frozen=True, slots=True)
class Forms:
    """What the page of the forms reads: its configuration, and of each format of files what is in it."""

    config: dict[str, Any]
    formats: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Place:
    """One collection: of a kind, in files of one ending, or in one file."""

    root: Root
    number: int
    ending: str
    file: str | None = None

    def name(self, kind: str) -> str:
        """The collection's name, which addresses in the page have."""
        further = f"-{self.number + 1}" if self.number else ""
        return f"{kind}-{'file' if self.file else self.ending}{further}"


def make_forms(roadmap: Roadmap, roots: Sequence[Root], words: FormWords, backend: dict[str, Any]) -> Forms:
    """Every kind, the hand-written pages and roadmap.yml as forms."""
    places = {kind.name: list(_places(kind, roots)) for kind in KINDS}
    single = {name: found[0] for name, found in places.items() if len(found) == 1}
    choices = Choices(roadmap, words, {name: (one.name(name), bool(one.file)) for name, one in single.items()})
    made = _Making(words, FormFields(choices), FormFields(choices, demanded=False), {})
    collections = [
        made.collection(kind, place, several=len(places[kind.name]) > 1)
        for kind in KINDS
        for place in places[kind.name]
    ]
    first = roots[0]
    config = {
        "backend": backend,
        "app_title": roadmap.charter.title,
        "show_preview_links": False,
        "media_folder": f"{first.path}/assets",
        "public_folder": "/assets",
        "slug": _NAMES,
        "editor": {"preview": False},
        "collections": [*collections, made.pages(first)],
        "singletons": [made.charter(first)],
    }
    return Forms(config, made.formats)


def _places(kind: Kind, roots: Sequence[Root]) -> Iterator[_Place]:
    found = False
    for number, root in enumerate(roots):
        for ending in root.endings.get(kind.name, ()):
            yield _Place(root, number, ending)
            found = True
        if kind.name in root.in_one_file:
            yield _Place(root, number, USUAL_ENDING, root.in_one_file[kind.name])
            found = True
    if not found:
        yield _Place(roots[0], 0, USUAL_ENDING)


@dataclass(frozen=True, slots=True)
class _Making:
    words: FormWords
    whole: FormFields
    additions: FormFields
    formats: dict[str, dict[str, Any]]

    def collection(self, kind: Kind, place: _Place, *, several: bool) -> dict[str, Any]:
        """The items of a kind in one form of file."""
        plural, singular = self.words.kind(kind.name)
        fields = self.whole if place.root.first else self.additions
        shown = [place.root.path] if not place.root.first else []
        shown += [place.file.rpartition("/")[2] if place.file else f".{place.ending}"] if several else []
        named = {
            "name": place.name(kind.name),
            "label": f"{plural} ({', '.join(shown)})" if shown else plural,
            "label_singular": singular,
        }
        if place.file:
            format_ = self._format(place.name(kind.name), file_of_many_spec(kind.model), USUAL_ENDING)
            file = {"name": ALL, "label": plural, "file": place.file, "format": format_}
            return named | {"files": [file | {"fields": [fields.items_of(kind)]}]}
        markdown = place.ending == MARKDOWN
        listed = fields.of_model(kind.model) + ([fields.body()] if markdown else [])
        return named | {
            "folder": f"{place.root.path}/{kind.folder}",
            "extension": place.ending,
            "format": self._format(place.name(kind.name), record_spec(kind.model), place.ending),
            "slug": {"template": "{{title}}", "editable": ["create"], "hint": self.words.text("id")},
            "aliases_field": False,
            "fields": listed,
        }

    def pages(self, root: Root) -> dict[str, Any]:
        """The hand-written pages."""
        return {
            "name": PAGE,
            "label": self.words.text("pages"),
            "label_singular": self.words.text("page"),
            "folder": f"{root.path}/{root.pages}",
            "extension": MARKDOWN,
            "format": self._format(PAGE, record_spec(Page), MARKDOWN),
            "slug": {"template": "{{title}}", "editable": ["create"]},
            "aliases_field": False,
            "fields": [*self.whole.of_model(Page), self.whole.body()],
        }

    def charter(self, root: Root) -> dict[str, Any]:
        """What readers see of roadmap.yml."""
        return {
            "name": ROADMAP,
            "label": self.words.text("roadmap"),
            "file": f"{root.path}/{root.charter}",
            "format": self._format(ROADMAP, record_spec(Charter), USUAL_ENDING),
            "fields": self.whole.of_model(Charter),
        }

    def _format(self, name: str, spec: Spec, ending: str) -> str:
        # What Sveltia CMS takes for front matter is known by the end of its name.
        format_ = f"cxsite-{name}-frontmatter" if ending == MARKDOWN else f"cxsite-{name}"
        self.formats[format_] = {"extension": ending, "markdown": ending == MARKDOWN, "spec": spec}
        return format_
