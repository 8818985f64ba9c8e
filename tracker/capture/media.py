"""What kind of file bytes are: by how they begin, since what is said of them is often wrong."""

from __future__ import annotations

import re
import zlib

# Bytes of a body that are looked at.
SAMPLE = 256 * 1024
UNKNOWN = "application/octet-stream"
# How files of a kind begin.
BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
)
# The same, also when packed.
ARCHIVES = ((b"WARC/", "application/warc"), (b"filedesc://", "application/x-arc"))
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE)
XML = re.compile(rb"\s*<\?xml\b")
MAIL = re.compile(rb"(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n")
MAIL_FIELD = re.compile(
    rb"^(?:from|message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE
)
TEXT = re.compile(r"text/[a-z0-9.+-]{1,60}")
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MARKS = (b"\xff\xfe", b"\xfe\xff")
# What has words, or a picture of them; of all else a fetched copy is of no use as evidence.
TEXTS = ("text/", "image/")
DOCUMENTS = frozenset(
    (
        "application/pdf",
        "application/rtf",
        "application/json",
        "application/xml",
        "application/xhtml+xml",
        "message/rfc822",
    )
)


def kind_of(sample: bytes, said: str = "", name: str = "") -> str:
    """The media type of bytes, from their beginning; `said` is a server's word, `name` a file's."""
    head = sample.lstrip(b"\xef\xbb\xbf")[:1024].lstrip()
    for beginning, kind in (*BEGINNINGS, *ARCHIVES):
        if head.startswith(beginning):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"\x1f\x8b"):
        inside = _unpacked(sample)
        within = (kind for beginning, kind in ARCHIVES if inside.startswith(beginning))
        return next(within, "application/gzip")
    if head.startswith(b"PK\x03\x04"):
        return "application/wacz" if name.lower().endswith(".wacz") else "application/zip"
    if BINARY.search(sample[:4096]) and not sample.startswith(MARKS):
        return UNKNOWN
    return _kind_of_text(head, sample, said.split(";")[0].strip().lower(), name.lower())


def _unpacked(sample: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(sample, 64)
    except zlib.error:
        return b""


def _kind_of_text(head: bytes, sample: bytes, said: str, name: str) -> str:
    if said in DOCUMENTS - {"application/pdf", "message/rfc822"}:
        return said
    if HTML.search(head) or (HTML.search(sample) and said in ("", "text/html", UNKNOWN)):
        return "application/xhtml+xml" if said == "application/xhtml+xml" else "text/html"
    if XML.match(head):
        return "application/xml"
    mail = MAIL.match(head) or name.endswith(".eml")
    if mail and MAIL_FIELD.search(head):
        return "message/rfc822"
    return said if TEXT.fullmatch(said) else "text/plain"


def is_readable(kind: str) -> bool:
    """Whether a fetched copy of this kind can hold words to cite."""
    return kind.startswith(TEXTS) or kind in DOCUMENTS
