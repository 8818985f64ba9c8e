"""Quotes of records in the copies of their sources: looked for, told of at the form and the gate.

What readers see of them is told when they are published (`changes.py`). Of a confidential source
nothing is said at the gate, whose doubts stand in the public history: readers see no quote from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.capture.checking import MOST_AT_ONCE, check_citations
from tracker.capture.models import CopyText
from tracker.capture.standings import standings
from tracker.edition.evidence.marks import bare_marks
from tracker.record.models import Citation, Claim, Event, Response
from tracker.words.quotes import mark_sentence

# Of each noun, how its citations lead to it.
WAYS = {
    "claim": ("claim", "allegation__claim", "figure__allegation__claim"),
    "response": ("response", "answer__response", "figure__answer__response"),
    "event": ("event", "figure__event"),
}
# Keys in one statement.
AT_ONCE = 500


def look_for_quotes(written: Mapping[str, Collection[Any]]) -> None:
    """Look for the quotes of saved records, by noun and keys, in what is kept of their sources.

    Long texts are left to the worker.
    """
    keys = {noun: sorted(written.get(noun, ())) for noun in WAYS}
    if not any(keys.values()) or not CopyText.objects.readable().exists():
        return
    for noun, own in keys.items():
        for start in range(0, len(own), AT_ONCE):
            check_citations(_citations(noun, own[start : start + AT_ONCE]), MOST_AT_ONCE)


def doubtful_in(written: Mapping[str, Collection[Any]]) -> int:
    """How many quotes of these records are not in a copy of their source that could be read."""
    keys = {noun: sorted(written.get(noun, ())) for noun in WAYS}
    rows = [
        one
        for noun, own in keys.items()
        for start in range(0, len(own), AT_ONCE)
        for one in _citations(noun, own[start : start + AT_ONCE])
    ]
    return sum(one.is_doubtful for one in standings(rows).values())


def _citations(noun: str, keys: list[Any]) -> list[Citation]:
    """The quotes of these records from sources of which there is a text."""
    with_text = CopyText.objects.readable().values("capture__source")
    rows = Citation.objects.exclude(quote="").filter(source__in=with_text)
    # A statement for each way: with all of them in one, the database reads every citation.
    return [one for way in WAYS[noun] for one in rows.filter(**{f"{way}__in": keys})]


# --- At the gate ----------------------------------------------------------------------------------


class NotFound(NamedTuple):
    """That a quote is not in a copy, for the desk; and as the public history may have it for good.

    A source may become confidential later, which takes no words out of a reason.
    """

    told: str
    in_history: str


def quotes_not_found(record: models.Model) -> Iterator[NotFound]:
    """A sentence for each quote that is not in a copy of its source that could be read."""
    cited = [
        (where, one)
        for where, holder in holders_in_words(record)
        for one in holder.citations.all()
        if one.quote and not one.source.confidential
    ]
    found = bare_marks(one for _where, one in cited)
    for where, one in cited:
        mark = found[one.pk]
        if mark.is_doubtful:
            told = {"where": where, "source": one.source, "state": mark_sentence(mark)}
            in_history = {"where": where, "why": mark.why}
            yield NotFound(
                _("%(where)s, quote from “%(source)s”: %(state)s") % told,
                _("%(where)s: a quote is not in a kept copy of its source. %(why)s") % in_history,
            )


def holders_in_words(record: Any) -> Iterator[tuple[str, Any]]:
    """What citations hang on in a record, with what the gate calls it."""
    if not isinstance(record, Claim | Response | Event):
        return
    yield _("The whole"), record
    if isinstance(record, Claim):
        for point in record.allegations.all():
            label = _("Allegation %(number)s") % {"number": point.number}
            yield from ((label, one) for one in (point, *point.figures.all()))
    elif isinstance(record, Response):
        for answer in record.answers.all():
            label = _("The answer to %(allegation)s") % {"allegation": answer.allegation}
            yield from ((label, one) for one in (answer, *answer.figures.all()))
    else:
        yield from ((_("The whole"), one) for one in record.figures.all())


def all_citations(record: Any) -> list[Citation]:
    """The citations of a record that was read with them, also those of its parts."""
    return [one for _where, holder in holders_in_words(record) for one in holder.citations.all()]


# --- At the form ----------------------------------------------------------------------------------


class ToldQuote(NamedTuple):
    """What a form says of a quote in it, and whether there is more to see."""

    sentence: str
    is_doubtful: bool
    is_of_a_check: bool


def tell_of_quotes(rows: Iterable[models.Model]) -> list[str]:
    """Give each citation among the rows of a form its `told_of_quote`; advice about all of them.

    As many statements for forty citations as for one.
    """
    citations = [row for row in rows if isinstance(row, Citation) and row.pk and row.quote]
    found = {pk: (mark, mark_sentence(mark)) for pk, mark in bare_marks(citations).items()}
    for one in citations:
        mark, sentence = found[one.pk]
        told = ToldQuote(sentence, mark.is_doubtful, mark.is_of_a_check)
        one.told_of_quote = told  # type: ignore[attr-defined]
    unchecked = Counter(sentence for mark, sentence in found.values() if mark.is_unchecked)
    return [
        ngettext("%(n)d quote. %(state)s", "%(n)d quotes. %(state)s", count)
        % {"n": count, "state": sentence}
        for sentence, count in unchecked.most_common()
    ]
