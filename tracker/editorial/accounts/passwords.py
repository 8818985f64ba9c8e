"""Which passwords are refused beside short ones, as OWASP ASVS 5.0 (6.2) asks.

Nothing is asked of the kinds of characters. Refused is what a guesser tries first: a common
password, also with figures and signs around it or written twice, and what is made of words of this
site. Spaces, every script and any length are taken.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Letters of one of these in its place are tried by every guesser.
DISGUISED = str.maketrans("013457@$!", "oieastasi")
LEAST_BESIDE_WORDS = 8
SHORTEST_WORD = 4
OF_EVERY_SITE = ("tracker", "admin", "desk", "password")


@cache
def common_passwords() -> frozenset[str]:
    """The list that comes with Django: the 20,000 commonest."""
    return frozenset(CommonPasswordValidator().passwords)


class NotCommon:
    """Refuses a common password that was made longer by figures, signs, or by writing it twice."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where little but a common password is in it."""
        plain = password.lower()
        if any(_is_common(one) for one in (plain, plain.translate(DISGUISED))):
            raise ValidationError(
                _("This is a common password, or one with a little around it."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("No common password, also not with figures or signs around it.")


def _is_common(plain: str) -> bool:
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    for text in (plain, core):
        # A string that is twice in its own double, but for the ends, repeats a part of itself.
        period = (text + text).find(text, 1) if text else 0
        if text in common_passwords() or text[:period] in common_passwords():
            return True
    # Figures alone are any; the same few again and again, or counted up, are a common password.
    counted = "01234567890123456789"
    return len(set(plain)) <= 2 or plain in counted or plain in counted[::-1]


class NotOfThisSite:
    """Refuses a password that is made of the site's own words, or the account's."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where too little is left without words of the site."""
        left = password.lower()
        own = [getattr(user, name, None) or "" for name in ("username", "email")]
        for word in words_of_site(*own):
            left = left.replace(word, "")
        if left != password.lower() and len(left) < LEAST_BESIDE_WORDS:
            raise ValidationError(
                _(
                    "This password is made of words of this site or of your account: guessers try "
                    "them first."
                ),
                code="password_of_this_site",
            )

    def get_help_text(self) -> str:
        return _("Not made of the name or address of this site, nor of your own.")


def words_of_site(*more: str) -> list[str]:
    """The words of the site's name and address and of what is given, the longest first."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    found = re.findall(r"\w+", " ".join((settings.SITE_NAME, host, *more)).lower())
    words = {word for word in found if len(word) >= SHORTEST_WORD} | {*OF_EVERY_SITE}
    return sorted(words, key=len, reverse=True)
