"""How originals are sent: to be saved, never shown, under a name of our own."""

from __future__ import annotations

# No browser runs, shows or keeps an original, whatever is in it.
AS_NOTHING = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
OCTETS = "application/octet-stream"
ENDINGS = {
    "application/pdf": "pdf",
    "text/html": "html",
    "text/plain": "txt",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "message/rfc822": "eml",
    "application/wacz": "wacz",
}
