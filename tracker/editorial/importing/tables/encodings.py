"""In which encoding a text file is written, found out from its bytes."""

from __future__ import annotations

import codecs
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

# What can be chosen by hand, with the codec's own name.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": _("UTF-8 with a byte order mark"),
    "utf-16": _("UTF-16 with a byte order mark"),
    "utf-16-le": _("UTF-16, little-endian"),
    "utf-16-be": _("UTF-16, big-endian"),
    "cp1252": _("Windows-1252 (Western)"),
    "cp1256": _("Windows-1256 (Arabic)"),
    "mac_roman": "Mac Roman",
}
# Those of one byte a character: nothing in the file says which.
ONE_BYTE = ("mac_roman", "cp1252", "cp1256")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of a file in English few bytes tell anything: what is judged is these and some around each.
A_READ = 1 << 20
MOST_JUDGED = 20_000
AROUND = 30


def find_encoding(path: Path) -> str:
    """The codec that fits the file; UTF-8 wherever all of it is that."""
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, codec in MARKS:
        if start.startswith(mark):
            return codec
    if zeros := [place % 2 for place, byte in enumerate(start) if byte == 0]:
        # Latin letters and delimiters have an empty byte, before or after the other.
        if zeros.count(1) > len(start) // 4 and not zeros.count(0):
            return "utf-16-le"
        if zeros.count(0) > len(start) // 4 and not zeros.count(1):
            return "utf-16-be"
    telling = _telling_bytes(path)
    return "utf-8" if telling is None else _guess(telling)


def _telling_bytes(path: Path) -> bytes | None:
    """What stands around the bytes beyond ASCII; None where all of the file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    found = bytearray()
    is_utf8 = True
    with path.open("rb") as file:
        while chunk := file.read(A_READ):
            if is_utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
            if len(found) < MOST_JUDGED and not chunk.isascii():
                found += _around_high_bytes(chunk)
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return None if is_utf8 else bytes(found)


def _around_high_bytes(chunk: bytes) -> bytes:
    found = bytearray()
    until = 0
    for place, byte in enumerate(chunk):
        if byte < 0x80 or place < until:
            continue
        until = place + AROUND
        found += chunk[max(0, place - AROUND) : until] + b"\n"
        if len(found) > MOST_JUDGED:
            break
    return bytes(found)


def _guess(telling: bytes) -> str:
    best = from_bytes(telling, cp_isolation=list(ONE_BYTE)).best()
    return best.encoding if best is not None and best.encoding in ONE_BYTE else "cp1252"
