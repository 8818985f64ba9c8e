"""Which reader takes the text out of a copy: by its first bytes, then by what it is called."""

from tracker.capture.text import html, mail, pdf, plain
from tracker.capture.text.extracted import Extracted, Trouble
from tracker.capture.text.html import text_of_html
from tracker.capture.text.mail import text_of_mail
from tracker.capture.text.pdf import text_of_pdf
from tracker.capture.text.plain import text_of_plain

VERSION = "1"
_HTML = ("text/html", "application/xhtml+xml")
_ALSO_TEXT = ("application/json", "application/xml", "application/ld+json", "application/rtf")
_LOOKED_AT = 1024
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")


def present_versions() -> dict[str, str]:
    """The version of each reader by its name: what another took out may be read anew."""
    return {
        "html": html.VERSION,
        "e-mail": mail.VERSION,
        "pdf": pdf.VERSION,
        "plain": plain.VERSION,
        "none": VERSION,
    }


def text_of(body: bytes, media_type: str = "", charset: str = "") -> Extracted:
    """The text of a copy of a source, or why there is none; never raises.

    `media_type` and `charset` are what the server or the browser said: `text/html`, `windows-1256`.
    """
    kind = media_type.partition(";")[0].strip().lower()
    begun = body[:_LOOKED_AT].lstrip().lower()
    if b"%pdf-" in begun or kind == "application/pdf":
        return text_of_pdf(body)
    if body.startswith(_PICTURES) or kind.startswith(("image/", "video/", "audio/")):
        return Extracted("", "none", VERSION, Trouble.NO_TEXT)
    if kind == "message/rfc822":
        return text_of_mail(body)
    if kind in _HTML or begun.startswith((b"<!doctype html", b"<html")):
        return text_of_html(body, charset)
    if kind.startswith("text/") or kind in _ALSO_TEXT:
        return text_of_plain(body, charset)
    if kind in ("", "application/octet-stream") and b"\x00" not in body[:_LOOKED_AT]:
        return text_of_plain(body, charset)
    return Extracted("", "none", VERSION, Trouble.NOT_TEXT)
