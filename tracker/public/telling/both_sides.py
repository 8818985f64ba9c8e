"""A record in few words, both sides of it alike, for its card and the tags that go with it.

Everything here reads rows that a page or `sharing.py` has loaded, and asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    CitationRow,
    ClaimDocument,
    DossierDocument,
    ResponseDocument,
)
from tracker.public.telling.enumeration import in_a_row
from tracker.public.telling.evidence import ClaimAnswers
from tracker.public.telling.in_short import (
    claim_coverage,
    claim_silence,
    claimants,
    names,
    responders,
    response_coverage,
)
from tracker.public.telling.whose_words import first_verbatim, nearness
from tracker.record.date_words import in_words
from tracker.words.quotes import counted, counted_words
from tracker.words.states import repliers

# As much of either side in the words for those who cannot see a card.
SPOKEN = 200


@dataclass(frozen=True)
class Quote:
    """A party's own words or their translation; `note` says which, and who passes them on."""

    text: str
    note: str = ""
    citation: CitationRow | None = None


@dataclass(frozen=True)
class Side:
    """One side of a record: who, what was said in the desk's sentence, a few words of their own."""

    label: str
    who: str = ""
    aside: str = ""
    sentence: str = ""
    quote: Quote | None = None

    def in_words(self) -> str:
        """“Alleged, Party A: Party A says that …”, as much of either side."""
        head = in_a_row(part for part in (self.label, self.who) if part)
        return f"{head}: {Truncator(self.sentence).chars(SPOKEN)}" if self.sentence else head


@dataclass(frozen=True)
class BothSides:
    """A record as its card shows it; `coverage` says how much of it was answered."""

    said: Side
    answered: Side
    reference: str = ""
    headline: str = ""
    coverage: str = ""

    @property
    def foot(self) -> str:
        """How much was answered, and whether the quotes are in kept copies of their sources."""
        quotes = filter(None, (self.said.quote, self.answered.quote))
        checked = counted_words(counted(one.citation for one in quotes if one.citation))
        return " ".join(filter(None, (self.coverage, checked)))

    def in_words(self) -> str:
        """What the card shows, for those who cannot see it."""
        said, answered = self.said.in_words(), self.answered.in_words()
        parts = [self.headline, said, answered, self.coverage]
        return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def first_quote(citations: Iterable[CitationRow]) -> Quote | None:
    """The first words of the party's own, never a paraphrase; translated for who reads English."""
    if (found := first_verbatim(citations)) is None:
        return None
    is_translated = bool(get_language() == "en" and found.language != "en" and found.translation)
    notes = [_("translated")] if is_translated else []
    if not found.is_first_hand:
        notes.append(nearness(found))
    return Quote(found.translation if is_translated else found.quote, in_a_row(notes), found)


def _labelled(label: str, made_on: str) -> str:
    return _("%(label)s, %(date)s") % {"label": label, "date": in_words(made_on)}


def of_claim(claim: ClaimDocument) -> BothSides:
    """A claim beside the first reply to a point of it, or beside what is known of there being
    none."""
    answer, point = _first_reply(claim)
    words = [first_quote(one.citations) for one in ([point] if point else claim.allegations)]
    said = Side(
        label=_labelled(pgettext("name of a side", "Alleged"), claim.made_on),
        who=names(claimants(claim)),
        aside=_("of %(who)s") % {"who": names(claim.accused)} if claim.accused else "",
        sentence=claim.title,
        quote=next((quote for quote in words if quote), None),
    )
    if answer is None:
        answered = Side(label=_("Answer"), sentence=str(claim_silence(claim)))
        return BothSides(said, answered, claim.reference)
    first = answer.response.responders
    answered = _response_side(
        answer.response, answer, names([*first, *repliers(claim.allegations)])
    )
    return BothSides(said, answered, claim.reference, coverage=claim_coverage(claim))


def _first_reply(claim: ClaimDocument) -> tuple[AnswerRow | None, AllegationRow | None]:
    """The reply made first, to the first point it is on; (None, None) if there is none.

    All answers of a point are in the order in which their responses were made.
    """
    first = {one.key: place for place, one in enumerate(claim.responses)}
    pairs = [(answer, point) for point in claim.allegations for answer in point.counted_answers]
    return min(pairs, key=lambda pair: first[pair[0].response_id], default=(None, None))


def _response_side(response: Any, answer: Any, who: str) -> Side:
    stances = [str(link.stance) for link in answer.stance_links] if answer else []
    return Side(
        label=_labelled(_("Answered"), response.made_on),
        who=who,
        aside=in_a_row(stances) or response.get_form_display(),
        sentence=response.title,
        quote=first_quote(answer.citations.all()) if answer else None,
    )


def of_response(response: ResponseDocument, groups: list[ClaimAnswers]) -> BothSides:
    """A response beside the claim it answers, or the first of several."""
    group = next((one for one in groups if one.answers), groups[0] if groups else None)
    answer = group.answers[0] if group and group.answers else None
    side = _response_side(response, answer, names(response.responders))
    if group is None:
        said = Side(
            label=pgettext("name of a side", "Alleged"),
            sentence=_("The claims it addresses are not published."),
        )
        return BothSides(said, side, response.reference)
    claim = group.claim
    said = Side(
        label=_labelled(pgettext("name of a side", "Alleged"), claim.made_on),
        who=names(claimants(claim)),
        aside=claim.reference,
        sentence=claim.title,
        quote=first_quote(answer.allegation.citations.all()) if answer else None,
    )
    return BothSides(said, side, response.reference, coverage=response_coverage(groups))


def of_dossier(dossier: DossierDocument) -> BothSides:
    """A dossier by its newest claim, and the newest response to it if there is one."""
    claims, responses = dossier.claims, dossier.replies
    claim = claims[0] if claims else None
    to_it = list(claim.replies) if claim else []
    response = next(iter(to_it or responses), None)
    many = {"claims": dossier.claim_count, "responses": len(responses)}
    given = ngettext("%(responses)d response", "%(responses)d responses", len(responses)) % many
    said = Side(
        label=ngettext("%(claims)d claim", "%(claims)d claims", dossier.claim_count) % many,
        who="" if dossier.is_read_in_part else names(p for one in claims for p in claimants(one)),
        sentence=claim.title if claim else _("No claim is in this dossier yet."),
    )
    answered = Side(
        label=_("Responses") if dossier.is_read_in_part else given,
        who="" if dossier.is_read_in_part or not response else responders([response, *responses]),
        sentence=response.title if response else _("No response found."),
    )
    return BothSides(said, answered, headline=dossier.title)


def of_site() -> BothSides:
    """The card of pages that are not one record's."""
    alleged = _("What one party publicly alleged of another: who said it, when, in what words.")
    answered = _(
        "What was answered: who said it, when, in what words; or that no answer was found."
    )
    return BothSides(
        Side(label=pgettext("name of a side", "Alleged"), sentence=alleged),
        Side(label=_("Answered"), sentence=answered),
        headline=_("Point by point, word for word, with the sources of both"),
    )


def withdrawn(reference: str) -> BothSides:
    """The card of a record that was withdrawn: none of its words."""
    notice = Side(label=reference, sentence=_("This record was withdrawn"))
    return BothSides(notice, notice, reference)
