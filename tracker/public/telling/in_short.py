"""How much of a record was answered and by whom, in a sentence; and texts cut alike for both sides.

Everything here reads rows that a page or `sharing.py` has loaded, and asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.edition.documents import ClaimDocument, DossierDocument, PartyDocument
from tracker.edition.documents.named import in_english
from tracker.public.telling.enumeration import Row, comma
from tracker.public.telling.evidence import ClaimAnswers
from tracker.record.sentences import Sentence, in_sequence
from tracker.words.states import coverage, point_sentences, repliers, standing_marks

MOST_NAMES = 3


@dataclass(frozen=True)
class Words:
    """As much of a text as fits, and whether that is all of it."""

    text: str
    is_whole: bool


def cut(text: str, most: int) -> Words:
    """The paragraphs of `text` that fit into `most` characters; of a longer first one, its words.

    The same limit holds for both sides, whoever calls.
    """
    paragraphs = text.strip().split("\n\n")
    kept = paragraphs[0]
    if len(kept) > most:
        return Words(kept[:most].rsplit(None, 1)[0].rstrip(), False)
    for paragraph in paragraphs[1:]:
        if len(kept) + len(paragraph) + 2 > most:
            return Words(kept, False)
        kept = f"{kept}\n\n{paragraph}"
    return Words(kept, True)


@dataclass(frozen=True)
class Quotes:
    """The first citations that quote somebody, and how many more there are."""

    shown: list[Any]
    more: int


def first_quotes(citations: Iterable[Any], most: int) -> Quotes:
    found = [citation for citation in citations if citation.quote.strip()]
    return Quotes(found[:most], max(0, len(found) - most))


def names(parties: Iterable[Any]) -> str:
    """Names in a row, each once; the number of those that would make the row too long."""
    return str(_names(parties))


def _names(parties: Iterable[PartyDocument]) -> Row | Sentence:
    found = list({party.pk: party.local_name for party in parties}.values())
    more = len(found) - MOST_NAMES
    if more > 0:
        others = ngettext("%(shown)s and %(more)d other", "%(shown)s and %(more)d others", more)
        return Sentence(others, shown=Row(found[:MOST_NAMES], is_whole=False), more=more)
    return Row(found)


def claimants(claim: Any) -> list[Any]:
    return [link.party for link in claim.claimant_links.all()]


def claim_answered(claim: ClaimDocument) -> str:
    """On how many points of a loaded claim its accused replied and which did, or what is known
    of there being no reply."""
    return str(claim_answered_in_html(claim))


def claim_answered_in_html(claim: ClaimDocument) -> Sentence | str:
    """The same for a page, on which names are marked."""
    who = repliers(claim.allegations)
    if not who:
        return claim_silence(claim)
    words = "%(known)s " + _("Replies: %(who)s.")
    return Sentence(words, known=claim_coverage(claim), who=_names(who))


def claim_silence(claim: ClaimDocument) -> Sentence | str:
    """What is known of there being no reply on a claim: of each accused where it is one for all
    points, else on how many points what is known."""
    points = claim.allegations
    each = {sentence: None for point in points for sentence in point_sentences(point)}
    # What is told of a reply speaks of one point; of no reply it can stand for all.
    is_for_all = len(points) == 1 or not any(one.has_replied for p in points for one in p.states)
    if each and is_for_all and len(each) <= max(1, len(claim.accused)):
        return in_sequence(each)
    return claim_coverage(claim)


def claim_coverage(claim: ClaimDocument) -> str:
    """On how many points of a loaded claim what is known of a reply."""
    return coverage(claim.standing, claim.allegation_count) + "."


def response_answers(groups: list[ClaimAnswers]) -> str:
    """What a response answers: how many points of which claim, of whom, and how many claims more.

    `groups` are the claims it addresses, each with its answers, as the page of a response has them.
    """
    return str(response_answers_in_html(groups))


def response_answers_in_html(groups: list[ClaimAnswers]) -> Sentence | str:
    """The same for a page, on which names and titles are marked."""
    if not groups:
        return _("The claims it addresses are not published.")
    claim, answers = groups[0]
    title = in_english(claim.title.rstrip("."))
    told: dict[str, object] = {"who": _names(claimants(claim)), "title": title}
    if answers:
        told |= {"answered": len(answers), "total": claim.allegation_count}
        text = ngettext(
            "Answers %(answered)d of %(total)d allegation by %(who)s: %(title)s.",
            "Answers %(answered)d of %(total)d allegations by %(who)s: %(title)s.",
            claim.allegation_count,
        )
    else:
        text = _("Responds as a whole to a claim by %(who)s: %(title)s.")
    if answers and (marks := standing_marks(answers[0].response, claim.key)):
        text = "%(marks)s. " + text
        told["marks"] = in_sequence(marks, comma())
    if more := len(groups) - 1:
        text += " " + ngettext(
            "It addresses %(more)d more claim.", "It addresses %(more)d more claims.", more
        )
    return Sentence(text, **told, more=more)


def response_coverage(groups: list[ClaimAnswers]) -> str:
    """How many points of how many claims a response answers."""
    answered = sum(len(group.answers) for group in groups)
    if not answered:
        return none_answered()
    total = sum(group.claim.allegation_count for group in groups)
    return ngettext(
        "Answers %(answered)d of %(total)d allegation.",
        "Answers %(answered)d of %(total)d allegations.",
        total,
    ) % {"answered": answered, "total": total}


def dossier_holds(dossier: DossierDocument) -> str:
    """How many claims and responses a dossier holds, and whose; of a large one how many claims."""
    claims, responses = dossier.claims, dossier.replies
    count = dossier.claim_count
    found = ngettext("%(count)d claim", "%(count)d claims", count) % {"count": count}
    if dossier.is_read_in_part:
        return f"{found}."
    if claims:
        who = names(party for claim in claims for party in claimants(claim))
        found = _("%(what)s by %(who)s") % {"what": found, "who": who}
    if not responses:
        return f"{found}. " + _("No response found.")
    given = ngettext("%(count)d response", "%(count)d responses", len(responses))
    told = {"what": given % {"count": len(responses)}, "who": responders(responses)}
    return f"{found}. " + _("%(what)s by %(who)s") % told + "."


def responders(responses: list[Any]) -> str:
    return names(response.responder for response in responses)


def none_answered() -> str:
    return _("It answers no single point, as far as we have read it.")
