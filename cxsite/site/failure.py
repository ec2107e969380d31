"""What went wrong in an engine, in one line."""

from __future__ import annotations

import errno
import traceback
from types import TracebackType
from typing import Any

from cxsite.model.finding import CxsiteError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def in_one_line(error: BaseException) -> str:
    """What to tell somebody of an error: the template and page of a failing template, the file of a full disk."""
    if isinstance(error, CxsiteError):
        return str(error)
    if found := template_failure(error):
        return found
    if isinstance(error, OSError):
        if error.errno in _FULL:
            # Which file was the last straw says nothing.
            return f"the disk is full: {error.strerror}"
        written = error.filename2 or error.filename
        return f"{f'{written}: ' if written else ''}{error.strerror or error}"
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
        line, file = getattr(error, "lineno", None), getattr(error, "filename", None)
        return f"{_short(file) if file else name}, line {line}," if line else name
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    if not frames:
        return None
    innermost = frames[-1]
    return f"{_short(innermost.filename)}, line {innermost.lineno},"


def _short(path: str) -> str:
    """A template's file with the folder that it is in."""
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def _page(trace: TracebackType | None) -> str | None:
    """The page that MkDocs was building: its own functions hold it as `page`."""
    while trace is not None:
        page: Any = trace.tb_frame.f_locals.get("page")
        uri = getattr(getattr(page, "file", None), "src_uri", None)
        if isinstance(uri, str):
            return uri
        trace = trace.tb_next
    return None
