"""Quotes by what is known of them, asked of the database: for lists, where `standings` asks more.

The newest check of a quote in each text counts. Words that were changed and changed back again are
told by the check of the others; a record's own form tells them right.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from tracker.capture.models import QuoteCheck
from tracker.capture.models.texts import Trouble
from tracker.capture.quotes.states import Reason, State
from tracker.record.models import Citation

_FOUND = (State.WORD_FOR_WORD, State.DIFFERENCES)


def not_found() -> Any:
    """Of a citation, that a copy that is all of its source lacks the quote, and no other has it."""
    against = (
        _newest()
        .filter(state=State.NOT_FOUND, text__capture__is_part=False)
        .exclude(text__trouble=Trouble.CUT)
    )
    own_language = Q(citation__language=F("citation__source__language"))
    against = against.filter(own_language | ~Q(reason=Reason.ABSENT))
    return Exists(against) & ~Exists(_newest().filter(_is_found() | Q(reason=Reason.ERASED)))


def not_checked() -> Any:
    """Of a citation, that nothing is known of its quote either way."""
    return ~Q(quote="") & ~Exists(_newest().filter(_is_found())) & ~not_found()


def quotes(state: Any) -> Any:
    """The citations with a quote of which this is so."""
    return Citation.objects.exclude(quote="").filter(state)


def _is_found() -> Q:
    return Q(state__in=_FOUND)


def _newest() -> Any:
    checks = QuoteCheck.objects.filter(citation=OuterRef("pk"))
    later = QuoteCheck.objects.filter(
        citation=OuterRef("citation"), text=OuterRef("text"), pk__gt=OuterRef("pk")
    )
    return checks.exclude(Exists(later))
