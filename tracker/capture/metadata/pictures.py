"""JPEG, PNG and WebP: their metadata read, and the same picture without it.

The picture itself is not touched: parts of the file are left out, and the others copied. What may
stay is listed; what nobody thought of goes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tracker.capture.metadata.exif import (
    PERSON,
    Trait,
    orientation_of,
    traits_of_exif,
    traits_of_iptc,
    traits_of_xmp,
)

EXIF, XMP = b"Exif\x00\x00", b"http://ns.adobe.com/xap/1.0/\x00"
ADOBE_XMP = b"XML:com.adobe.xmp\x00"
PNG = b"\x89PNG\r\n\x1a\n"
# Parts of a PNG without which it is another picture, or has other colours.
OF_PICTURE = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST acTL fcTL fdAT cICP".split()
)
MOST_PARTS = 100_000
MOST_UNPACKED = 256 * 1024
Part = tuple[bytes, bytes]


class Unreadable(ValueError):
    """A file that is cut off, or not of the kind that it says."""


def traits_of_picture(body: bytes) -> list[Trait]:
    """What a picture gives away; nothing of what cannot be read."""
    try:
        found = list(_traits(body))
    except (Unreadable, struct.error, IndexError):
        return []
    return list(dict.fromkeys(found))


def picture_without_metadata(body: bytes) -> bytes | None:
    """The same picture and nothing else; None for a kind of file that this cannot be done with."""
    try:
        if body.startswith(b"\xff\xd8"):
            return _jpeg_without(body)
        if body.startswith(PNG):
            parts = [_png_part(kind, data) for kind, data in _png(body) if kind in OF_PICTURE]
            return PNG + b"".join(parts)
        return _webp_without(body) if _is_webp(body) else None
    except (Unreadable, struct.error, IndexError):
        return None


def _traits(body: bytes) -> Iterator[Trait]:
    if body.startswith(b"\xff\xd8"):
        for marker, data in _jpeg(body):
            if marker == b"\xe1" and data.startswith(EXIF):
                yield from traits_of_exif(data[len(EXIF) :])
            elif marker == b"\xe1" and data.startswith(XMP):
                yield from traits_of_xmp(data[len(XMP) :])
            elif marker == b"\xed":
                yield from traits_of_iptc(data)
    elif body.startswith(PNG):
        for kind, data in _png(body):
            yield from _traits_of_png(kind, data)
    elif _is_webp(body):
        for kind, data in _webp(body):
            if kind == b"EXIF":
                yield from traits_of_exif(data.removeprefix(EXIF))
            elif kind == b"XMP ":
                yield from traits_of_xmp(data)
    elif body[:4] in (b"II*\x00", b"MM\x00*"):
        yield from traits_of_exif(body)


# --- JPEG ---


def _jpeg(body: bytes) -> Iterator[Part]:
    """The segments of a JPEG: marker and content; of a scan the coded picture that follows, too."""
    at = 2
    for _part in range(MOST_PARTS):
        if body[at] != 0xFF:
            raise Unreadable
        while body[at + 1] == 0xFF:
            at += 1
        marker = body[at + 1 : at + 2]
        if marker == b"\xd9":
            return
        (length,) = struct.unpack_from(">H", body, at + 2)
        end = at + 2 + length
        if marker == b"\xda":
            end = _end_of_scan(body, end)
        if length < 2 or end > len(body):
            raise Unreadable
        yield marker, body[at + 4 : end]
        at = end
    raise Unreadable


def _end_of_scan(body: bytes, at: int) -> int:
    """Where the next marker begins that is none of those within a scan."""
    while (at := body.find(b"\xff", at)) >= 0:
        if body[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return at
        at += 1 if body[at + 1] == 0xFF else 2
    raise Unreadable


def _jpeg_without(body: bytes) -> bytes:
    kept, turned = [b"\xff\xd8"], 1
    for marker, data in _jpeg(body):
        if marker == b"\xe1" and data.startswith(EXIF):
            turned = orientation_of(data[len(EXIF) :])
        if _stays(marker, data):
            # The length is that of a scan's head, not of the coded picture after it.
            kept.append(b"\xff" + marker + _length(marker, data) + data)
    if turned > 1:
        kept.insert(1, _turned(turned))
    return b"".join([*kept, b"\xff\xd9"])


def _length(marker: bytes, data: bytes) -> bytes:
    head = 6 + 2 * data[0] if marker == b"\xda" else len(data) + 2
    return struct.pack(">H", head)


def _stays(marker: bytes, data: bytes) -> bool:
    """Whether a segment is of the picture, or of its colours."""
    if marker == b"\xe0":
        return data.startswith(b"JFIF\x00")
    if marker == b"\xe2":
        return data.startswith(b"ICC_PROFILE\x00")
    return marker == b"\xee" or not (0xE1 <= marker[0] <= 0xEF or marker == b"\xfe")


def _turned(orientation: int) -> bytes:
    """An EXIF block that says how the picture is to be turned, and nothing else."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    data = EXIF + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


# --- PNG ---


def _png(body: bytes) -> Iterator[Part]:
    at = len(PNG)
    for _part in range(MOST_PARTS):
        length, kind = struct.unpack_from(">I4s", body, at)
        data = body[at + 8 : at + 8 + length]
        if len(data) != length:
            raise Unreadable
        yield kind, data
        if kind == b"IEND":
            return
        at += 12 + length
    raise Unreadable


def _png_part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _traits_of_png(kind: bytes, data: bytes) -> Iterator[Trait]:
    name, _nul, rest = data.partition(b"\x00")
    if kind == b"eXIf":
        yield from traits_of_exif(data)
    elif kind == b"iTXt" and data.startswith(ADOBE_XMP) and len(rest) > 4:
        packed = rest[0] == 1
        text = rest[2:].split(b"\x00", 2)[-1]
        yield from traits_of_xmp(_unpacked(text) if packed else text)
    elif kind == b"tEXt" and name == b"Author" and rest.strip():
        yield PERSON, "".join(one for one in rest.decode("latin-1") if one.isprintable())[:200]


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MOST_UNPACKED)
    except zlib.error:
        return b""


# --- WebP ---


def _is_webp(body: bytes) -> bool:
    return body.startswith(b"RIFF") and body[8:12] == b"WEBP"


def _webp(body: bytes) -> Iterator[Part]:
    at, end = 12, min(len(body), 8 + int.from_bytes(body[4:8], "little"))
    for _part in range(MOST_PARTS):
        if at + 8 > end:
            return
        kind, length = struct.unpack_from("<4sI", body, at)
        data = body[at + 8 : at + 8 + length]
        if len(data) != length:
            raise Unreadable
        yield kind, data
        at += 8 + length + length % 2
    raise Unreadable


def _webp_without(body: bytes) -> bytes:
    kept = []
    for kind, data in _webp(body):
        if kind in (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            kept.append((kind, data))
        elif kind == b"VP8X":
            # Its flags say that EXIF (8) and XMP (4) follow.
            kept.append((kind, bytes([data[0] & ~0x0C]) + data[1:]))
    parts = b"".join(
        kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for kind, data in kept
    )
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts
