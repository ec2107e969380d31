"""Pictures are read for what they say besides their pixels, and pixels alone are clean."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable

import pytest

from tests.audit.conftest import Finds
from tests.audit.test_leaks import SECRET

NOISE = random.Random(11).randbytes(2000)
Make = Callable[[bytes], bytes]


def png(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    """A PNG with these chunks before its pixels."""
    head = (b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
    every = [head, *chunks, (b"IDAT", zlib.compress(NOISE)), (b"IEND", b"")]
    return (
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in every
        )
        + behind
    )


def jpeg(*segments: tuple[int, bytes], after: bytes = b"", behind: bytes = b"") -> bytes:
    """A JPEG with these segments before its pixels; `after` stands between the pixels and the end."""
    told = b"".join(bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body for kind, body in segments)
    pixels = b"\xff\xda\x00\x02" + NOISE.replace(b"\xff", b"\xff\x00") + b"\xff\xd3" + b"\x12\x34"
    return b"\xff\xd8" + told + pixels + after + b"\xff\xd9" + behind


def blocks(data: bytes) -> bytes:
    """Data in the blocks of a GIF."""
    parts = [data[at : at + 200] for at in range(0, len(data), 200)]
    return b"".join(bytes((len(part),)) + part for part in parts) + b"\x00"


def gif(*extensions: tuple[int, bytes], behind: bytes = b"") -> bytes:
    """A GIF with these extensions before its pixels."""
    told = b"".join(bytes((0x21, kind)) + blocks(body) for kind, body in extensions)
    palette = bytes(range(12))
    pixels = b"\x2c" + struct.pack("<HHHHB", 0, 0, 4, 4, 0x81) + palette + b"\x08" + blocks(NOISE)
    return b"GIF89a" + struct.pack("<HHBBB", 4, 4, 0x81, 0, 0) + palette + told + pixels + b"\x3b" + behind


def webp(*chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    """A WebP with these chunks behind its pixels."""
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2)
        for kind, data in ((b"VP8 ", NOISE), *chunks)
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body + behind


def icon(picture: bytes, behind: bytes = b"") -> bytes:
    """An icon with one picture."""
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 32, len(picture), 22) + picture + behind


def _exif(text: bytes) -> bytes:
    return b"Exif\x00\x00MM\x00\x2a" + text.decode().encode("utf-16-le")


SAYS: dict[str, Make] = {
    "PNG, a text": lambda text: png((b"tEXt", b"Comment\x00" + text)),
    "PNG, a packed text": lambda text: png((b"zTXt", b"Comment\x00\x00" + zlib.compress(text))),
    "PNG, a text that only says that it is packed": lambda text: png((b"zTXt", b"Comment\x00\x07" + text)),
    "PNG, an international text": lambda text: png((b"iTXt", b"Title\x00\x00\x00en\x00Title\x00" + text)),
    "PNG, a packed international text": lambda text: png(
        (b"iTXt", b"Title\x00\x01\x00en\x00Title\x00" + zlib.compress(text))
    ),
    "PNG, its profile": lambda text: png((b"iCCP", b"icc\x00\x00" + zlib.compress(b"\x00\x00" + text))),
    "PNG, EXIF": lambda text: png((b"eXIf", b"MM\x00\x2a" + text)),
    "PNG, a chunk that nobody knows": lambda text: png((b"teSt", text)),
    "PNG, behind its end": lambda text: png(behind=text),
    "JPEG, a remark": lambda text: jpeg((0xFE, text)),
    "JPEG, EXIF in UTF-16": lambda text: jpeg((0xE1, _exif(text))),
    "JPEG, XMP": lambda text: jpeg((0xDB, NOISE[:64]), (0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x>" + text + b"</x>")),
    "JPEG, a remark behind its pixels": lambda text: jpeg(after=b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text),
    "JPEG, behind its end": lambda text: jpeg(behind=text),
    "GIF, a remark": lambda text: gif((0xFE, text)),
    "GIF, a remark in many blocks": lambda text: gif((0xF9, b"\x00" * 4), (0xFE, b"x" * 180 + b" " + text)),
    "GIF, data of a program": lambda text: gif((0xFF, b"XMP DataXMP " + text)),
    "GIF, behind its end": lambda text: gif(behind=text),
    "WebP, EXIF": lambda text: webp((b"EXIF", b"MM\x00\x2a" + text)),
    "WebP, XMP": lambda text: webp((b"XMP ", b"<x>" + text + b"</x>")),
    "WebP, a chunk that nobody knows": lambda text: webp((b"abcd", text)),
    "WebP, behind its end": lambda text: webp(behind=text),
    "an icon, its picture's text": lambda text: icon(png((b"tEXt", b"Comment\x00" + text))),
    "an icon, behind it": lambda text: icon(b"\x28\x00\x00\x00" + NOISE, behind=text),
}
CLEAN = {
    "PNG": png((b"pHYs", b"\x00" * 9), (b"gAMA", b"\x00" * 4)),
    "JPEG": jpeg((0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), (0xDB, NOISE[:64])),
    "GIF": gif((0xF9, b"\x04\x00\x00\x00")),
    "WebP": webp((b"ALPH", NOISE[:30])),
    "an icon of pixels": icon(b"\x28\x00\x00\x00" + NOISE),
    "an icon of a PNG": icon(png()),
}
UNREAD = {
    "PNG, a packed text that is damaged": png((b"zTXt", b"Comment\x00\x00" + NOISE[:40])),
    "a sound": b"RIFF\x10\x00\x00\x00WAVE" + NOISE[:12],
    "an icon of an unknown form": icon(NOISE),
    "an icon that ends early": icon(png())[:18],
}


@pytest.mark.parametrize("way", SAYS)
def test_what_a_picture_says_is_read(way: str, finds: Finds) -> None:
    told = finds("a.bin", SAYS[way](f"Draft: {SECRET}.".encode()))
    assert any(one.startswith("text") for one in told), told
    assert not any(one.startswith("text") for one in finds("a.bin", SAYS[way](b"Draft: nothing that matters.")))


@pytest.mark.parametrize("way", CLEAN)
def test_pixels_alone_are_clean(way: str, finds: Finds) -> None:
    assert finds("a.bin", CLEAN[way]) == []


@pytest.mark.parametrize("way", UNREAD)
def test_what_can_not_be_read_of_a_picture_is_told(way: str, finds: Finds) -> None:
    assert any(one.startswith("unread") for one in finds("a.bin", UNREAD[way]))
