"""Rows of lists that templates would take too long for: fifty a page, each of a dozen tags."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.enumeration import comma
from tracker.public.snippets import NOWHERE, Found
from tracker.record.date_words import in_words
from tracker.search.snippets import Piece

CLAIM = """<li class="row claim-row">
<p class="kicker"><a href="{path}"><bdi>{reference}</bdi></a> · {made_on}</p>
<h3><a href="{path}" lang="en" dir="auto">{title}</a></h3>
{found}<p class="row-sides"><span class="side-said">{claimants} {on} {accused}</span>
<span class="side-answered">{answered}{responders}</span></p>
</li>
"""


def claim_row(claim: Any, found: Found = NOWHERE) -> SafeString:
    """A claim of `reading.claims` or of `listed_claims`: who, of whom, how much of it answered."""
    responses = list(claim.responses.all())
    responders = {one.responder.pk: one.responder for one in responses}
    return format_html(
        CLAIM,
        path=claim.get_absolute_url(),
        reference=claim.reference,
        made_on=in_words(claim.made_on),
        title=marked(found.title, claim.title),
        found=found_text(found),
        claimants=_names(link.party for link in claim.claimant_links.all()),
        on=_("on"),
        accused=_names(link.party for link in claim.accused_links.all()),
        answered=_answered(claim, bool(responses)),
        responders=format_html(": {}", _names(responders.values())) if responders else "",
    )


def _names(parties: Iterable[Any]) -> SafeString:
    return format_html_join(comma(), "{}", ((_name(one.name),) for one in parties))


# The same few are named in most rows.
@lru_cache(maxsize=4096)
def _name(name: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", name)


def _answered(claim: Any, is_responded_to: bool) -> str:
    if claim.answered_count:
        words = ngettext(
            "answers to %(answered)s of %(total)s allegation",
            "answers to %(answered)s of %(total)s allegations",
            claim.allegation_count,
        )
        answered, total = localize(claim.answered_count), localize(claim.allegation_count)
        return words % {"answered": answered, "total": total}
    if is_responded_to:
        return _("a response on record, no point answered")
    return _("no response recorded")


def marked(pieces: list[Piece], text: str) -> SafeString:
    """A text, divided where a reader's words stand in it; whole where there is nothing to mark."""
    if not pieces:
        return conditional_escape(text)
    told = (format_html("<mark>{}</mark>", t) if is_marked else t for t, is_marked in pieces)
    return format_html_join("", "{}", ((one,) for one in told))


def found_text(found: Found | str) -> SafeString:
    """Where a reader's words stand in what is not the title; empty where they do not.

    A page on which nothing was looked for has no `found`, and gives an empty text.
    """
    if isinstance(found, str) or not found.text:
        return SafeString("")
    return format_html('<p class="found" dir="auto">{}</p>\n', marked(found.text, ""))
