"""The configuration that an engine gets: said once, for the plugin and for `cxsite stage`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.utils import get_theme_dir

from cxsite.markdown.dialect import EXTENSIONS, FENCES
from cxsite.model.finding import CxsiteError
from cxsite.render.stage import NavEntry, Stage
from cxsite.site.engines.repository import repository_links
from cxsite.site.merge import copied, merged

THEME = "material"
FEATURES = (
    "navigation.tabs",
    "navigation.path",
    "navigation.top",
    "navigation.footer",
    "search.highlight",
    "search.suggest",
    "toc.follow",
)
PALETTE: tuple[Mapping[str, Any], ...] = (
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "primary": "white",
        "accent": "indigo",
        "toggle": {"icon": "material/weather-night", "name": "Switch to dark mode"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "primary": "black",
        "accent": "indigo",
        "toggle": {"icon": "material/weather-sunny", "name": "Switch to light mode"},
    },
)
VALIDATION: Mapping[str, Any] = {"nav": {"omitted_files": "ignore", "not_found": "warn"}}


def completed(said: Mapping[str, Any], stage: Stage, docs_dir: Path) -> dict[str, Any]:
    """What mkdocs.yml says, completed for a Stage: the same keys, as plain data. `said` is left as it is.

    What the site's owner says of the look (features, palette, fonts, further extensions) goes before our own.
    """
    if said.get("use_directory_urls") is False:
        raise CxsiteError("the links between pages need `use_directory_urls: true` in mkdocs.yml")
    config: dict[str, Any] = copied(said)
    config["site_name"] = stage.site_name
    if stage.site_url:
        config["site_url"] = stage.site_url
    config["theme"] = _theme(config.get("theme"), stage, docs_dir)
    config["markdown_extensions"] = _extensions(config.get("markdown_extensions"))
    config["nav"] = _nav(config.get("nav"), stage)
    config["not_in_nav"] = "*"
    config["validation"] = merged(VALIDATION, config.get("validation") or {})
    theirs: dict[str, Any] = dict(stage.extra)
    if theirs.pop("edit_links", False):
        theirs |= repository_links(said)
    config["extra"] = {"generator": False, **(config.get("extra") or {}), "cxsite": theirs}
    # Pages are made, not written: the engine's edit button would lead nowhere. Ours leads to the item's file. For its
    # link to the repository, the theme would ask the repository's host how many stars it has.
    config["edit_uri"] = ""
    config.pop("repo_url", None)
    config.pop("repo_name", None)
    return config


def _theme(said: object, stage: Stage, docs_dir: Path) -> dict[str, Any]:
    theme: dict[str, Any] = {"name": said} if isinstance(said, str) else dict(said) if isinstance(said, dict) else {}
    if theme.get("name") != THEME:
        raise CxsiteError(f"the pages are made for Material for MkDocs: write `theme: {THEME}` in mkdocs.yml")
    features = [*theme.get("features", ())]
    features += [name for name in FEATURES if name not in features]
    ours = {"language": language_of(stage.language), "font": False, "palette": [dict(entry) for entry in PALETTE]}
    images = {name: found for name in ("logo", "favicon") if (found := _image(docs_dir, name))}
    if "logo" not in images and "logo" not in theme:
        ours["icon"] = {"logo": "material/map-marker-path"}
    # Zensical's default look is another one than Material's.
    return merged({"variant": "classic", **ours, **images}, {**theme, "features": features})


def language_of(language: str) -> str:
    """The language of the theme's own words; English where the theme does not speak the content's."""
    folder = Path(get_theme_dir(THEME)) / "partials" / "languages"
    for name in (language, language.split("-")[0]):
        if (folder / f"{name}.html").is_file():
            return name
    return "en"


def _image(docs_dir: Path, name: str) -> str | None:
    candidates = (f"{name}{ending}" for ending in (".svg", ".png", ".ico"))
    return next((candidate for candidate in candidates if (docs_dir / candidate).is_file()), None)


def _extensions(said: object) -> list[Any]:
    """Our extensions with what the site's owner says of them, then the owner's further ones."""
    named = dict(_named(said))
    fences = [*(named.get("pymdownx.superfences", {}).get("custom_fences") or ())]
    taken = {fence.get("name") for fence in fences}
    found = {name: merged(options, named.get(name, {})) for name, options in EXTENSIONS.items()}
    found["pymdownx.superfences"]["custom_fences"] = [
        *fences,
        *(dict(fence) for fence in FENCES if fence["name"] not in taken),
    ]
    found |= {name: options for name, options in named.items() if name not in found}
    return [{name: options} if options else name for name, options in found.items()]


def _named(said: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(said, dict):
        yield from ((str(name), dict(options or {})) for name, options in said.items())
    for entry in said if isinstance(said, list) else ():
        if isinstance(entry, dict):
            yield from _named(entry)
        else:
            yield str(entry), {}


def _nav(said: object, stage: Stage) -> list[Any]:
    """The navigation of the Stage, or the owner's without the pages that this audience does not have."""
    if not said:
        return [_entry(entry) for entry in stage.nav]
    uris = {page.uri for page in stage.pages}
    return _pruned(said, uris) if isinstance(said, list) else []


def _entry(entry: NavEntry) -> dict[str, Any]:
    if not entry.children:
        return {entry.title: entry.uri}
    return {entry.title: [*([entry.uri] if entry.uri else []), *(_entry(child) for child in entry.children)]}


def left_out(said: object, stage: Stage) -> list[str]:
    """The pages that the owner's navigation names and this audience does not have."""
    if isinstance(said, str):
        return [] if _kept(said, {page.uri for page in stage.pages}) else [said]
    entries = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    return [uri for entry in entries for uri in left_out(entry, stage)]


def _pruned(entries: list[Any], uris: set[str]) -> list[Any]:
    kept: list[Any] = []
    for entry in entries:
        if isinstance(entry, dict):
            for title, target in entry.items():
                found = _pruned(target, uris) if isinstance(target, list) else _kept(target, uris)
                if found:
                    kept.append({title: found})
        elif _kept(entry, uris):
            kept.append(entry)
    return kept


def _kept(target: object, uris: set[str]) -> object:
    """The target of an entry, unless it is a page that is not there: its title would tell of it."""
    hidden = isinstance(target, str) and target.endswith(".md") and target.lstrip("./") not in uris
    return None if hidden else target
