"""Exchanges as WARC (ISO 28500), and what can be said of a WARC that was made elsewhere."""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b32encode
from collections.abc import Iterable
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from tracker.capture.wire import Exchange

PIECE = 64 * 1024
# Of a file that somebody gives, how far it is read.
MOST_RECORDS = 10_000
MOST_BYTES = 128 * 1024 * 1024
# The head of an answer is somewhere in this.
MOST_HEAD = 256 * 1024
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
HTTP = "application/http; msgtype="


def write_warc(out: IO[bytes], exchanges: Iterable[Exchange], info: dict[str, str]) -> None:
    """Write exchanges as they went over the wire, byte for byte, one member of gzip a record."""
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("", info))
    for one in exchanges:
        date = datetime_to_iso_date(one.began_at.replace(tzinfo=None), use_micros=True)
        response = _record("response", one.response, one, date)
        request = _record("request", one.request, one, date)
        answers = response.rec_headers.get_header("WARC-Record-ID")
        request.rec_headers.add_header("WARC-Concurrent-To", answers)
        writer.write_record(response)
        writer.write_record(request)


def _record(kind: str, file: IO[bytes], one: Exchange, date: str) -> ArcWarcRecord:
    """A record of raw bytes: warcio's own way to one would read the headers and write them anew."""
    file.seek(0)
    size, digest = _payload(file)
    headers = StatusAndHeaders(
        "",
        [
            ("WARC-Type", kind),
            ("WARC-Record-ID", StatusAndHeadersParser.make_warc_id()),
            ("WARC-Target-URI", one.url),
            ("WARC-Date", date),
            ("WARC-IP-Address", one.number),
            ("WARC-Payload-Digest", digest),
        ],
        protocol="WARC/1.1",
    )
    file.seek(0)
    record = ArcWarcRecord("warc", kind, headers, file, None, HTTP + kind, size)
    record.payload_length = size
    return record


def _payload(file: IO[bytes]) -> tuple[int, str]:
    """The size of a message, and the digest of what comes after its head."""
    head = file.read(MOST_HEAD)
    end = END_OF_HEAD.search(head)
    digest = hashlib.sha1(head[end.end() if end else 0 :], usedforsecurity=False)
    size = len(head)
    while piece := file.read(PIECE):
        size += len(piece)
        digest.update(piece)
    return size, f"sha1:{b32encode(digest.digest()).decode()}"


def faults_of(file: IO[bytes]) -> list[str]:
    """What is wrong with a WARC or ARC file, in warcio's words; never raises for what is in it."""
    found: list[str] = []
    records = 0
    try:
        if _unpacks_to_more(file, MOST_BYTES):
            return [f"it unpacks to more than {MOST_BYTES} bytes and was not read"]
        for record in ArchiveIterator(file, check_digests=True, arc2warc=False):
            records += 1
            while record.raw_stream.read(PIECE):
                pass
            if record.length is None or record.length < 0:
                found.append(f"record {records}: it does not say how long it is")
            elif getattr(record.raw_stream, "limit", 0) > 0:
                found.append(f"record {records}: it ends too early")
            if record.digest_checker.passed is False:
                found += [f"record {records}: {one}" for one in record.digest_checker.problems]
            if records >= MOST_RECORDS:
                return [*found, f"read up to {MOST_RECORDS} records only"]
    except Exception as error:  # A parser of strangers' bytes, which fails in its own many ways.
        found.append(f"after {records} records: {type(error).__name__}: {error}"[:300])
    if not records:
        found.append("there is no record in it")
    return found


def _unpacks_to_more(file: IO[bytes], most: int) -> bool:
    """Whether a packed file is larger unpacked: warcio reads a line of it at once, however long.

    Leaves the file where it stood. Raises zlib.error.
    """
    start, size = file.tell(), 0
    unpacker = zlib.decompressobj(31)
    data = file.read(PIECE)
    is_packed = data.startswith(b"\x1f\x8b")
    while is_packed and data and size <= most:
        size += len(unpacker.decompress(data, PIECE))
        data = unpacker.unconsumed_tail or unpacker.unused_data
        if unpacker.eof:
            unpacker = zlib.decompressobj(31)
            data = data.lstrip(b"\0") or file.read(PIECE)
        data = data or file.read(PIECE)
    file.seek(start)
    return size > most
