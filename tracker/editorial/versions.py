"""What an editor is asked of quotes of one thing that have nearly the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from itertools import combinations
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from tracker.edition.documents.versions import firsts
from tracker.editorial.quoted import holders_in_words
from tracker.record.fields import UNKNOWN
from tracker.record.models import Citation, Claim, Event, Response
from tracker.search.normalise import words

# Of fewer words two people may say the same by themselves.
FEWEST = 5
# So much of the longer quote is in the shorter one, in words as searches compare them.
ENOUGH = 0.8
# Quotes of one thing that are compared with each other.
MOST = 40
# Each quote and source of a record, read at once.
CITED: dict[type[models.Model], tuple[str, ...]] = {
    Claim: ("citations", "allegations__citations", "allegations__figures__citations"),
    Response: (
        "citations",
        "answers__citations",
        "answers__figures__citations",
        "answers__allegation__claim",
    ),
    Event: ("citations", "figures__citations"),
}


def version_questions(record: models.Model) -> Iterator[str]:
    """A sentence for each two quotes that may be one utterance, and do not say so."""
    if type(record) not in CITED:
        return
    read: Any = copy(record)
    paths = CITED[type(record)]
    sources = (f"{path}__source" for path in paths if path.endswith("citations"))
    prefetch_related_objects([read], *paths, *sources)
    for where, holder in holders_in_words(read):
        for one, other in _alike(holder.citations.all()):
            yield _(
                "%(where)s: the quotes from “%(one)s” and “%(other)s” have nearly the same words. "
                "Is one a version of the other?"
            ) % {"where": where, "one": one.source.title, "other": other.source.title}


def _alike(citations: Iterable[Citation]) -> Iterator[tuple[Citation, Citation]]:
    each = [one for one in citations if one.relation != Citation.Relation.PARAPHRASED]
    first = firsts({str(one.pk): str(one.version_of_id or "") for one in each})
    counts = [(one, Counter(words(one.quote))) for one in each[:MOST]]
    for (one, left), (other, right) in combinations(counts, 2):
        is_said = first[str(one.pk)] == first[str(other.pk)]
        is_one_language = one.language == other.language != UNKNOWN
        if is_said or not is_one_language or one.source_id == other.source_id:
            continue
        longer = max(left.total(), right.total())
        if longer >= FEWEST and (left & right).total() >= ENOUGH * longer:
            yield one, other
