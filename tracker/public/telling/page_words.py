"""Small words and marks of pages: dates, languages, names, states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.edition.documents import (
    CitationRow,
    Document,
    FigureRow,
    Name,
    Notice,
    PartyDocument,
    PlaceDocument,
    RequestDocument,
    SourceDocument,
)
from tracker.edition.documents.named import in_english
from tracker.ledger.entries import COMMAND
from tracker.ledger.words import moment_in_words
from tracker.public.telling.enumeration import enumerated
from tracker.record.date_words import in_html, in_words
from tracker.record.fields import LANGUAGES, UNKNOWN, WRITTEN_IN
from tracker.record.nouns import noun_name
from tracker.search.turns import turn_on

# What the record says of translations that were made here.
THIS_SITE = "this site"
MOMENT = '<bdi class="date moment">{}</bdi>'
RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "syr", "ur"}
LANGUAGE_NAMES = dict(LANGUAGES)


def words(text: str) -> SafeString | str:
    """A partly known date in words, marked as a date: not for attributes and titles."""
    return in_html(text) if text else ""


def plain_words(text: str) -> str:
    """A partly known date in words, for attributes and titles."""
    return in_words(text) if text else ""


def day(value: date | datetime | None) -> SafeString | str:
    """A whole day in the same words as partly known dates."""
    return in_html(value.strftime("%Y-%m-%d")) if value else ""


def direction(language: str) -> str:
    """The writing direction of a language; `auto` where the language is not known."""
    if language in RIGHT_TO_LEFT:
        return "rtl"
    return "auto" if language in ("", "und") else "ltr"


def language_name(code: str) -> str:
    return str(LANGUAGE_NAMES.get(code, code))


def numbers(values: Iterable[int]) -> str:
    """Numbers of points as text: `1, 2 and 5`."""
    return enumerated(str(value) for value in values)


def view_link(here: str, address: str, words: str) -> SafeString:
    """A link to another view of the same thing; the view that is open is named without one."""
    if here == address:
        return format_html('<span aria-current="page">{}</span>', words)
    return format_html('<a href="{}">{}</a>', address, words)


def name(party: Any, named_as: str = "") -> SafeString:
    """A party's name for the reader, linked; with the name its source uses."""
    own = party.local_name
    link = format_html('<a href="{}">{}</a>', party.get_absolute_url(), own)
    if not named_as or named_as == own.text:
        return link
    return format_html(
        '{} <span class="named-as">{} {}</span>',
        link,
        _("called"),
        as_source_names(party, named_as),
    )


def as_source_names(party: PartyDocument, named_as: str) -> Name:
    """What a source calls a party, in the language of the same name on record."""
    known = (one.language for one in party.names if one.name == named_as)
    own = party.name_language if named_as == party.name else UNKNOWN
    return Name(named_as, next(known, own))


def actor_words(actor: str) -> str:
    """Who made a change: a lasting pseudonym, or the site's own commands."""
    return _("the system") if actor == COMMAND else actor


def translated_by(citation: CitationRow) -> Name:
    """Who translated a quote: this site, or somebody whom the record names."""
    is_ours = citation.translator == THIS_SITE
    return Name(_("this site"), "") if is_ours else in_english(citation.translator)


def as_printed(figure: FigureRow) -> Name:
    """A figure as its source prints it, in the language of the words that have it."""
    cited = sorted(figure.citations, key=lambda one: figure.as_printed not in one.quote)
    return Name(figure.as_printed, cited[0].language if cited else UNKNOWN)


def title_of(record: Document | Notice) -> Name:
    """What a record is called; of a withdrawn one only what its address says."""
    if isinstance(record, Notice):
        return Name(cited_as(record), "")
    if isinstance(record, PartyDocument | PlaceDocument):
        return record.local_name
    return Name(str(getattr(record, "title", record)), _title_language(record))


def in_full(record: Document) -> Name:
    """What a record is called, with its reference if it has one."""
    if isinstance(record, PartyDocument | PlaceDocument):
        return record.local_name
    return Name(str(record), _title_language(record))


def _title_language(record: Document) -> str:
    return record.title_language if isinstance(record, SourceDocument) else WRITTEN_IN


def history_address(record: Any) -> str:
    """Where a record's history is."""
    return reverse(f"{noun_name(record)}_history", args=[cited_as(record)])


def cited_as(record: Any) -> str:
    """The last part of a record's address: its slug or its reference."""
    return str(getattr(record, "slug", "") or getattr(record, "address", "") or record.reference)


def whose_turn(asked: RequestDocument) -> str:
    """Whose turn it is in a request on the day that the page shows, a key of TURN_LABELS."""
    return turn_on(asked.read_on, asked.outcome, asked.due_on_latest, is_appeal=asked.is_appeal)


def moment(value: datetime | None) -> SafeString | str:
    """A moment in words, marked as a date; too long to be kept on one line of a phone."""
    return format_html(MOMENT, moment_in_words(value)) if value else ""
