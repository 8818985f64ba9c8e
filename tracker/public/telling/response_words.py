"""What a response is to a claim, to other responses and to whom it speaks for, in sentences.

Everything here reads rows that a page has loaded, and asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.edition.documents import ClaimDocument, PartyDocument, ResponseDocument
from tracker.public.telling.enumeration import enumerated
from tracker.record.choices import OnFile, ResponseTie, Standing
from tracker.record.sentences import Sentence, in_sequence
from tracker.words.states import membership_in, undone_words


def to_claim(response: ResponseDocument, claim: ClaimDocument, numbers: Iterable[int]) -> Sentence:
    """What a response is to a claim, on which of its points, and how much of it has been read."""
    found = [_standing(response, claim, list(numbers)), *_undone(response)]
    if read := held(response):
        found.append(Sentence(read))
    return in_sequence(found)


def _standing(response: ResponseDocument, claim: ClaimDocument, numbers: list[int]) -> Sentence:
    on = {"numbers": enumerated(str(one) for one in numbers), "total": claim.allegation_count}
    standing = response.standing_to(claim.key)
    if standing == Standing.REPLY:
        if not numbers:
            return Sentence(_("A reply; it names no single point, as far as we have read it."))
        words = ngettext(
            "A reply on point %(numbers)s of %(total)s.",
            "A reply on points %(numbers)s of %(total)s.",
            len(numbers),
        )
        return Sentence(words, **on)
    if standing == Standing.EARLIER:
        found = _("Said before the claim; it is not counted as a reply.")
    else:
        found = _(
            "A remark on the subject, without reference to the claim; not counted as a reply."
        )
    if numbers:
        found += " " + ngettext("On point %(numbers)s.", "On points %(numbers)s.", len(numbers))
    return Sentence(found, **on)


def _undone(response: ResponseDocument) -> list[Sentence]:
    found = []
    if undone := undone_words(response):
        found.append(undone.capitalised("."))
    if response.is_unconfirmed:
        found.append(Sentence(_("Not confirmed as its own words.")))
    return found


def held(response: ResponseDocument) -> str:
    """How much of a response has been read here, and why not more; empty where it is all."""
    if response.on_file == OnFile.WHOLE and not response.not_held:
        return ""
    told = {"what": response.get_on_file_display(), "why": response.get_not_held_display()}
    if response.not_held:
        return _("We have read %(what)s: %(why)s.") % told
    return _("We have read %(what)s.") % told


# Of a response that another is tied to, by the kind of the tie.
TIED_BY: dict[str, str | Promise] = {
    ResponseTie.REPLACES: gettext_lazy("Replaced by"),
    ResponseTie.WITHDRAWS: gettext_lazy("Withdrawn by"),
    ResponseTie.DISOWNS: gettext_lazy("Disowned by"),
    ResponseTie.OUTCOME: gettext_lazy("Its outcome is reported in"),
}


class Tie(NamedTuple):
    """That a response is tied to another: the words before the other's title."""

    words: str
    other: ResponseDocument


def ties(response: ResponseDocument) -> list[Tie]:
    """The responses that a response replaces, withdraws, disowns or reports the outcome of; and
    those that do so to it."""
    own = [Tie(capfirst(one.get_kind_display()), one.other) for one in response.links if one.other]
    of_it = [
        Tie(str(TIED_BY[one.kind]), one.response)
        for one in response.links_to
        if one.response and one.kind in TIED_BY
    ]
    return [*own, *of_it]


def spoken_for(response: ResponseDocument) -> list[tuple[PartyDocument, str]]:
    """The parties that a response speaks for, and how the responder belongs to each, if known."""
    each = (link.party for link in response.spoken_for_links)
    return [(party, _tie(response, party)) for party in each]


def _tie(response: ResponseDocument, party: PartyDocument) -> str:
    for speaker in response.responders:
        if row := membership_in(speaker, party):
            return row.office or row.get_kind_display()
        if membership_in(party, speaker):
            return _("belongs to the responder")
    return ""
