"""A form's stamp, and the words of its receipt.

There is no cookie: a form carries a stamp that this site signed, with a random number and, on pages
that anybody can open, a keyed hash of where it was asked for. Another site cannot have a visitor's
browser send a form without it. The receipt's words follow from the random number alone, so that a
form whose answer was lost on the way, sent once more, is answered with the same words.
"""

from __future__ import annotations

import base64
import secrets

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from tracker.editorial.accounts.places import address_of, digest_of

SALT = "tracker.editorial.outsiders.stamps"
# A form may stay open while somebody writes, and be sent again after that.
SECONDS = 24 * 60 * 60
# 120 bits, in groups that can be read out.
WORD_BYTES, GROUP = 15, 4
# What people write for letters that the words do not have.
MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})


def place_of(request: HttpRequest) -> str:
    """A keyed hash of where a request comes from; of IPv6 of its network."""
    return digest_of("outsider", address_of(request))


def new_stamp(place: str = "") -> str:
    """A stamp for a form; `place` is where it may be sent from, empty for anywhere."""
    return TimestampSigner(salt=SALT).sign(f"{secrets.token_urlsafe(18)}.{place[:16]}")


def number_in(stamp: str, place: str = "") -> str | None:
    """The random number of a stamp that holds; None for one that is old, of elsewhere or forged."""
    try:
        number, _dot, of = TimestampSigner(salt=SALT).unsign(stamp, max_age=SECONDS).partition(".")
    except BadSignature:
        return None
    return number if constant_time_compare(of, place[:16]) else None


def receipt_words(number: str) -> str:
    """The words by which the sender of the form with this number finds it again."""
    made = salted_hmac(f"{SALT}.receipt", number, algorithm="sha256").digest()[:WORD_BYTES]
    text = base64.b32encode(made).decode()
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def receipt_digest(words: str) -> str:
    """What is stored of a receipt's words, however they are typed."""
    letters = "".join(one for one in words.upper() if one.isascii() and one.isalnum())
    return digest_of("receipt", letters.translate(MISREAD))
