"""The forms of a project: its content as it lies, and what its readers are told, for those who edit in a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cxsite.exchange.forms.backend import backend_of
from cxsite.exchange.forms.collections import Forms, Root, make_forms
from cxsite.exchange.forms.folder import with_settings
from cxsite.exchange.forms.form_words import FormWords
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS
from cxsite.model.repository_host import HostSort
from cxsite.model.roadmap import ROADMAP
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings
from cxsite.render.words.catalogue import FALLBACK, catalogue, spoken

_ENDINGS = ("yml", "yaml", "md")


def forms_of(
    settings: Settings, repo_url: str, host: HostSort | None, own: Mapping[str, Any]
) -> tuple[Forms, str, tuple[str, ...]]:
    """The forms, their language, and what their users should know; `host` is the sort of the repository's host, `own`
    what the owner of the forms says of them.

    Raises `CxsiteError` where the content can't be read.
    """
    roadmap = read(settings).usable()
    language = spoken(roadmap.charter.language) or FALLBACK
    words = FormWords(language, {**catalogue(FALLBACK).words, **catalogue(language).words})
    top = repository_of(settings.root)
    roots, notes = [], []
    for number, folder in enumerate(settings.folders):
        place = folder.resolve()
        if place.is_relative_to(top):
            roots.append(_root(place, place.relative_to(top).as_posix(), first=number == 0))
        elif number == 0:
            raise CxsiteError(f"{folder} lies outside of the repository {top}, and the forms edit one repository")
        else:
            notes.append(f"{folder} lies in another repository: it has no forms here")
    notes += _mixed(roots)
    forms = make_forms(roadmap, roots, words, backend_of(repo_url, host))
    return Forms(with_settings(forms.config, own), forms.formats), language, tuple(notes)


def repository_of(folder: Path) -> Path:
    """The folder that is the git repository around another one; itself where there is none."""
    here = folder.resolve()
    return next((place for place in (here, *here.parents) if (place / ".git").exists()), here)


def _root(folder: Path, path: str, *, first: bool) -> Root:
    endings, single = {}, {}
    for kind in KINDS:
        place = folder / kind.folder
        found = {file.suffix.removeprefix(".") for file in place.iterdir()} if place.is_dir() else set()
        if used := tuple(ending for ending in _ENDINGS if ending in found):
            endings[kind.name] = used
        for ending in _ENDINGS[:2]:
            if (folder / f"{kind.folder}.{ending}").is_file():
                single[kind.name] = f"{path}/{kind.folder}.{ending}"
    charters = [f"{ROADMAP}.{ending}" for ending in _ENDINGS[:2] if (folder / f"{ROADMAP}.{ending}").is_file()]
    return Root(path, endings, single, charter=charters[0] if charters else f"{ROADMAP}.yml", first=first)


def _mixed(roots: list[Root]) -> Iterator[str]:
    """The kinds whose items lie in several forms of files: each has a list of its own."""
    for kind in KINDS:
        places = [f".{ending}" for root in roots for ending in root.endings.get(kind.name, ())]
        places += [root.in_one_file[kind.name] for root in roots if kind.name in root.in_one_file]
        if len(places) > 1:
            yield (
                f"{kind.folder} lie in {' and '.join(places)}: each is a list of its own, and fields that name them "
                "offer those of today"
            )
