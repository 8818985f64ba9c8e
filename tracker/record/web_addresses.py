"""Addresses of web pages as editors paste them: mended where that is plain, or refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.record.text import AROUND, NEEDLESS, NOT_LINE

LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?|_[\w-]{0,61}[^\W_]")
IPV6 = re.compile(r"[0-9a-f:.]+", re.IGNORECASE)
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN")


def validate_web_address(value: str) -> None:
    """Accept http and https addresses that lead to one place and show where."""
    # Around an address a plain space is told as what it is, below.
    if any(unseen.search(value.strip()) for unseen in (NEEDLESS, NOT_LINE, AROUND)):
        raise ValidationError(_("There is an invisible character in this address."))
    if "\\" in value or re.search(r"\s", value):
        raise ValidationError(_("An address has no space and no backslash in it."))
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ValidationError(
            _("The part after the host's name must be a port from 1 to 65535.")
            if "ort" in str(error)
            else _("This is not the address of a web page, such as https://example.org/page.")
        ) from error
    if parts.scheme not in ("http", "https"):
        raise ValidationError(_("An address begins with http:// or https://."))
    if "@" in parts.netloc:
        raise ValidationError(
            _("What stands before the @ is not part of the address; it hides where it leads.")
        )
    if port == 0:
        raise ValidationError(_("The part after the host's name must be a port from 1 to 65535."))
    if not is_host(parts.hostname or "", bracketed="[" in parts.netloc):
        raise ValidationError(
            _("This is not the address of a web page, such as https://example.org/page.")
        )


def is_host(name: str, *, bracketed: bool = False) -> bool:
    """Whether a name can be a host's: labels of letters of any script, digits, - and _."""
    if bracketed:
        return bool(IPV6.fullmatch(name))
    labels = name.removesuffix(".").split(".")
    is_known = len(labels) > 1 or name == "localhost"
    return is_known and len(name) <= 253 and all(LABEL.fullmatch(label) for label in labels)


def mixed_scripts(value: str) -> str:
    """The first label of an address's host that mixes scripts, as lookalikes do; or empty."""
    for label in (urlsplit(value).hostname or "").split("."):
        names = {unicodedata.name(char, "").split(" ")[0] for char in label if char.isalpha()}
        if len(names & set(SCRIPTS)) > 1:
            return label
    return ""


class WebAddressFormField(forms.URLField):
    """Mends what comes along with a pasted address."""

    default_validators = [validate_web_address]

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = AROUND.sub("", value).replace("&amp;", "&")
            # Django's own reader would call a host with an odd port no address at all.
            if re.match(r"https?://", value, re.IGNORECASE) or not value:
                return value
        return super().to_python(value)


class WebAddressField(models.URLField):
    """The address of a web page."""

    default_validators = [validate_web_address]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": WebAddressFormField, **kwargs})
