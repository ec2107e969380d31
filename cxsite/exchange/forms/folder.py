"""The folder of the forms: a page, its configuration, and the programs that it runs, all of them its own."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cxsite.exchange.forms.backend import hosts_of
from cxsite.exchange.forms.collections import Forms
from cxsite.model.finding import CxsiteError

SETTINGS = "settings.json"
"""What the owner of the forms says of sign-in and workflow; `cxsite cms` reads it, and never writes over it."""

_PAGE = Path(__file__).parent / "page"
_VENDOR = Path(__file__).parents[2] / "vendor" / "forms"
_SCRIPTS = ("forms.js", "content_format.js", "edits.js", "values.js", "written.js")
# Sveltia CMS writes styles as it goes, and shows pictures of the content from memory.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self' blob: data:{hosts}; base-uri 'none'; form-action 'none'"
)


def with_settings(config: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration with what its owner says: of the backend single values, else whole ones."""
    backend = {**config["backend"], **settings.get("backend", {})}
    return {**config, **settings, "backend": backend}


def read_settings(file: Path) -> dict[str, Any]:
    """What `settings.json` says; nothing where there is none. Raises `CxsiteError` for what is no mapping."""
    if not file.is_file():
        return {}
    try:
        said = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CxsiteError(f"{file} can't be read as JSON: {error}") from None
    if not isinstance(said, dict) or not isinstance(said.get("backend", {}), dict):
        raise CxsiteError(f'{file} is to be a mapping: {{"publish_mode": "editorial_workflow", "backend": {{…}}}}')
    return said


def forms_folder(forms: Forms, language: str) -> Iterator[tuple[str, bytes | Path]]:
    """Every file of the folder by its path: what it holds, or the file that it is a copy of.

    Raises `CxsiteError` where the programs are not there.
    """
    if not (_VENDOR / "VERSION").is_file():
        raise CxsiteError("this cxsite has no Sveltia CMS in it: run `make vendor` in its checkout")
    hosts = "".join(f" {host}" for host in hosts_of(forms.config["backend"]))
    page = (_PAGE / "index.html").read_text("utf-8")
    filled = {
        "language": html.escape(language),
        "policy": html.escape(_POLICY.format(hosts=hosts)),
        "title": html.escape(str(forms.config["app_title"])),
    }
    for key, value in filled.items():
        page = page.replace(f"{{{key}}}", value)
    yield "index.html", page.encode()
    yield "config.json", _json(forms.config)
    yield "formats.json", _json(forms.formats)
    for name in _SCRIPTS:
        yield name, _PAGE / name
    for source in sorted(path for path in _VENDOR.rglob("*") if path.is_file()):
        name = source.relative_to(_VENDOR).as_posix()
        if name not in ("schema.json", "VERSION"):
            yield name, source


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()
