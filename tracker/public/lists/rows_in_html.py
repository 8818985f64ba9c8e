"""Rows of lists that templates would take too long for: fifty a page, each of a dozen tags."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.edition.documents import Name, PartyDocument
from tracker.public.lists.snippets import NOWHERE, Found
from tracker.public.telling.enumeration import comma
from tracker.record.date_words import in_html
from tracker.record.fields import UNKNOWN
from tracker.search.snippets import Piece
from tracker.words.states import coverage

CLAIM = """<li class="row claim-row">
<p class="kicker"><a href="{path}"><bdi class="reference">{reference}</bdi></a> · {made_on}</p>
<h3><a href="{path}" lang="en" dir="auto">{title}</a></h3>
{found}<p class="row-sides"><span class="side-said">{claimants} {of}</span>
{answered}</p>
</li>
"""
ANSWERED = '<span class="side-answered">{}</span>'


def claim_row(
    claim: Any,
    found: Found = NOWHERE,
    language: str | None = None,
    accused: PartyDocument | None = None,
) -> SafeString:
    """A claim of `reading.claims` or of `listed_claims`: who, of whom, how much of it answered.

    On the page of one of its `accused` it says on how many points that one replied. Whoever makes
    many says the language that is active, for which Django has to look.
    """
    language = language or get_language()
    return format_html(
        CLAIM,
        path=claim.get_absolute_url(),
        reference=claim.reference,
        made_on=in_html(claim.made_on, language),
        title=marked(found.title, claim.title),
        found=found_text(found),
        claimants=_names(language, *[link.party.local_name for link in claim.claimant_links.all()]),
        of=_of(language, *[link.party.local_name for link in claim.accused_links.all()]),
        answered=_answered(language, claim, accused),
    )


# The same few are named in most rows, and most rows are answered alike. What is remembered is so in
# the language that is active, which is part of its name.
@lru_cache(maxsize=4096)
def _names(_language: str | None, *names: Name) -> SafeString:
    return format_html_join(comma(), "{}", ((name,) for name in names))


@lru_cache(maxsize=4096)
def _of(language: str | None, *names: Name) -> SafeString:
    """Of whom a claim is made; nothing where its source names nobody."""
    return format_html("{} {}", _("of"), _names(language, *names)) if names else SafeString()


def _answered(language: str | None, claim: Any, party: PartyDocument | None = None) -> SafeString:
    """On how many points the accused replied and what is known of the others: a line for those of
    whom the same is known; of `party` alone where it is given."""
    each: dict[SafeString, list[Name]] = {}
    for accused, known in claim.standings:
        if known and (party is None or accused.pk == party.pk):
            words = _coverage(language, sum(known.values()), *known.items())
            each.setdefault(words, []).append(accused.local_name)
    if len(claim.standings) < 2 or not each:
        words = _coverage(language, claim.allegation_count, *claim.standing.items())
        return format_html(ANSWERED, words)
    lines = (
        (format_html("{}: {}", _names(language, *names), words),) for words, names in each.items()
    )
    return format_html_join("\n", ANSWERED, lines)


@lru_cache(maxsize=4096)
def _coverage(_language: str | None, total: int, *known: tuple[str, int]) -> SafeString:
    return format_html("{}", coverage(dict(known), total))


def marked(pieces: list[Piece], text: str) -> SafeString:
    """A text, divided where a reader's words stand in it; whole where there is nothing to mark."""
    if not pieces:
        return conditional_escape(text)
    told = (format_html("<mark>{}</mark>", t) if is_marked else t for t, is_marked in pieces)
    return format_html_join("", "{}", ((one,) for one in told))


def found_text(found: Found) -> SafeString:
    """Where a reader's words stand in what is not the title; empty where they do not."""
    if not found.text:
        return SafeString("")
    text = marked(found.text, "")
    if found.is_retold:
        told = _("As others report it:")
        return format_html(
            '<p class="found"><span class="quiet">{}</span> <bdi lang="{}">{}</bdi></p>\n',
            told,
            UNKNOWN,
            text,
        )
    return format_html('<p class="found" lang="{}" dir="auto">{}</p>\n', UNKNOWN, text)
