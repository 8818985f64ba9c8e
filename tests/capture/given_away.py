"""Small pictures and PDFs that say more than they show, made of bytes."""

import struct
import zlib
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject, TextStringObject

from tests.capture.test_pdf_text import pdf

# One grey dot, as JPEG coders write it.
HEAD = bytes.fromhex("ffe000104a46494600010100000100010000")
TABLES = b"\xff\xdb\x00\x43\x00" + bytes([1] * 64)
FRAME = bytes.fromhex("ffc0000b080001000101011100")
HUFFMAN = bytes.fromhex("ffc40014000100000000000000000000000000000009") + bytes.fromhex(
    "ffc40014100100000000000000000000000000000000"
)
SCAN = bytes.fromhex("ffda0008010100003f00") + b"\xd2\xff\x00\xcf"
END = b"\xff\xd9"


def _entry(tag, kind, count, value):
    return struct.pack(">HHI", tag, kind, count) + value.ljust(4, b"\x00")[:4]


def exif(*, author=b"", serial=b"", place=None, turned=0):
    """An EXIF block with what is asked for, big-endian."""
    extra, first, inner, gps = b"", [], [], []
    base = 8 + 6 + 12 * 4 + 6 + 12 * 1 + 6 + 12 * 4
    tables = {"extra": extra}

    def put(data):
        at = base + len(tables["extra"])
        tables["extra"] += data
        return struct.pack(">I", at)

    def words(tag, value):
        value += b"\x00"
        return _entry(tag, 2, len(value), put(value) if len(value) > 4 else value)

    if turned:
        first.append(_entry(0x0112, 3, 1, struct.pack(">H", turned)))
    if author:
        first.append(words(0x013B, author))
    if serial:
        inner.append(words(0xA431, serial))
    if place:
        for number, (value, letters) in enumerate(zip(place, ("NS", "EW"), strict=True)):
            letter = letters[value < 0].encode()
            degrees = struct.pack(">6I", int(abs(value) * 10**6), 10**6, 0, 1, 0, 1)
            gps.append(_entry(2 * number + 1, 2, 2, letter + b"\x00"))
            gps.append(_entry(2 * number + 2, 5, 3, put(degrees)))
    inner_at = 8 + 6 + 12 * 4
    gps_at = inner_at + 6 + 12
    if inner:
        first.append(_entry(0x8769, 4, 1, struct.pack(">I", inner_at)))
    if gps:
        first.append(_entry(0x8825, 4, 1, struct.pack(">I", gps_at)))
    data = b"MM\x00*" + struct.pack(">I", 8) + _table(first)
    data = data.ljust(inner_at, b"\x00") + _table(inner)
    data = data.ljust(gps_at, b"\x00") + _table(gps)
    return data.ljust(base, b"\x00") + tables["extra"]


def _table(entries):
    return struct.pack(">H", len(entries)) + b"".join(entries) + bytes(4)


def segment(marker, data):
    return b"\xff" + marker + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments, after=b""):
    """A JPEG of one dot with more segments after its head, and bytes after its end."""
    more = b"".join(segment(marker, data) for marker, data in segments)
    return b"\xff\xd8" + HEAD + more + TABLES + FRAME + HUFFMAN + SCAN + END + after


def jpeg_with(**given):
    return jpeg((b"\xe1", b"Exif\x00\x00" + exif(**given)))


def xmp(words):
    return f"<x:xmpmeta><rdf:RDF><rdf:Description>{words}</rdf:Description></rdf:RDF>".encode()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks):
    """A PNG of one grey dot with more parts before its picture."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    more = b"".join(chunk(kind, data) for kind, data in chunks)
    picture = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    return b"\x89PNG\r\n\x1a\n" + head + more + picture + chunk(b"IEND", b"")


def webp(*chunks):
    kept = [(b"VP8X", bytes([0x0C]) + bytes(9)), (b"VP8L", b"\x2f" + bytes(8)), *chunks]
    parts = b"".join(
        kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for kind, data in kept
    )
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts


# --- PDFs ---


def written(writer):
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def drawn(*operations, width=None):
    """A PDF of one page that is drawn by these operations; its font is /F1, of usual widths."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("x"))))
    page = writer.pages[0]
    stream = ContentStream(None, writer)
    stream.set_data("\n".join(operations).encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    states = DictionaryObject({NameObject("/Half"): DictionaryObject()})
    states["/Half"][NameObject("/ca")] = TextStringObject("0.3")
    page["/Resources"][NameObject("/ExtGState")] = states
    return written(writer)
