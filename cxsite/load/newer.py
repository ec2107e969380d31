"""Content of a format that came after this cxsite."""

from __future__ import annotations

import re
from importlib.metadata import version

from cxsite.load.files.document import read_document
from cxsite.load.files.listing import FoundFile
from cxsite.load.files.read import read_file
from cxsite.load.findings import FindingCollector
from cxsite.load.rules.cx02_stray_files import NEWER_FORMAT
from cxsite.model.charter import FORMAT
from cxsite.model.finding import Finding
from cxsite.model.roadmap import ROADMAP
from cxsite.syntax.phrases import short
from cxsite.syntax.positions import Source

_NUMBER = re.compile(r"0*[1-9][0-9]*", re.ASCII)
_LONG = 10


def newer_format(found: list[FoundFile]) -> Finding | None:
    """The one finding about content whose roadmap.yml says a newer format; None for all other content."""
    if not found:
        return None
    quiet = FindingCollector().of(ROADMAP)
    file = read_file(found[0], quiet)
    document = read_document(file, quiet) if file and "format" in file.text else None
    if file is None or document is None:
        return None
    said = document.values.get("format")
    if not isinstance(said, str) or not _NUMBER.fullmatch(said) or (len(said) < _LONG and int(said) <= FORMAT):
        file.forget()
        return None
    findings = FindingCollector()
    findings.of(ROADMAP).add(
        NEWER_FORMAT,
        Source(file).span(("format",)),
        f"this content has format {short(said)}, and cxsite {version('cxsite')} reads formats up to {FORMAT}",
        "install a newer cxsite; nothing of the content is read until then",
        "format",
    )
    file.forget()
    return findings.sorted()[0]
