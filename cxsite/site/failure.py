"""What went wrong in an engine, in one line."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import Any

from cxsite.model.finding import CxsiteError


def in_one_line(error: BaseException) -> str:
    """What to tell somebody of an error: the template and page of a failing template, the file of a full disk."""
    if isinstance(error, CxsiteError):
        return str(error)
    if found := template_failure(error):
        return found
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    said = " ".join(str(error).split())
    return said if type(error).__module__.startswith("mkdocs") else f"{type(error).__name__}: {said}"


def template_failure(error: BaseException) -> str | None:
    """`the template partials/footer.html failed for initiatives/x/index.md: …`; `None` where no template failed."""
    template = _template(error)
    if template is None:
        return None
    page = _page(error.__traceback__)
    said = " ".join(str(error).split())
    return f"the template {template} failed{f' for {page}' if page else ''}: {said}"


def _template(error: BaseException) -> str | None:
    """The innermost template of the traceback; a template that can't be compiled names itself."""
    name = getattr(error, "name", None) if type(error).__module__.startswith("jinja2") else None
    if isinstance(name, str):
        line = getattr(error, "lineno", None)
        return f"{name}, line {line}," if line else name
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    if not frames:
        return None
    innermost = frames[-1]
    place = innermost.filename.replace("\\", "/")
    return f"{'/'.join(place.split('/')[-2:])}, line {innermost.lineno},"


def _page(trace: TracebackType | None) -> str | None:
    """The page that MkDocs was building: its own functions hold it as `page`."""
    while trace is not None:
        page: Any = trace.tb_frame.f_locals.get("page")
        uri = getattr(getattr(page, "file", None), "src_uri", None)
        if isinstance(uri, str):
            return uri
        trace = trace.tb_next
    return None
