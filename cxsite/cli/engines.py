"""Commands for which an engine is chosen before anything imports MkDocs: build, serve."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from cxsite.processes.held import no_collection
from cxsite.site.early_reader import early_reader


def build(args: Namespace) -> int:
    """`cxsite build`. What reads the site is begun before anything is loaded that it need not hold."""
    with early_reader(tuple(args.audience), args.as_of) as early:
        with no_collection(once=False):
            _choose(args)
            from cxsite.cli.sites import build as run
        return run(args, early)


def serve(args: Namespace) -> int:
    """`cxsite serve`."""
    with no_collection(once=False):
        _choose(args)
        from cxsite.cli.serving import serve as run
    return run(args)


def _choose(args: Namespace) -> None:
    """The engine that `import mkdocs` gives from here on."""
    args.engine = import_module("cxsite.site.engines.choice").engine_for(args.engine, args.config)
