"""What is packed inside a file: compressed data, archives, pictures with what they say of themselves, fonts, PDF."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from cxsite.audit.fonts import font_parts
from cxsite.audit.images import gif_parts, icon_parts, jpeg_parts, png_parts, riff_parts
from cxsite.audit.part import MOST, Found, Part, Unread

_PIECE = 4 * 1024 * 1024
_TAR_AT = 257
_ZIP_END = b"PK\x05\x06"
_ENCRYPTED = 1
_LEAST_BARE = 16


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


def parts_of(data: bytes) -> Iterator[Found] | None:
    """What is packed in these bytes; `None` where nothing in them says that they are packed.

    What is packed wrongly, encrypted, or larger than 256 MB is told as unread.
    """
    for begins, read in _BY_BEGINNING:
        if data.startswith(begins):
            return read(data)
    if data[4:8] == b"ftyp":
        return _boxes()
    if data[_TAR_AT : _TAR_AT + 5] == b"ustar":
        return _tar(data)
    if _ZIP_END in data[-66_000:] and zipfile.is_zipfile(io.BytesIO(data)):
        return _zip(data)
    return None


def bare_parts(data: bytes) -> Iterator[Found] | None:
    """What is packed in bytes that are no text, where nothing at their beginning says so."""
    if _is_old_tar(data):
        return _tar(data)
    if len(data) > 2 and data[0] & 0x0F == 8 and int.from_bytes(data[:2]) % 31 == 0 and _inflates(data, 15):
        return _zlib(data)
    if len(data) >= _LEAST_BARE and _inflates(data, -15):
        return _bare(data)
    return None


def is_packed(data: bytes) -> bool:
    """Whether bytes that may stand in a text by chance are surely packed: whole, or marked as such."""
    if parts_of(data) is not None or _is_old_tar(data):
        return True
    return any(_inflates_whole(data, bits) for bits in (15, -15))


def _inflates_whole(data: bytes, bits: int) -> bool:
    inflater = zlib.decompressobj(bits)
    if not _inflates(data, bits):
        return False
    try:
        return len(inflater.decompress(data, MOST)) >= _LEAST_BARE and inflater.eof and not inflater.unused_data
    except zlib.error:
        return False


def _inflates(data: bytes, bits: int) -> bool:
    inflater = zlib.decompressobj(bits)
    try:
        out = inflater.decompress(data[:4096], 1024)
    except zlib.error:
        return False
    # Bytes by chance rarely inflate, and to little.
    return len(out) >= _LEAST_BARE or (inflater.eof and bool(out))


def _gzip(data: bytes) -> Iterator[Found]:
    yield Part(data[10:266].split(b"\x00")[0], "gzip, its name", "strings")
    yield from _stream(data, lambda: zlib.decompressobj(31), "gzip")


def _zlib(data: bytes) -> Iterator[Found]:
    return _stream(data, zlib.decompressobj, "zlib")


def _bare(data: bytes) -> Iterator[Found]:
    return _stream(data, lambda: zlib.decompressobj(-15), "deflate")


def _bzip2(data: bytes) -> Iterator[Found]:
    return _stream(data, bz2.BZ2Decompressor, "bzip2")


def _xz(data: bytes) -> Iterator[Found]:
    return _stream(data, lzma.LZMADecompressor, "xz")


def _stream(data: bytes, new: Callable[[], _Inflater], how: str) -> Iterator[Found]:
    """One compressed stream, then what stands behind it."""
    inflater, pieces, total, rest = new(), [], 0, data
    try:
        while not inflater.eof and total < MOST:
            piece, rest = _next(inflater, rest)
            if not piece and not rest:
                break
            pieces.append(piece)
            total += len(piece)
    except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
        yield Unread(f"damaged {how}")
    if pieces:
        yield Part(b"".join(pieces), how)
    if total >= MOST:
        yield Unread(f"more than {MOST >> 20} MB in {how}")
    elif not inflater.eof:
        yield Unread(f"{how} that ends early")
    elif behind := inflater.unused_data.strip(b"\x00"):
        yield Part(behind, f"behind {how}")


def _next(inflater: object, rest: bytes) -> tuple[bytes, bytes]:
    if isinstance(inflater, bz2.BZ2Decompressor | lzma.LZMADecompressor):
        return inflater.decompress(rest, _PIECE), b""
    piece = inflater.decompress(rest, _PIECE)  # type: ignore[attr-defined]
    return piece, inflater.unconsumed_tail  # type: ignore[attr-defined]


def _zip(data: bytes) -> Iterator[Found]:
    """The names and contents of an archive's members (also of Office documents), and what stands before it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            begin = min((member.header_offset for member in members), default=0)
            if begin:
                yield Part(data[:begin], "before ZIP")
            yield Part(archive.comment, "ZIP, its remark", "strings")
            left = MOST
            for member in members:
                yield Part(f"{member.filename}\n".encode() + member.comment, "ZIP, a name", "strings")
                if member.flag_bits & _ENCRYPTED:
                    yield Unread(f"`{member.filename}` in ZIP is encrypted")
                elif member.file_size > left:
                    yield Unread(f"more than {MOST >> 20} MB in ZIP")
                elif not member.is_dir():
                    left -= member.file_size
                    yield Part(archive.read(member), f"ZIP, {member.filename}")
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError, ValueError):
        yield Unread("damaged ZIP")


def _is_old_tar(data: bytes) -> bool:
    if len(data) < 512 or data[:1] == b"\x00":
        return False
    try:
        return bool(tarfile.TarInfo.frombuf(data[:512], "utf-8", "surrogateescape").name)
    except tarfile.HeaderError:
        return False


def _tar(data: bytes) -> Iterator[Found]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                said = [
                    member.name,
                    member.linkname,
                    member.uname,
                    member.gname,
                    *map(str, member.pax_headers.values()),
                ]
                yield Part("\n".join(said).encode(errors="replace"), "TAR, a name", "strings")
                stream = archive.extractfile(member) if member.isfile() else None
                if stream is not None:
                    yield Part(stream.read(), f"TAR, {member.name}")
    except (tarfile.TarError, OSError, EOFError, ValueError):
        yield Unread("damaged TAR")


def _boxes() -> Iterator[Found]:
    yield Unread("a video, sound or picture of a sort that is not read")


def _pdf_parts(data: bytes) -> Iterator[Found]:
    # Few sites hold a PDF, and its parser takes as much memory as all else of the audit.
    from cxsite.audit.pdf import pdf_parts

    return pdf_parts(data)


def _unread(what: str) -> Callable[[bytes], Iterator[Found]]:
    return lambda data: iter((Unread(what),))


_BY_BEGINNING: tuple[tuple[bytes, Callable[[bytes], Iterator[Found]]], ...] = (
    (b"\x1f\x8b", _gzip),
    (b"BZh", _bzip2),
    (b"\xfd7zXZ\x00", _xz),
    (b"\x5d\x00\x00", _xz),
    (b"PK\x03\x04", _zip),
    (b"%PDF-", _pdf_parts),
    (b"\x89PNG\r\n\x1a\n", png_parts),
    (b"\xff\xd8\xff", jpeg_parts),
    (b"GIF8", gif_parts),
    (b"RIFF", riff_parts),
    (b"\x00\x00\x01\x00", icon_parts),
    (b"\x00\x01\x00\x00", font_parts),
    (b"OTTO", font_parts),
    (b"true", font_parts),
    (b"wOFF", font_parts),
    (b"wOF2", _unread("a font in WOFF2")),
    (b"7z\xbc\xaf", _unread("an archive in 7z")),
    (b"Rar!", _unread("an archive in RAR")),
    (b"\x28\xb5\x2f\xfd", _unread("zstd")),
    (b"\xd0\xcf\x11\xe0", _unread("a document of an old Office")),
)
