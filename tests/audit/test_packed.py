"""What lies packed in files is read or told as unread: nothing that nobody can read counts as clean."""

from __future__ import annotations

import base64
import random
import zlib
from pathlib import Path

import pytest

from cxsite.audit.audit import audit
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.explains import Explains
from tests.audit import packed
from tests.audit.conftest import Finds
from tests.audit.test_leaks import SECRET
from tests.thorough import is_thorough

ROUNDS = 60 if is_thorough() else 15


@pytest.mark.parametrize("way", packed.PACKINGS)
def test_every_packing_is_opened(way: str, finds: Finds) -> None:
    assert any(told.startswith("text") for told in finds("a.bin", packed.PACKINGS[way](f"So: {SECRET}.".encode())))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_packings_in_packings_are_opened(seed: int, finds: Finds) -> None:
    rng = random.Random(seed)
    ways = rng.choices(sorted(packed.PACKINGS), k=rng.randint(2, 4))
    data = f"<p>{SECRET}</p>".encode()
    for way in ways:
        data = packed.PACKINGS[way](data)
    assert any(told.startswith("text") for told in finds("a.bin", data)), ways


@pytest.mark.parametrize("form", packed.OFFICE)
@pytest.mark.parametrize("every", [1, 3, 7])
def test_office_documents_split_their_runs(form: str, every: int, finds: Finds) -> None:
    assert any(told.startswith("text") for told in finds(f"a.{form}", packed.office(SECRET, form, every)))


@pytest.mark.parametrize(
    "make", [packed.woff, packed.true_type, packed.ds_store, lambda text: text.encode("utf-16-be")]
)
@pytest.mark.parametrize("text", [SECRET, "Zwar: " + SECRET])
def test_names_in_binary_files_are_read(make, text: str, finds: Finds) -> None:
    assert any(told.startswith("text") for told in finds("a.bin", make(text)))


PAGES = {
    "in one piece": lambda text: packed.pdf(packed.drawn(text)),
    "kerned": lambda text: packed.pdf(packed.kerned(text)),
    "in hexadecimal digits": lambda text: packed.pdf(packed.in_hex(text)),
    "Flate": lambda text: packed.pdf(zlib.compress(packed.kerned(text)), "/Filter /FlateDecode"),
    "ASCII85 of Flate": lambda text: packed.pdf(
        base64.a85encode(zlib.compress(packed.in_hex(text))) + b"~>", "/Filter [/ASCII85Decode /FlateDecode]"
    ),
    "hex of Flate": lambda text: packed.pdf(
        zlib.compress(packed.kerned(text)).hex().encode() + b">", "/Filter [/ASCIIHexDecode /FlateDecode]"
    ),
    "in a ZIP": lambda text: packed.zipped(packed.pdf(packed.kerned(text)), "a.pdf"),
}


@pytest.mark.parametrize("way", PAGES)
@pytest.mark.parametrize("text", [SECRET, "The cost is 240000 a year", "Single customer record (CRM consolidation)"])
def test_pages_of_a_pdf_are_read(way: str, text: str, finds: Finds) -> None:
    told = finds("a.pdf", PAGES[way](text))
    assert told and not all(one.startswith("unread") for one in told)


def test_a_pdf_that_says_nothing_is_clean(finds: Finds) -> None:
    assert finds("a.pdf", PAGES["Flate"]("Parcels arrive when we said")) == []


@pytest.mark.browser
def test_a_pdf_that_a_browser_prints(browser, finds: Finds) -> None:
    page = browser.new_page()
    page.set_content(f"<h1>Single customer record (CRM consolidation)</h1><p>{SECRET}</p><p>240000</p>")
    data = page.pdf()
    page.close()
    told = finds("a.pdf", data)
    assert any(SECRET.split()[2].lower() in one for one in told)
    assert "number 240000" in told and "text single customer record" in told


NOISE = random.Random(7).randbytes(3000)
UNREAD = {
    "bytes of no form": NOISE,
    "a font in WOFF2": b"wOF2" + NOISE,
    "7z": b"7z\xbc\xaf\x27\x1c" + NOISE,
    "RAR": b"Rar!\x1a\x07\x00" + NOISE,
    "zstd": b"\x28\xb5\x2f\xfd" + NOISE,
    "a video": b"\x00\x00\x00\x20ftypisom" + NOISE,
    "a sound": b"RIFF\x00\x00\x00\x00WAVEfmt " + NOISE,
    "gzip that ends early": packed.PACKINGS["gzip"](NOISE)[:-900],
    "damaged gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + NOISE,
    "damaged ZIP": packed.zipped(NOISE)[:1500] + packed.zipped(NOISE)[1600:],
    "behind a ZIP's prefix": NOISE + packed.zipped(b"x"),
    "behind gzip": packed.PACKINGS["gzip"](b"x") + NOISE,
    "behind a PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND\xae\x42\x60\x82" + NOISE,
    "a chunk that nobody knows": b"\x89PNG\r\n\x1a\n\x00\x00\x0b\xb8prVt" + NOISE + b"\x00\x00\x00\x00",
    "a PDF without an index": b"%PDF-1.7\n" + NOISE,
    "a member of a ZIP": packed.zipped(NOISE),
    "a member of a TAR in gzip": packed.tarred(NOISE, "w:gz"),
    "a data address": b'<a href="data:application/x-thing;base64,' + base64.b64encode(NOISE) + b'">x</a>',
}


@pytest.mark.parametrize("way", UNREAD)
def test_what_can_not_be_read_is_told(way: str, finds: Finds) -> None:
    assert any(told.startswith("unread") for told in finds("a.bin", UNREAD[way])), way


def test_an_archive_deeper_than_the_bound_is_told(finds: Finds) -> None:
    data = b"x"
    for _ in range(12):
        data = packed.zipped(data)
    assert any(told.startswith("unread") for told in finds("a.zip", data))


class _OneIsKnown:
    """Explains files as a site does: one of a package, one that is the content's own."""

    def __init__(self, file: str = "", packaged: str = "", unread: str = "") -> None:
        self.names = {"file": file, "packaged": packaged, "unread": unread}

    def file(self, digest: str) -> bool:
        return digest == self.names["file"]

    def public(self, digest: str) -> bool:
        return False

    def packaged(self, digest: str) -> bool:
        return digest == self.names["packaged"]

    def unread(self, digest: str) -> bool:
        return digest == self.names["unread"]

    def word(self, word: str, in_code: bool) -> bool:
        return False


@pytest.mark.parametrize("by", ["file", "packaged", "unread"])
def test_what_can_not_be_read_may_explain_itself(by: str, reference: Dictionary, tmp_path: Path) -> None:
    import hashlib

    (tmp_path / "a.woff2").write_bytes(UNREAD["a font in WOFF2"])
    digest = hashlib.sha256(UNREAD["a font in WOFF2"]).hexdigest()
    known: Explains = _OneIsKnown(**{by: digest})
    assert audit(tmp_path, reference, known) == ()
    other: Explains = _OneIsKnown(**{by: "0" * 64})
    assert [leak.sha256 for leak in audit(tmp_path, reference, other)] == [digest]


def test_a_published_file_of_the_content_is_still_read(reference: Dictionary, tmp_path: Path) -> None:
    """Only what can't be read of it is explained by what it is."""
    import hashlib

    data = b"\xff\xd8\xff\xfe\x00\x40" + SECRET.encode() + b"\xff\xd9"
    (tmp_path / "a.jpg").write_bytes(data)
    known: Explains = _OneIsKnown(unread=hashlib.sha256(data).hexdigest())
    assert any(leak.what == "text" for leak in audit(tmp_path, reference, known))
