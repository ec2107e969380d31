"""The audit takes time that grows with the site, not with its square, and holds one file at a time."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import random
import time
import tracemalloc
from pathlib import Path

import pytest

from cxsite.audit.audit import audit
from cxsite.audit.dictionary import Dictionary, make_dictionary
from cxsite.audit.readings import JSON_PIECE
from cxsite.load.load import load
from cxsite.projection.projection import project

PAGE = 25_000


@pytest.fixture(scope="module")
def dictionary(repository: Path) -> Dictionary:
    roadmap = load(repository / "content", repository).roadmap
    assert roadmap is not None
    view = project(roadmap, roadmap.levels.least, dt.date(2026, 3, 31))
    return make_dictionary(roadmap, view, repository / "content", ["x"])


def write(site: Path, pages: int) -> None:
    """Pages that share a head and have each a text of their own."""
    rng = random.Random(pages)
    words = [f"{a}{b}{c}" for a in "bdfg" for b in "aeiou" for c in "klmnr"]
    head = "\n".join(f'<li class="item-{n}"><a href="../p{n}/">{rng.choice(words)}</a></li>' for n in range(200))
    for number in range(pages):
        own = "\n".join(f"<p>{' '.join(rng.choices(words, k=40))} <b>x</b>y</p>" for _ in range(80))
        (site / f"p{number}").mkdir(parents=True)
        (site / f"p{number}" / "index.html").write_text(f"<html>\n{head}\n{own}\n</html>")


@pytest.mark.slow
def test_it_is_linear(dictionary: Dictionary, tmp_path: Path) -> None:
    """Processor time: 100 MB in less than 30 s means 0.3 s a MB; measured are 0.16 s."""
    taken = {}
    for pages in (50, 200):
        site = tmp_path / str(pages)
        write(site, pages)
        size = sum(path.stat().st_size for path in site.rglob("*.html")) / 1e6
        begun = time.process_time()
        assert audit(site, dictionary, frozenset()) == ()
        taken[pages] = (time.process_time() - begun) / size
    assert taken[200] < 0.6, taken
    assert taken[200] < 2 * taken[50], taken


@pytest.mark.slow
def test_large_files_are_read_in_pieces(dictionary: Dictionary, tmp_path: Path) -> None:
    secret = "Counsel sees good grounds for ending the contract"
    line = "<p>bak dol fem gir bon dun far gal</p>\n" * 200
    with (tmp_path / "large.html").open("w") as file:
        for number in range(1400):
            file.write(line.replace("bak", f"bak{number % 7}"))
            if number == 1399:
                file.write(f"<p>{secret}</p>")
    size = (tmp_path / "large.html").stat().st_size
    assert size > 9_000_000
    tracemalloc.start()
    found = audit(tmp_path, dictionary, frozenset())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any(leak.offset > size - 200 for leak in found if "grounds" in leak.excerpt)
    assert peak < 250_000_000


@pytest.mark.slow
def test_an_index_is_read_in_small_pieces(dictionary: Dictionary, tmp_path: Path) -> None:
    """What stands where two pieces meet is found, and what is packed in a long value too."""
    secret = "Counsel sees good grounds for ending the contract"
    entry = '{"text":"bak dol fem gir bon dun far gal"},'
    filled = JSON_PIECE - len('{"docs":[') - len(secret) // 2
    text = '{"docs":[' + (entry * (filled // len(entry) + 1))[:filled]
    (tmp_path / "search_index.json").write_text(text + secret + entry * 8_000 + '{"text":""}]}')
    tracemalloc.start()
    found = audit(tmp_path, dictionary, frozenset())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any("grounds" in leak.excerpt and leak.offset < JSON_PIECE for leak in found), found
    assert peak < 40_000_000, peak
    # Nothing shorter is a file that can be unpacked: its end has to be there.
    noise = random.Random(3).randbytes(JSON_PIECE // 2)
    packed = base64.b64encode(gzip.compress(noise + secret.encode())).decode()
    (tmp_path / "search_index.json").write_text(f'{{"docs":[{entry * 7_000}{{"text":"{packed}"}}]}}')
    assert any("grounds" in leak.excerpt for leak in audit(tmp_path, dictionary, frozenset()))
