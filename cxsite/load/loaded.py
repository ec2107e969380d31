"""What loading gives: the roadmap, as far as it could be read, and all that is wrong with its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxsite.model.finding import Finding
from cxsite.model.roadmap import Key, Roadmap


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of loading. `roadmap` is None only where nothing could be made of the files.

    The roadmap holds what could be read; what could not is named in `Roadmap.broken`: items, and fields of
    roadmap.yml as `("roadmap", field)`. `data` are the CSV files that each item was made of, as findings call them.
    """

    roadmap: Roadmap | None
    findings: tuple[Finding, ...]
    data: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
