"""`cxsite serve`: the live preview of one audience."""

from __future__ import annotations

import logging
import os

from mkdocs.commands.serve import serve
from mkdocs.exceptions import MkDocsException

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.reading import audience_of, read
from cxsite.site.guard import guard_docs_dir
from cxsite.site.project import Project


def serve_site(project: Project, address: str | None) -> None:
    """Serve the site of the project's audience until interrupted. Raises `CxsiteError` where it can't begin."""
    settings = project.settings
    guard_docs_dir(project.docs_dir, settings.content)
    reading = read(settings)
    level = audience_of(reading.usable().levels, settings.audience).name
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    _say_what_happens()
    options = {"audience": level}
    if project.day_said:
        options["today"] = settings.today.isoformat()
    try:
        serve(
            str(project.config_file),
            site_name=str(project.said.get("site_name") or reading.usable().charter.title),
            dev_addr=address,
            plugins=project.plugins(**options),
        )
    except MkDocsException as error:
        raise CxsiteError(error.format_message()) from None
    except OSError as error:
        raise CxsiteError(f"the preview can't be served: {error.strerror}") from None


def _say_what_happens() -> None:
    """MkDocs' own log on standard error, as `mkdocs serve` shows it."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)-7s - %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
