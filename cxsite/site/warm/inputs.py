"""What every page of a site hangs on beside its own text: code, templates, options, the day."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from cxsite.pipeline.cache.code import code_of_all, installed_packages
from cxsite.site.engines.overrides import theme_overrides
from cxsite.site.engines.staged_page import KNOWN_EXTENSIONS
from cxsite.site.late_text import EXTENSION

# Where files lie on this machine, what is told in other words below, which pages there are, and what only a preview
# asks for.
_NOT_SAID = frozenset(
    {"config_file_path", "docs_dir", "site_dir", "plugins", "mdx_configs", "nav", "hooks", "watch", "dev_addr"}
    | {"exclude_docs", "draft_docs", "not_in_nav", "strict"}
)
_LOOKS_FURTHER = re.compile(
    r"\b(?:pages|nav|previous_page|next_page|children|parent|plugins|docs_dir|site_dir|config_file_path|now|random)\b"
)
"""What a template may say that looks at other pages, or at this machine."""


class UnknownError(Exception):
    """Something that a page may hang on can't be told from another one."""


def inputs_of(config: MkDocsConfig, nav: Navigation) -> dict[str, str]:
    """What all pages hang on: a name that people understand, and a hash. Raises `UnknownError` where nobody can say."""
    found = {"the code of cxsite": code_of_all(), "Python": sys.version, "the engine": mkdocs.__name__}
    found |= {f"the package {name}": version for name, version in installed_packages()}
    found["the day"] = os.environ.get("SOURCE_DATE_EPOCH", "")
    found |= {f"the template {name}": digest for name, digest in _templates(config.theme)}
    found |= {f"the option `{name}`": _hash(value) for name, value in config.items() if name not in _NOT_SAID}
    found["the option `plugins`"] = _hash({name: dict(plugin.config) for name, plugin in config.plugins.items()})
    unknown = set(config.markdown_extensions) - KNOWN_EXTENSIONS
    if unknown:
        raise UnknownError(f"the extension {min(unknown)} may look at more than the text of a page")
    options = {name: said for name, said in config.mdx_configs.items() if name != EXTENSION}
    found["the option `markdown_extensions`"] = _hash(options)
    found["the navigation"] = _hash([(page.title, page.url, page.meta) for page in nav.pages] + [_tree(nav.items)])
    return found


def _tree(items: list[Any]) -> list[Any]:
    return [[item.title, getattr(item, "url", None), _tree(item.children or [])] for item in items]


def _templates(theme: Theme) -> Iterator[tuple[str, str]]:
    """The templates that are no package's: ours, and the owner's."""
    ours = theme_overrides()
    folders = [ours, *([Path(theme.custom_dir)] if theme.custom_dir else [])]
    for folder in folders:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            data = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            if folder != ours and path.suffix == ".html" and _LOOKS_FURTHER.search(data.decode("utf-8", "replace")):
                raise UnknownError(f"the template {name} may look at more than the page that it shows")
            yield (name if folder == ours else f"{folder.name}/{name}"), hashlib.sha256(data).hexdigest()


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(_plain(value), sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A value as plain data. Raises `UnknownError` for what is none."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Theme):
        return [value.name, sorted(value.static_templates), _plain(dict(value))]
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        return sorted(json.dumps(_plain(entry), sort_keys=True) for entry in value)
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    if any("__str__" in vars(one) for one in type(value).__mro__[:-1]):
        return [type(value).__name__, str(value)]
    raise UnknownError(f"a {type(value).__name__} in the options is no plain data")
