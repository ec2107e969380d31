"""`cxsite serve`."""

from __future__ import annotations

from argparse import Namespace

from cxsite.site.preview.serve import serve_site
from cxsite.site.project import read_project


def serve(args: Namespace) -> int:
    """`cxsite serve`."""
    project = read_project(args.config, args.today)
    serve_site(project.for_audience(args.audience or project.settings.audience), args.address, args.engine)
    return 0
