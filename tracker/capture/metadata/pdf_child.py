"""Looks through a PDF on standard input, or takes its metadata out: a program, not a module.

As with the text, it runs in a process of its own, within limits that it sets itself before anything
of the file is read. `inspect` answers with JSON, `clean` with the PDF; exits 1 where it cannot.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

# Isolated, it finds the site by where it stands.
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import pypdf
from pypdf.generic import DictionaryObject, StreamObject

from tracker.capture.metadata.covered import covered_boxes
from tracker.capture.metadata.exif import PERSON, Trait, traits_of_xmp
from tracker.capture.metadata.pictures import (
    picture_without_metadata,
    traits_of_picture,
)
from tracker.capture.text.pdf_child import limit

ATTACHMENT, ACCOUNT = "attachment", "account"
MOST_OBJECTS = 200_000
DEEPEST = 8
MOST_TRAITS = 50
MOST_COVERED = 200
# The name of somebody's account in the path of a file: where a title was made of one.
_FOLDERS = r"[A-Za-z]:\\(?:Users|Documents and Settings)\\|/Users/|/home/"
_PATH = re.compile(rf"(?:{_FOLDERS})([^\\/]{{1,60}})")
# Entries of any dictionary that say who made it, when, with what.
_PRIVATE = ("/PieceInfo", "/Metadata", "/LastModified", "/AF")
_OF_NOTES = ("/T", "/M", "/NM", "/CreationDate")


def inspect(body: bytes, most_pages: int) -> dict[str, Any]:
    """What a PDF gives away, and the pages on which boxes cover text."""
    reader = _open(body)
    found = dict.fromkeys(_traits(reader))
    covered, is_whole = [], len(reader.pages) <= most_pages
    for number, page in enumerate(reader.pages[:most_pages], start=1):
        try:
            boxes = covered_boxes(page, reader)
        except MemoryError:
            raise
        except Exception:
            boxes, is_whole = 0, False
        if boxes:
            covered.append([number, boxes])
    return {
        "traits": [[kind, _line(value)] for kind, value in list(found)[:MOST_TRAITS]],
        "covered": covered[:MOST_COVERED],
        "is_whole": is_whole,
    }


def clean(body: bytes) -> bytes:
    """The PDF without what it says of itself. Raises ValueError where some of it would stay."""
    writer = pypdf.PdfWriter(clone_from=_open(body))
    writer.metadata = None
    root = writer.root_object
    names = root.get("/Names")
    if names is not None:
        names.get_object().pop("/EmbeddedFiles", None)
    for each in _objects(writer):
        _strip(each)
    _forget_unreferenced(writer)
    out = BytesIO()
    writer.write(out)
    cleaned = out.getvalue()
    if any(_traits(_open(cleaned))):
        raise ValueError("something would stay")
    return cleaned


def _forget_unreferenced(writer: pypdf.PdfWriter) -> None:
    """Leave out what nothing leads to: each time what only something left out referred to."""
    before, left = -1, 0
    while before != left:
        before = left
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        left = sum(1 for _each in _objects(writer))


def _open(body: bytes) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("locked")
    return reader


def _traits(reader: pypdf.PdfReader) -> Iterator[Trait]:
    info: Any = reader.metadata or {}
    for name in ("/Author", "/Company", "/Manager"):
        if value := str(info.get(name) or "").strip():
            yield PERSON, value
    for account in _PATH.findall(str(info.get("/Title") or "")):
        yield ACCOUNT, account
    packet = reader.root_object.get("/Metadata")
    if packet is not None and isinstance(packet.get_object(), StreamObject):
        yield from traits_of_xmp(packet.get_object().get_data())
    for name in reader.attachments:
        yield ATTACHMENT, name
    for each in _objects(reader):
        yield from _traits_of_object(each)


def _traits_of_object(each: Any) -> Iterator[Trait]:
    if _is_note(each) and (who := str(each.get("/T") or "").strip()):
        yield PERSON, who
    if _is_jpeg(each):
        yield from traits_of_picture(_raw(each))


def _strip(each: Any) -> None:
    """Take out of one object what says who made it, when, with what."""
    if not isinstance(each, DictionaryObject):
        return
    for name in (*_PRIVATE, *(_OF_NOTES if _is_note(each) else ())):
        each.pop(name, None)
    if each.get("/Subtype") == "/FileAttachment":
        each.pop("/FS", None)
    if _is_jpeg(each):
        if (plain := picture_without_metadata(_raw(each))) is None:
            raise ValueError("a picture that cannot be read")
        each._data = plain  # type: ignore[attr-defined]


def _is_note(each: Any) -> bool:
    """Whether it is somebody's comment or mark; the /T of a form's field is its name."""
    if not isinstance(each, DictionaryObject) or "/Rect" not in each or "/FT" in each:
        return False
    return each.get("/Subtype") not in ("/Widget", "/Link", None)


def _is_jpeg(each: Any) -> bool:
    if not isinstance(each, StreamObject):
        return False
    filters = each.get("/Filter")
    return filters == "/DCTDecode" or (isinstance(filters, list) and filters == ["/DCTDecode"])


def _raw(each: Any) -> bytes:
    """A stream as it is stored: for JPEG, the picture's own file."""
    return bytes(each._data)


def _objects(pdf: pypdf.PdfReader | pypdf.PdfWriter) -> Iterator[Any]:
    """Every object of a file that can be read."""
    most = int(str(pdf.trailer["/Size"])) if isinstance(pdf, pypdf.PdfReader) else MOST_OBJECTS
    for number in range(1, min(most, MOST_OBJECTS)):
        try:
            yield from _within(pdf.get_object(number))
        except IndexError:
            return
        except MemoryError:
            raise
        except Exception:  # noqa: S112 (free numbers, and what cannot be read, say nothing)
            continue


def _within(each: Any, deep: int = 0) -> Iterator[Any]:
    """An object, and those that are written within it."""
    yield each
    if deep >= DEEPEST or not isinstance(each, dict | list):
        return
    for one in list(each.values() if isinstance(each, dict) else each):
        if isinstance(one, dict | list):
            yield from _within(one, deep + 1)


def _line(value: str) -> str:
    return "".join(one for one in value if one.isprintable())[:200]


def main() -> None:
    """Answer on standard output; whatever goes wrong ends it with 1."""
    what, memory, seconds, most_pages = sys.argv[1], *map(int, sys.argv[2:])
    limit(memory, seconds)
    logging.disable(logging.CRITICAL)
    body = sys.stdin.buffer.read()
    try:
        told = clean(body) if what == "clean" else json.dumps(inspect(body, most_pages)).encode()
    except (Exception, RecursionError):
        sys.exit(1)
    sys.stdout.buffer.write(told)


if __name__ == "__main__":
    main()
