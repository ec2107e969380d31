"""Read and written again, a file is what it was: the reference, the starter and generated content, in every form of
file that editors save."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cxsite.edit.content_file import ContentFile
from cxsite.model.shape import Path as Place
from cxsite.syntax.whereabouts import CannotChange
from tests.strategies import make_site

ROOT = Path(__file__).parents[2]
SEEDS = 12

FORMS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "a byte-order mark and CRLF": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    "no end of its last line": lambda data: data.rstrip(b"\n"),
    "remarks behind tabs": lambda data: data.replace(b"\n", b"\t# said\n", 1) if data.startswith(b"title") else data,
    "empty lines between": lambda data: data.replace(b"\n", b"\n\n", 3) if data.startswith(b"title") else data,
    "the end of the document marked": lambda data: data + b"...\n" if data.startswith(b"title") else data,
}


def _written() -> Iterator[tuple[str, bytes]]:
    for folder in ("content", "cxsite/starter/content"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".md", ".yml"):
                yield path.relative_to(ROOT).as_posix(), path.read_bytes()


def _generated() -> Iterator[tuple[str, bytes]]:
    """Items of generated sites, as other programs write YAML: in blocks, in flow style, wide and narrow."""
    for seed in range(SEEDS):
        rng = random.Random(seed)
        items = make_site(seed, 2, 0.5).items
        every = [(kind, id_, fields) for kind, of_kind in items.items() for id_, fields in of_kind.items()]
        for kind, id_, fields in every:
            shown: dict[str, Any] = {name: value for name, value in fields.items() if name != "body"}
            style = rng.choice((None, False, True))
            text = yaml.safe_dump(
                {"title": "T", **shown},
                default_flow_style=style,
                sort_keys=False,
                allow_unicode=rng.random() < 0.7,
                width=rng.choice((20, 80, 1000)),
                indent=rng.choice((2, 4)),
            )
            yield f"{seed} {kind}/{id_}.yml", text.encode()


FILES = {**dict(_written()), **dict(_generated())}


def _places(value: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    if at:
        yield at, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, entry in entries:
        yield from _places(entry, (*at, step))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_written_as_it_was_read_no_byte_changes(form: str) -> None:
    tried = 0
    # Every file as it is; in other forms some of them, which are others in each.
    files = list(FILES.items()) if form == "as it is" else random.Random(form).sample(sorted(FILES.items()), 120)
    for name, data in files:
        saved = FORMS[form](data)
        file = ContentFile(saved, markdown=name.endswith(".md"))
        for at, value in _places(file.values()):
            if value is None:
                continue
            try:
                file.set(at, value, ())
            except CannotChange:
                # What stands behind an anchor or a tag is refused, and nothing is written.
                assert file.data == saved, (name, at)
                continue
            assert file.data == saved, (name, at)
            tried += 1
    assert tried > 1000


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_change_of_one_value_changes_no_other(form: str) -> None:
    for name, data in FILES.items():
        saved = FORMS[form](data)
        file = ContentFile(saved, markdown=name.endswith(".md"))
        title = file.values().get("title")
        if not isinstance(title, str) or "\n" in title:
            continue
        file.set(("title",), "Another title", ())
        assert file.values()["title"] == "Another title"
        others = {key: value for key, value in file.values().items() if key != "title"}
        assert others == {
            key: value
            for key, value in ContentFile(saved, markdown=name.endswith(".md")).values().items()
            if key != "title"
        }, name
