"""How an attempt to keep a copy ended, and what somebody at the desk can do then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.capture.addresses import Why

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Outcome(models.TextChoices):
    """What came of an attempt; all but the first keep nothing.

    What was kept may be erased later.
    """

    KEPT = "kept", _("kept")
    REFUSED = "refused", _("not an address that this site connects to")
    ROBOTS = "robots", _("the site asks programs not to read this page")
    FORBIDDEN = "forbidden", _("the site refused to show it")
    CHALLENGE = "challenge", _("the site sent a test for humans instead of the page")
    CONSENT = "consent", _("the site sent a question for consent instead of the page")
    SCRIPTS = "scripts", _("the page is empty without scripts")
    EMPTY = "empty", _("the answer was empty")
    TOO_LARGE = "too_large", _("too large")
    NOT_TEXT = "not_text", _("not a page, a text, a PDF or a picture")
    GONE = "gone", _("there is no such page any more")
    MOVING = "moving", _("it redirected too many times")
    TIMED_OUT = "timed_out", _("the site took too long")
    UNREACHABLE = "unreachable", _("the site could not be reached")
    TLS = "tls", _("the site's certificate is not valid")
    RESET = "reset", _("the connection broke before the end")
    GARBLED = "garbled", _("the answer could not be understood")
    BUSY = "busy", _("the site was busy or out of order")
    INTERRUPTED = "interrupted", _("the program that fetched it was stopped")
    ERASED = "erased", _("erased")


# What may pass by itself, and is tried again.
PASSING = frozenset(
    (Outcome.TIMED_OUT, Outcome.UNREACHABLE, Outcome.RESET, Outcome.BUSY, Outcome.INTERRUPTED)
)

BY_HAND = _(
    "Open it in your browser, save it there as a PDF or a page, and upload the file; or paste its "
    "text; or note an archive's address of it."
)
LATER = _("Try once more later. If it stays so, upload the file, or note an archive's address.")
WHAT_TO_DO: dict[str, str | _StrPromise] = {
    Outcome.REFUSED: _("Check the address. If it is right, upload the file."),
    Outcome.ROBOTS: BY_HAND,
    Outcome.FORBIDDEN: BY_HAND,
    Outcome.CHALLENGE: BY_HAND,
    Outcome.CONSENT: BY_HAND,
    Outcome.SCRIPTS: BY_HAND,
    Outcome.EMPTY: BY_HAND,
    Outcome.TOO_LARGE: _("Upload the part that is cited, or paste its text."),
    Outcome.NOT_TEXT: _("Save it yourself, and upload the file."),
    Outcome.GONE: _("Note an archive's address of it, and fetch that; or upload your own copy."),
    Outcome.MOVING: _("Open it in your browser, and enter the address where it ends up."),
    Outcome.TIMED_OUT: LATER,
    Outcome.UNREACHABLE: LATER,
    Outcome.TLS: _(
        "What came could have been anybody's. Look in your browser; if it warns you, too, ask the "
        "publisher, or upload a copy that you have from elsewhere."
    ),
    Outcome.RESET: LATER,
    Outcome.GARBLED: BY_HAND,
    Outcome.BUSY: LATER,
    Outcome.INTERRUPTED: LATER,
}

WHY_REFUSED: dict[str, str | _StrPromise] = {
    Why.SCHEME: _("It does not begin with http:// or https://."),
    Why.LENGTH: _("It is too long."),
    Why.CHARACTER: _("There is a space, a backslash or an invisible character in it."),
    Why.USER: _("What stands before the @ hides where it leads."),
    Why.PERCENT: _("There is a percent sign in the name of the host."),
    Why.PORT: _("It names a port that pages are not served at."),
    Why.HOST: _("This is not the name of a host."),
    Why.NUMBER: _("The host is a number written in an unusual way."),
    Why.SINGLE: _("The name of the host has one part only."),
    Why.SPECIAL: _("Names that end like this are not on the public internet."),
    Why.ALIKE: _("The name of the host reads like another one."),
    Why.PRIVATE: _("It leads into a private network, or to this machine."),
}


def what_to_do(outcome: str) -> str:
    """A sentence for whoever asked for the copy; empty where there is nothing to do."""
    return str(WHAT_TO_DO.get(outcome, ""))


def why_refused(why: str) -> str:
    """A sentence of why the guard refused an address; empty where it did not."""
    return str(WHY_REFUSED.get(why, ""))
