"""Metadata of pictures that may harm somebody: position, serial numbers, names of people.

EXIF (a TIFF file within the picture), XMP (XML) and IPTC. Bounded, and nothing raises: what cannot
be read is passed over.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

# Kind and value: `position`, `device` or `person`.
Trait = tuple[str, str]
# Tags of a picture, each with the type of its value and its bytes.
Table = dict[int, tuple[int, bytes]]
POSITION, DEVICE, PERSON = "position", "device", "person"
MOST_ENTRIES = 500
MOST_VALUE = 200
MOST_XMP = 256 * 1024
# Tags of the picture, and of its EXIF part.
ARTIST, XP_AUTHOR, EXIF_PART, GPS_PART, ORIENTATION = 0x013B, 0x9C9D, 0x8769, 0x8825, 0x0112
OWNER, LENS_SERIAL = 0xA430, 0xA435
SERIALS = (0xA431, LENS_SERIAL, 0xC62F)
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
# A value in XMP: of an attribute, an element, or the first of an element's list.
_LIST = r"(?:<rdf:(?:Seq|Bag|Alt)[^>]*>\s*<rdf:li[^>]*>)?"
_ITEM = rf"(?:\s*=\s*[\"']|\s*>\s*{_LIST})\s*([^\"'<>]{{1,200}})"
_PEOPLE = "dc:creator|aux:OwnerName|exifEX:CameraOwnerName|pdf:Author"
_DEVICES = "aux:SerialNumber|aux:LensSerialNumber|exifEX:BodySerialNumber"
_XMP = (
    (PERSON, re.compile(rf"\b(?:{_PEOPLE}){_ITEM}")),
    (DEVICE, re.compile(rf"\b(?:{_DEVICES}){_ITEM}")),
)
_XMP_PLACE = re.compile(r"\bexif:GPS(Latitude|Longitude)" + _ITEM)


class _Tiff:
    """The tables of a TIFF file: tags and their values, as bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.order = {b"II": "<", b"MM": ">"}.get(data[:2], "")

    def number(self, form: str, at: int) -> int:
        return int(struct.unpack_from(self.order + form, self.data, at)[0])

    def table(self, at: int) -> Table:
        """A table's tags, each with its type and its value."""
        found: Table = {}
        for entry in range(min(self.number("H", at), MOST_ENTRIES)):
            start = at + 2 + 12 * entry
            tag, kind, count = struct.unpack_from(self.order + "HHI", self.data, start)
            size = _SIZES.get(kind, 0) * count
            if not 0 < size <= 64 * 1024:
                continue
            place = start + 8 if size <= 4 else self.number("I", start + 8)
            found[tag] = (kind, self.data[place : place + size])
        return found

    def part(self, table: Table, tag: int) -> Table:
        """The table that another one leads to; empty where there is none."""
        if tag not in table:
            return {}
        try:
            return self.table(int(struct.unpack(self.order + "I", table[tag][1][:4])[0]))
        except struct.error:
            return {}

    def degrees(self, table: Table, tag: int, negative: bytes) -> float | None:
        """A coordinate, of three fractions and the letter before them."""
        value = table.get(tag, (0, b""))[1]
        if len(value) != 24:
            return None
        parts = struct.unpack(self.order + "6I", value)
        if 0 in parts[1::2]:
            return None
        whole = sum(parts[2 * n] / parts[2 * n + 1] / 60**n for n in range(3))
        is_negative = table.get(tag - 1, (0, b""))[1][:1].upper() == negative
        return -whole if is_negative else whole


def traits_of_exif(data: bytes) -> list[Trait]:
    """What an EXIF block, or a TIFF file, gives away."""
    tiff = _Tiff(data)
    if not tiff.order:
        return []
    try:
        first = tiff.table(tiff.number("I", 4))
    except struct.error:
        return []
    parts = {**tiff.part(first, EXIF_PART), **first}
    return [*_position(tiff, tiff.part(first, GPS_PART)), *_named(parts)]


def orientation_of(data: bytes) -> int:
    """How a picture is to be turned, from 1, as it is, to 8."""
    tiff = _Tiff(data)
    try:
        kind, value = tiff.table(tiff.number("I", 4)).get(ORIENTATION, (0, b""))
        found = int(struct.unpack(tiff.order + "H", value[:2])[0]) if kind == 3 else 1
    except struct.error:
        return 1
    return found if found in range(1, 9) else 1


def traits_of_xmp(data: bytes) -> list[Trait]:
    """What an XMP packet gives away."""
    text = data[:MOST_XMP].decode("utf-8", "replace")
    found = [(kind, value.strip()) for kind, names in _XMP for value in names.findall(text)]
    places = dict(_XMP_PLACE.findall(text))
    if len(places) == 2:
        found.append((POSITION, f"{places['Latitude']} {places['Longitude']}"))
    return [one for one in dict.fromkeys(found) if one[1]]


def traits_of_iptc(data: bytes) -> list[Trait]:
    """The by-line in an IPTC block."""
    return [
        (PERSON, words)
        for value in re.findall(rb"\x1c\x02\x50\x00([\x01-\x7f].{1,127})", data, re.DOTALL)[:3]
        if (words := _words(value[1 : 1 + value[0]]))
    ]


def _position(tiff: _Tiff, table: Table) -> Iterator[Trait]:
    latitude, longitude = tiff.degrees(table, 2, b"S"), tiff.degrees(table, 4, b"W")
    # What a camera without a signal writes.
    if latitude is None or longitude is None or latitude == longitude == 0:
        return
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        yield POSITION, f"{latitude:.5f}, {longitude:.5f}"


def _named(parts: Table) -> Iterator[Trait]:
    for tag, (kind, value) in parts.items():
        if kind not in (1, 2):
            continue
        words = _words(value, "utf-16-le" if tag == XP_AUTHOR else "utf-8")
        if words and tag in (ARTIST, XP_AUTHOR, OWNER):
            yield PERSON, words
        elif words.strip("0") and tag in SERIALS:
            yield DEVICE, words


def _words(value: bytes, encoding: str = "utf-8") -> str:
    """Text as it may be shown: one line, without what is no letter."""
    text = value.decode(encoding, "replace").split("\x00")[0]
    return "".join(each for each in text if each.isprintable()).strip()[:MOST_VALUE]
