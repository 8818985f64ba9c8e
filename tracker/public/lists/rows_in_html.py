"""Rows of lists that templates would take too long for: fifty a page, each of a dozen tags."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracker.edition.documents import Name
from tracker.public.lists.snippets import NOWHERE, Found
from tracker.public.telling.enumeration import comma
from tracker.record.date_words import in_html
from tracker.record.fields import UNKNOWN
from tracker.search.snippets import Piece

CLAIM = """<li class="row claim-row">
<p class="kicker"><a href="{path}"><bdi class="reference">{reference}</bdi></a> · {made_on}</p>
<h3><a href="{path}" lang="en" dir="auto">{title}</a></h3>
{found}<p class="row-sides"><span class="side-said">{claimants} {on} {accused}</span>
<span class="side-answered">{answered}{responders}</span></p>
</li>
"""


def claim_row(claim: Any, found: Found = NOWHERE, language: str | None = None) -> SafeString:
    """A claim of `reading.claims` or of `listed_claims`: who, of whom, how much of it answered.

    Whoever makes many says the language that is active, for which Django has to look.
    """
    responses = list(claim.responses.all())
    responders = {one.responder.pk: one.responder.local_name for one in responses}
    language = language or get_language()
    return format_html(
        CLAIM,
        path=claim.get_absolute_url(),
        reference=claim.reference,
        made_on=in_html(claim.made_on, language),
        title=marked(found.title, claim.title),
        found=found_text(found),
        claimants=_names(language, *[link.party.local_name for link in claim.claimant_links.all()]),
        on=_on(language),
        accused=_names(language, *[link.party.local_name for link in claim.accused_links.all()]),
        answered=_answered(
            language, claim.answered_count, claim.allegation_count, is_responded_to=bool(responders)
        ),
        responders=_responders(language, *responders.values()) if responders else "",
    )


# The same few are named in most rows, and most rows are answered alike. What is remembered is so in
# the language that is active, which is part of its name.
@lru_cache(maxsize=4096)
def _names(_language: str | None, *names: Name) -> SafeString:
    return format_html_join(comma(), "{}", ((name,) for name in names))


@lru_cache(maxsize=4096)
def _responders(language: str | None, *names: Name) -> SafeString:
    return format_html(": {}", _names(language, *names))


@lru_cache(maxsize=16)
def _on(_language: str | None) -> SafeString:
    return format_html("{}", _("on"))


@lru_cache(maxsize=1024)
def _answered(
    _language: str | None, answered: int, total: int, *, is_responded_to: bool
) -> SafeString:
    if answered:
        words = ngettext(
            "answers to %(answered)s of %(total)s allegation",
            "answers to %(answered)s of %(total)s allegations",
            total,
        ) % {"answered": localize(answered), "total": localize(total)}
    elif is_responded_to:
        words = _("a response on record, no point answered")
    else:
        words = _("no response recorded")
    return format_html("{}", words)


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
    return format_html(
        '<p class="found" lang="{}" dir="auto">{}</p>\n', UNKNOWN, marked(found.text, "")
    )
