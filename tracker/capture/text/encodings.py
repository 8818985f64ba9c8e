"""Bytes to text: by what they say of themselves, what the server says, or what letters come out."""

import codecs
import re
import unicodedata
from itertools import pairwise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_META_WITHIN = 4096
_LANG = re.compile(rb"""<html\b[^>]{0,300}?\blang\s*=\s*["']?([a-zA-Z]{2,3})""", re.IGNORECASE)
# What pages of a language were written in before UTF-8.
_BY_LANGUAGE = {
    **dict.fromkeys((b"ar", b"fa", b"ur", b"ckb"), "cp1256"),
    **dict.fromkeys((b"tr", b"ku", b"kmr"), "cp1254"),
    **dict.fromkeys((b"ru", b"uk", b"bg", b"sr"), "cp1251"),
    b"he": "cp1255",
    b"el": "cp1253",
}
# As browsers read these names: https://encoding.spec.whatwg.org/#names-and-labels
_AS_BROWSERS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-gbk": "gb18030",
    "windows-874": "cp874",
    "unicode": "utf-16-le",
    "x-mac-arabic": "mac_arabic",
}
# Not text encodings, or such as hide what they carry.
_REFUSED = frozenset(("utf-7", "utf7", "idna", "punycode", "undefined", "raw_unicode_escape"))
_GUESSES = ("cp1252", "cp1254", "cp1256", "cp1255", "cp1253", "cp1251")
_TRIED = 20_000
# The commonest letters of each script: what comes out of a wrong table has few of them.
_COMMON = "оеаинтсрαοιετσνηיוהלאתרבالينمورتiea"
# Icelandic to one table, and far commoner as the Turkish ş, ğ and ı of another.
_RARE = "þðýÞÐÝ\u200e\u200f"


def decoded(body: bytes, header: str = "") -> tuple[str, str]:
    """Text of `body` and the encoding it was read in, with how that was known.

    `header` is the charset that the server named. Bytes that are UTF-8 throughout are taken for it
    whatever is said of them, since hardly anything else is by chance; never raises.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(_marked(mark, name), "replace"), f"{name}, by its mark"
    said = [(_known(header), "by the server")]
    if meta := _META.search(body[:_META_WITHIN]):
        said.append((_known(meta[1].decode("ascii", "replace")), "by the page"))
    for name, how in [("utf-8", "by its bytes"), *said]:
        if name and (text := _strictly(body, name)) is not None:
            return text, f"{name}, {how}"
    for name, how in said:
        # Declared, and right but for some broken letters.
        if name and name not in ("utf-16-le", "utf-16-be"):
            text = body.decode(name, "replace")
            if text.count("\ufffd") * 20 < len(text):
                return text, f"{name}, {how}, with errors"
    if (lang := _LANG.search(body[:_META_WITHIN])) and lang[1].lower() in _BY_LANGUAGE:
        name = _BY_LANGUAGE[lang[1].lower()]
        return body.decode(name, "replace"), f"{name}, by its language"
    name = max(_GUESSES, key=lambda guess: _likeliness(body[:_TRIED].decode(guess, "replace")))
    return body.decode(name, "replace"), f"{name}, by its letters"


def _marked(mark: bytes, name: str) -> str:
    if name == "utf-8":
        return name
    return f"{name}-le" if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF32_LE) else f"{name}-be"


def _known(name: str) -> str:
    name = name.strip().strip("\"'").lower()
    name = _AS_BROWSERS.get(name, name)
    try:
        info = codecs.lookup(name)
        return "" if name in _REFUSED or not b"a".decode(info.name) else info.name
    except (LookupError, UnicodeError, ValueError):
        return ""


def _strictly(body: bytes, name: str) -> str | None:
    try:
        text = body.decode(name)
    except (UnicodeError, ValueError):
        return None
    # UTF-16 decodes nearly anything of even length.
    return (
        None if name.startswith("utf-16") and "\x00" not in body[:200].decode("latin-1") else text
    )


def _likeliness(text: str) -> int:
    """Neighbours of one script speak for an encoding, Western accents in a row against it."""
    score = 0
    for left, right in pairwise(text):
        if left < "\x80" and right < "\x80":
            continue
        left_script, right_script = _script(left), _script(right)
        if "" in (left_script, right_script):
            continue
        if left_script != right_script:
            score -= 1
        elif left_script != "LATIN":
            score += 2
        elif left >= "\x80" and right >= "\x80":
            score -= 1
    score += sum(map(text.count, _COMMON)) - sum(map(text.count, _RARE))
    return score - 2 * text.count("\ufffd")


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
