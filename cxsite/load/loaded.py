"""What loading gives: the roadmap, as far as it could be read, and all that is wrong with its files."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.model.finding import Finding
from cxsite.model.roadmap import Roadmap


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of loading. `roadmap` is None only where nothing could be made of the files.

    The roadmap holds what could be read; what could not is named in `Roadmap.broken`: items, and fields of
    roadmap.yml as `("roadmap", field)`.
    """

    roadmap: Roadmap | None
    findings: tuple[Finding, ...]
