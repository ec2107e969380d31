"""Where the theme overrides and Mermaid are: in a checkout, and in an installed wheel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import mkdocs

import cxsite
from cxsite.model.finding import CxsiteError

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.theme import Theme

    from cxsite.processes.compiled import Compiled

MERMAID_PLACE = "assets/cxsite/mermaid"
"""Where Mermaid lies in a site."""


def theme_overrides() -> Path:
    """The folder of the overrides: in the wheel inside the package, in a checkout beside it."""
    package = Path(cxsite.__file__).resolve().parent
    for folder in (package / "theme_overrides", package.parent / "theme_overrides"):
        if (folder / "main.html").is_file():
            return folder
    raise CxsiteError("the theme overrides are missing: install cxsite again")


@cache
def theme_compiled() -> Compiled:
    """Templates of the theme and of its overrides as they were compiled first, for engines with no filters but their
    own."""
    # Who audits a site asks for files only.
    from cxsite.processes.compiled import Compiled

    found = (find_spec(name) for name in (mkdocs.__name__, "material"))
    packages = (Path(spec.origin).parent for spec in found if spec is not None and spec.origin)
    return Compiled("of the theme", theme_overrides(), *packages)


def compile_once(theme: Theme) -> None:
    """Let each environment of a theme take its templates from there: the search plugin asks for some of its own."""
    made = theme.get_env

    def get_env() -> Environment:
        env = made()
        env.bytecode_cache = theme_compiled()
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def mermaid_files() -> Iterator[tuple[str, Path]]:
    """Each file of Mermaid, with its place in a site."""
    folder = Path(cxsite.__file__).resolve().parent / "vendor" / "mermaid"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        raise CxsiteError("Mermaid is missing: run `make vendor` in the checkout, or install cxsite again")
    for path in files:
        yield f"{MERMAID_PLACE}/{path.relative_to(folder).as_posix()}", path
