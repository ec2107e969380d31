"""Which engine builds the pages: MkDocs, ProperDocs (goes on with MkDocs 1), Zensical (the successor of Material)."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

from cxsite.model.finding import CxsiteError
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.site.engines.plugins import PLUGIN, named_plugins

MKDOCS, PROPERDOCS, ZENSICAL = "mkdocs", "properdocs", "zensical"
NAMES = {MKDOCS: "MkDocs", PROPERDOCS: "ProperDocs", ZENSICAL: "Zensical"}
ENGINES = tuple(NAMES)

DEFAULT = MKDOCS  # until 2027-05-05, when Material for MkDocs ends: ZENSICAL in the first release after that day

_OPTION = "engine"


def engine_for(said: str, config: str | None) -> str:
    """The engine that the command line or the plugin's option names, else the default; from here on it is the one that
    `import mkdocs` gets. To be asked before anything imports MkDocs.

    `said` is what the command line says, `config` where mkdocs.yml is. Raises `CxsiteError` for an engine that does not
    exist or is not installed.
    """
    engine = said or _of_the_project(config) or DEFAULT
    if engine not in NAMES:
        raise CxsiteError(f"there is no engine `{engine}`{meant_or_listed(engine, ENGINES)}")
    if engine != MKDOCS and find_spec(engine) is None:
        raise CxsiteError(f"{NAMES[engine]} is not installed: pip install 'cxsite[{engine}]'")
    if engine == PROPERDOCS:
        _put_properdocs_in_place()
    return engine


def _of_the_project(config: str | None) -> str:
    """What mkdocs.yml says. Other values than texts, and other mistakes, are told by whoever reads all options."""
    # Most commands only want to know which engines there are.
    from cxsite.site.config_file import find_config, read_config_file

    said = read_config_file(find_config(config)).values
    options = next((options for name, options, _ in named_plugins(said) if name == PLUGIN), {})
    engine = options.get(_OPTION)
    return engine if isinstance(engine, str) and engine in NAMES else ""


def _put_properdocs_in_place() -> None:
    """Let each `import mkdocs` give ProperDocs, as its own command does: plugins and themes were written for MkDocs."""
    loaded = sys.modules.get(MKDOCS)
    if loaded is not None and loaded is not sys.modules.get(PROPERDOCS):
        raise CxsiteError("another engine is loaded already: run `cxsite build --engine properdocs` by itself")
    import_module("properdocs.replacement")
