"""The schemas of a project: with the names that its content has, where there is one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.reading import read
from cxsite.scaffold.known import Known
from cxsite.scaffold.schema import FOLDER, schema, schema_files
from cxsite.site.project import read_project


def write_content_schemas(out: Path, config: str | None, day: str) -> list[Path]:
    """Write the schemas into `out`. Without a project there, and without `config`, they know no names of a content.

    Raises `CxsiteError`.
    """
    try:
        project = read_project(config, day)
        reading = read(project.settings)
    except CxsiteError:
        if config is not None:
            raise
        return schema(out)
    content = project.settings.content
    inside = content.resolve().is_relative_to(out.resolve())
    shown = content.resolve().relative_to(out.resolve()).as_posix() if inside else "content"
    return schema(out, shown, Known.of(reading.roadmap) if reading.roadmap is not None else None)


def refresh_schemas(root: Path, roadmap: Roadmap, before: Known | None = None) -> Known:
    """Bring the schemas beside mkdocs.yml up to the names that the content has now, where somebody has them and those
    `before` were others. Gives the names."""
    known = Known.of(roadmap)
    for place, data in schema_files(known).items() if known != before and (root / FOLDER).is_dir() else ():
        file = root / place
        # What can't be written now will be at the next change; the preview goes on.
        with suppress(OSError):
            if file.is_file() and file.read_bytes() != data:
                file.write_bytes(data)
    return known
