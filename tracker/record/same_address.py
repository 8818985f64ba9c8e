"""When two addresses lead to one page: written one way, whatever was pasted around it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import idna

from tracker.record.web_addresses import is_host

MOST_WRAPPED = 3
# Added by whoever spread the link, not by the page.
TRACKING = re.compile(
    r"(?:utm_|mc_|at_|pk_|mtm_|hsa_|_hs).*"
    r"|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid?|si|ref_src|ref_url|"
    r"_ga|_gl|cmpid|ocid|spm|s_kwcid|xtor|ns_[a-z]+|share|amp",
    re.IGNORECASE,
)
# Kept copies of a page, whose own address stands in theirs.
ARCHIVE = re.compile(
    r"(?:web\.archive\.org/web|arquivo\.pt/(?:no)?[wW]ayback|webarchive\.[\w.-]+/[\w-]+|"
    r"archive\.(?:ph|today|is|li|md|fo|vn|org)(?:/web|/o/\w+)?)"
    r"/(?:[\d.*-]+(?:[a-z]{2}_)?/)?(?P<page>(?:https?(?::|%3a)(?:/|%2f)+|www\.).+)",
    re.IGNORECASE,
)
NO_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
FIRST_LABEL = re.compile(r"\A(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")


def page_of(address: str) -> str:
    """`host/path?query` of the page that an address, or a kept copy of it, leads to.

    Two addresses of one page give the same; what is no web address gives nothing.
    """
    address = address.strip()
    for _layer in range(MOST_WRAPPED):
        bare = re.sub(r"\A(?:https?:)?//(?:www\.)?", "", address, flags=re.IGNORECASE)
        wrapped = ARCHIVE.match(bare)
        if not wrapped:
            break
        address = wrapped["page"]
        if "%3a" in address[:12].lower():
            address = unquote(address)
        address = re.sub(r"\A(https?):/+", r"\1://", address, flags=re.IGNORECASE)
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(unicodedata.normalize("NFC", address))
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    if not is_host(host, bracketed=":" in host) or parts.scheme not in ("http", "https"):
        return ""
    place = f":{port}" if port not in (None, 80, 443) else ""
    path = NO_PAGE.sub("", _written(parts.path)).rstrip("/")
    query = _query(parts.query)
    # Some sites tell their pages apart behind #! alone.
    fragment = f"#{_written(parts.fragment)}" if parts.fragment.startswith("!") else ""
    return f"{host}{place}{path}{f'?{query}' if query else ''}{fragment}"


def _host(name: str) -> str:
    name = name.rstrip(".")
    try:
        plain = idna.encode(name, uts46=True).decode() if not name.isascii() else name
    except idna.IDNAError:
        plain = name
    return FIRST_LABEL.sub("", plain.lower())


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    kept = sorted((name, value) for name, value in pairs if not TRACKING.fullmatch(name))
    return "&".join(f"{_written(name)}={_written(value)}" for name, value in kept)


def _written(text: str) -> str:
    """Text of an address with the same characters encoded, however it was typed."""
    return quote(unicodedata.normalize("NFC", unquote(text)), safe="/~!$'()*,;:@")
