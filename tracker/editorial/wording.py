"""The publish gate: what a record still lacks, and wording that this site does not use.

What of its wording is not for this site to say is found by `framing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from tracker.editorial.findings import Doubt, Field, Finding, field_of, marked_in
from tracker.editorial.framing import answering_back, faults, unframed
from tracker.editorial.gate_advice import GRUDGES, SILENCE
from tracker.editorial.gate_models import GateWord
from tracker.editorial.harm_texts import Lookup, cited, with_joined
from tracker.editorial.quoted import WAYS, all_citations, quotes_not_found
from tracker.editorial.sentences import QUOTED, DeskWord, Fault, blank, sentence_around
from tracker.editorial.versions import version_questions
from tracker.ledger.models import Entry
from tracker.record.models import (
    Citation,
    Claim,
    ClaimAccused,
    ClaimClaimant,
    Correction,
    Dossier,
    Event,
    Figure,
    Party,
    Place,
    Publishable,
    Request,
    Response,
)
from tracker.record.models.codebook import CodebookEntry
from tracker.record.nouns import NOUNS, noun_name

LONGEST_TOLD = 90


class Passages:
    """The passages that a record cites, the names in it, and the words of the desk; each read once,
    when it is first asked for."""

    def __init__(
        self, record: models.Model | None = None, cited: Iterable[Citation] | None = None
    ) -> None:
        """`cited` are all its citations with their sources, where these were read already."""
        self.record, self.cited = record, cited

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    @cached_property
    def _read(self) -> list[str]:
        if self.cited is not None:
            shown = (one for one in self.cited if not one.source.confidential)
            return [text for one in shown for text in (one.quote, one.translation) if text]
        of = Q()
        for way in WAYS.get(self.record._meta.model_name or "", ()) if self.record else ():
            of |= Q(**{way: self.record})
        if not of:
            return []
        rows = Citation.objects.filter(of, source__confidential=False)
        return [text for pair in rows.values_list("quote", "translation") for text in pair if text]

    @cached_property
    def names(self) -> list[str]:
        """What the parties of the record are called, the longest first."""
        named: set[str] = set()
        parties = list(parties_of(self.record))
        # Of claimants they are read with the record; of the others at once.
        prefetch_related_objects(parties, "names")
        for party in parties:
            named |= {party.name, *(one.name for one in party.names.all())}
        return sorted(filter(None, named), key=len, reverse=True)

    @cached_property
    def desk_words(self) -> list[DeskWord]:
        """What the desk added to the words of the gate."""
        return [one.as_searched() for one in GateWord.objects.all()]


def parties_of(record: Any) -> Iterator[Party]:
    """The parties that a record names, as often as it does."""
    if isinstance(record, Claim):
        # By the rows that the gate has read with the record.
        yield from (link.party for link in record.claimant_links.all())
        yield from (link.party for link in record.accused_links.all())
    elif isinstance(record, Response):
        yield from filter(None, (record.responder, record.spokesperson))
    elif isinstance(record, Event):
        yield from (link.party for link in record.party_links.all())
    elif isinstance(record, Request):
        yield from (record.asker, record.asked)


def wording_findings(
    label: str, text: str, passages: Iterable[str] = (), of: Field | None = None
) -> Iterator[Finding]:
    """Sentences about wording in `text` that this site does not use in its own voice."""
    if not text:
        return
    desk = passages.desk_words if isinstance(passages, Passages) else []
    plain, found = text, list(faults(text, passages, desk))
    if found and isinstance(passages, Passages):
        plain = without_names(text, passages.names)
        found = list(faults(plain, passages, desk))
    for fault in found:
        yield _finding(label, text, fault, of)
    for fault in answering_back(plain, desk):
        yield _finding(label, text, fault, of, is_whole=True)
    for fault in unframed(plain, desk):
        if not any(faults(fault.words, passages, desk)):
            yield _finding(label, text, fault, of, is_whole=True)


def without_names(text: str, names: Iterable[str]) -> str:
    """A text with names blank: a party is called as it is, whatever words are in its name."""
    for name in names:
        pattern = re.compile(re.escape(name), re.IGNORECASE)
        text = pattern.sub(lambda one: blank(one.group()), text)
    return text


def _worded(label: str, row: models.Model, name: str, passages: Iterable[str]) -> Iterator[Finding]:
    """The same of a text of a record, or of one of its rows."""
    return wording_findings(label, getattr(row, name, ""), passages, field_of(row, name))


def _finding(
    label: str, text: str, fault: Fault, of: Field | None, *, is_whole: bool = False
) -> Finding:
    """A fault as a sentence; of the whole sentence, or of the words that raised it."""
    words = fault.words
    if is_whole:
        first, last = sentence_around(text, fault.start, fault.end)
        words = shortened(text[first:last])
    told = _("%(field)s says “%(words)s”: %(advice)s.") % {
        "field": label,
        "words": words,
        "advice": fault.advice,
    }
    marked = None
    if fault.start < fault.end:
        marked = marked_in(label, text, fault.start, fault.end, fault.advice)
    return (Finding if fault.is_verdict else Doubt)(told, of, marked)


def shortened(sentence: str) -> str:
    """The beginning of a sentence, for a message."""
    return sentence if len(sentence) <= LONGEST_TOLD else f"{sentence[:LONGEST_TOLD]}…"


def _names(links: Iterable[Any]) -> set[str]:
    names: set[str] = set()
    for link in links:
        names |= {link.party.name, link.named_as, *(n.name for n in link.party.names.all())}
    return {name.casefold() for name in names if name}


def _party_names(*parties: Party | None) -> set[str]:
    known = [party for party in parties if party]
    names = {name.name for party in known for name in party.names.all()}
    return {name.casefold() for name in names | {party.name for party in known}}


def _named_in(title: str, names: set[str]) -> bool:
    folded = title.casefold()
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) for name in names)


def _open_citations(holder: Any) -> list[Any]:
    return [c for c in holder.citations.all() if not c.source.confidential]


def _citation_findings(where: str, holders: Iterable[Any]) -> Iterator[str]:
    """What the quotes of these lack; a draft may, what readers see may not."""
    for citation in (one for holder in holders for one in holder.citations.all()):
        at = {"where": where, "source": citation.source}
        if citation.translation and not citation.translator:
            yield _("%(where)s, quote from “%(source)s”: who translated it?") % at
        if citation.translation and not citation.quote:
            yield _("%(where)s, “%(source)s”: the quote that is translated is missing.") % at
        if citation.relation == citation.Relation.QUOTED and not citation.quote:
            yield _("%(where)s, “%(source)s”: quoted words need the quote.") % at


def _place_findings(places: Iterable[Place]) -> Iterator[str]:
    for place in dict.fromkeys(places):
        if place.latitude is not None and not place.precision:
            yield _("The place “%(place)s”: say what its position marks.") % {"place": place}


def _claim_findings(claim: Claim, passages: Passages) -> Iterator[str]:
    claimants = list(claim.claimant_links.all())
    allegations = list(claim.allegations.all())
    if not claimants:
        yield _("It names no claimant: who says it?")
    elif not _named_in(claim.title, _names(claimants)):
        yield _("The title does not name a claimant: say who says it.")
    of_nobody = allegations and all(point.is_accused_unnamed for point in allegations)
    if not of_nobody and not claim.accused_links.exists():
        yield _("It names nobody of whom it is said.")
    if not allegations:
        yield _("It has no allegation: enter at least one point.")
    yield from _not_looked_for(claim)
    on_the_whole = bool(_open_citations(claim))
    for allegation in allegations:
        if not (on_the_whole or _open_citations(allegation)):
            yield _("Allegation %(number)s has no source that readers may see.") % {
                "number": allegation.number
            }
        label = _("Allegation %(number)s") % {"number": allegation.number}
        yield from _worded(label, allegation, "text", passages)
        figures = list(allegation.figures.all())
        yield from _citation_findings(label, [allegation, *figures])
        places = [*allegation.places.all(), *(f.place for f in figures if f.place)]
        yield from _place_findings(places)
    yield from _citation_findings(_("The whole"), [claim])
    yield from _figure_findings(f for a in allegations for f in a.figures.all())
    yield from _worded(_("The lead"), claim, "lead", passages)


def _not_looked_for(claim: Claim) -> Iterator[str]:
    """Of each of the accused that nobody looked for or asked, and of which no reply is known."""
    parties = [one.party for one in claim.accused_links.all() if not one.party.ended_on]
    # The first of them, as a rule, says it of all, and the others are not asked.
    for known in (
        claim.looks.values_list("party", flat=True),
        claim.receipts.values_list("party", flat=True),
        claim.requests.exclude(sent_on="").values_list("asked", flat=True),
        claim.responses.values_list("responder", flat=True),
        claim.responses.values_list("party_links__party", flat=True),
        claim.responses.values_list("spoken_for_links__party", flat=True),
    ):
        if parties:
            keys = set(known)
            parties = [party for party in parties if party.pk not in keys]
    for party in parties:
        yield _("Nobody has looked for a reply from %(party)s yet.") % {"party": party}


def _response_findings(response: Response, passages: Passages) -> Iterator[str]:
    names = _party_names(response.responder, response.spokesperson)
    if not _named_in(response.title, names | {response.named_as.casefold()} - {""}):
        yield _("The title does not name the responder: say who says it.")
    if not response.on_file:
        yield _("Say how much of it has been read.")
    claims = [link.claim for link in response.claim_links.all()]
    if not claims:
        yield _("It addresses no claim.")
    elif not any(claim.is_published for claim in claims):
        yield _("None of the claims it addresses is published yet.")
    answers = list(response.answers.all())
    if not _open_citations(response) and not any(_open_citations(a) for a in answers):
        yield _("It has no source that readers may see.")
    for answer in answers:
        where = {"allegation": answer.allegation}
        if not answer.stance_links.exists():
            yield _("The answer to %(allegation)s has no stance.") % where
        if not any(c.quote for c in _open_citations(answer)):
            yield _("The answer to %(allegation)s has no quote that readers may see.") % where
        figures = list(answer.figures.all())
        label = _("The answer to %(allegation)s") % where
        yield from _citation_findings(label, [answer, *figures])
        yield from _place_findings(f.place for f in figures if f.place)
        yield from _worded(_("An answer"), answer, "summary", passages)
    yield from _citation_findings(_("The whole"), [response])
    yield from _figure_findings(f for a in answers for f in a.figures.all())
    yield from _worded(_("The summary"), response, "summary", passages)


def _figure_findings(figures: Iterable[Any]) -> Iterator[str]:
    for figure in figures:
        if not _open_citations(figure):
            yield _("The figure “%(figure)s” has no source that readers may see.") % {
                "figure": figure.as_printed
            }


def _request_findings(request: Request, passages: Passages) -> Iterator[str]:
    if request.proof is None or request.proof.confidential:
        yield _("Nothing that readers may see shows that the request was made.")
    yield from _worded(_("What is asked"), request, "text", passages)


def _event_findings(event: Event, passages: Passages) -> Iterator[str]:
    if not _open_citations(event):
        yield _("It has no source that readers may see.")
    figures = list(event.figures.all())
    yield from _citation_findings(_("The whole"), [event, *figures])
    yield from _place_findings([*event.places.all(), *(f.place for f in figures if f.place)])
    yield from _figure_findings(figures)
    yield from _worded(_("The description"), event, "description", passages)


def _dossier_findings(dossier: Dossier, passages: Passages) -> Iterator[str]:
    if not (dossier.claim_links.exists() or dossier.event_links.exists()):
        yield _("It holds no claim and no event yet.")
    yield from _worded(_("The summary"), dossier, "summary", passages)


def _correction_findings(correction: Correction, passages: Passages) -> Iterator[str]:
    # What was published before corrections had a kind may stay without.
    if not correction.kind and not correction.published_at:
        yield _("Say what was wrong: fact, wording, attribution, translation or coding.")
    if correction.of_revision and not _was_shown(correction.target, correction.of_revision):
        yield _("Readers never saw revision %(number)s of this record.") % {
            "number": correction.of_revision
        }
    yield from _worded(_("The correction"), correction, "text", passages)


def _was_shown(record: models.Model, revision: int) -> bool:
    noun = NOUNS[noun_name(record)]
    entries = Entry.objects.filter(record=noun.name_of(record), revision=revision)
    return bool(entries.filter(shown=Entry.Shown.WHOLE).exists())


FINDINGS: dict[type[Publishable], Callable[[Any, Passages], Iterator[str]]] = {
    Claim: _claim_findings,
    Response: _response_findings,
    Request: _request_findings,
    Event: _event_findings,
    Dossier: _dossier_findings,
    Correction: _correction_findings,
}


def _with_figures(prefix: str = "") -> tuple[Lookup, ...]:
    figures = f"{prefix}figures"
    return cited(prefix), with_joined(figures, Figure, "place"), cited(f"{figures}__")


# What these look at beside the record itself, read at once: a claim may have forty quotes.
READ_WITH: dict[type[Publishable], tuple[Lookup, ...]] = {
    Claim: (
        with_joined("claimant_links", ClaimClaimant, "party"),
        "claimant_links__party__names",
        with_joined("accused_links", ClaimAccused, "party"),
        cited(),
        *_with_figures("allegations__"),
        "allegations__places",
    ),
    Response: (
        "responder__names",
        "spokesperson__names",
        "claim_links__claim",
        cited(),
        *_with_figures("answers__"),
        "answers__allegation__claim",
        "answers__stance_links",
    ),
    Event: (*_with_figures(), "places"),
}


def findings(record: Publishable) -> list[str]:
    """What stands between a saved record and publication, as sentences for its editor."""
    # Of a copy: the record goes on being asked for its rows, which may change after this.
    read = copy(record)
    prefetch_related_objects([read], *READ_WITH.get(type(record), ()))
    passages = Passages(read, all_citations(read))
    found = list(FINDINGS[type(record)](read, passages))
    not_found = quotes_not_found(read)
    found += (Doubt(told, in_history=in_history) for told, in_history in not_found)
    return [*_worded(_("The title"), read, "title", passages), *found]


def findings_of(row: models.Model) -> list[str]:
    """What stands between a record of any noun, as it is now, and readers."""
    if isinstance(row, Publishable):
        return findings(row)
    if isinstance(row, CodebookEntry):
        return list(_codebook_findings(row))
    return list(_worded(_("The description"), row, "description", Passages(row)))


def _codebook_findings(entry: CodebookEntry) -> Iterator[Finding]:
    """Of what many allegations or answers are called. A code names harm; that is what it is for."""
    desk = Passages(entry).desk_words
    for name, label in (("label", _("The label")), ("definition", _("The definition"))):
        text, of = getattr(entry, name), field_of(entry, name)
        for fault in faults(text, (), desk):
            # Whoever fails or refuses in a definition is nobody: it tells what is called so.
            if name == "label" or fault.advice not in (SILENCE, GRUDGES):
                yield _finding(label, text, fault, of)
    if quoted := QUOTED.search(entry.label):
        told = _("The label quotes “%(words)s”: a code is put on many, and quotes none of them.")
        words = quoted.group()[1:-1]
        yield Finding(told % {"words": words}, field_of(entry, "label"))


def in_spite_of(doubts: Iterable[str], reason: str) -> str:
    """The reason of a publication that the gate had doubts about, as the history has it."""
    return _("Published in spite of: %(doubts)s Because: %(reason)s") % {
        "doubts": " ".join(getattr(one, "in_history", one) for one in doubts),
        "reason": reason,
    }


def questions(record: Publishable) -> list[str]:
    """What an editor is asked of a saved record: nothing of it stands in the way of publication."""
    found = list(_claim_questions(record)) if isinstance(record, Claim) else []
    return [*found, *version_questions(record)]


def _claim_questions(claim: Claim) -> Iterator[str]:
    """Of a claim with several claimants or accused, whether each point is said by, and of, all."""
    claimants, accused = claim.claimant_links.count(), claim.accused_links.count()
    points = claim.allegations.prefetch_related("claimants", "accused")
    for point in points if claimants > 1 or accused > 1 else ():
        at = {"number": point.number}
        if claimants > 1 and not point.claimants.all():
            yield _("Allegation %(number)s: do all of the claimants say it?") % at
        if accused > 1 and not point.is_accused_unnamed and not point.accused.all():
            yield _("Allegation %(number)s: is it said of all of the accused?") % at
