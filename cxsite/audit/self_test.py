"""The audit, tried on a site: canaries are planted into a copy of it, and it says which it would find."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cxsite.audit.acceptance import Accepted
from cxsite.audit.audit import audit
from cxsite.audit.canaries import Canary, canaries, samples
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.explains import Explains
from cxsite.audit.leak import Leak, What
from cxsite.model.charter import Acceptance

_ALWAYS: tuple[What, ...] = ("text", "title", "term")
_PAGE = "<html><body></body></html>"


@dataclass(frozen=True, slots=True)
class Trial:
    """One canary: what was planted, in what way, and whether the audit would find it."""

    what: What
    way: str
    found: bool


def self_test(
    site: Path, dictionary: Dictionary, explains: Explains, accepted: Accepted
) -> tuple[tuple[Trial, ...], tuple[str, ...]]:
    """Plant canaries into a copy of the site, also where something is accepted; then audit it as always.

    The second part says of each acceptance what it lets pass.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy, symlinks=True)
        page = copy / "index.html"
        text = page.read_text("utf-8", errors="replace") if page.is_file() else _PAGE
        clean = {(leak.path, leak.what, leak.excerpt) for leak in audit(copy, dictionary, explains, accepted)}
        if any(path == "index.html" for path, _, _ in clean):
            text = _PAGE
        planted = [*canaries(dictionary, text), *_where_accepted(copy, dictionary, accepted)]
        for canary in planted:
            place = copy / canary.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(canary.content)
        leaks = [
            leak
            for leak in audit(copy, dictionary, explains, accepted)
            if (leak.path, leak.what, leak.excerpt) not in clean
        ]
    trials = tuple(Trial(canary.what, canary.way, _is_found(canary, leaks)) for canary in planted)
    return trials, tuple(_lets_pass(entry) for _, entry in accepted.entries)


def _is_found(canary: Canary, leaks: list[Leak]) -> bool:
    return any(leak.path == canary.name and (leak.what == "unread") is (canary.what == "unread") for leak in leaks)


def _where_accepted(copy: Path, dictionary: Dictionary, accepted: Accepted) -> Iterator[Canary]:
    """Canaries at the places where something is accepted: nothing else passes there."""
    for number, (_, entry) in enumerate(accepted.entries):
        texts = {what: text for what, text in samples(dictionary).items() if what in _ALWAYS and text != entry.text}
        for what, text in list(texts.items())[: None if "*" in entry.where or entry.where.endswith("/") else 1]:
            name = _place_of(entry, number, what)
            before = (copy / name).read_bytes() if (copy / name).is_file() else b""
            way = f"`{entry.where}`, where something is accepted"
            yield Canary(what, text, way, name, before + f"\n/* {entry.text or ''} | {text} */\n".encode())


def _place_of(entry: Acceptance, number: int, what: What) -> str:
    """A file that the acceptance means, and that no other canary is in."""
    pattern = entry.where.strip("/")
    if "*" in pattern:
        return re.sub(r"\*+", f"canary-{number}-{what}", pattern)
    return f"{pattern}/canary-{number}-{what}.txt" if entry.where.endswith("/") else f"{pattern}"


def _lets_pass(entry: Acceptance) -> str:
    what = f"“{entry.text}”" if entry.text is not None else f"the file {entry.sha256}"
    until = f" until {entry.until}" if entry.until is not None else ""
    return f"accepted{until}: {what} in {entry.where}: {entry.reason}"
