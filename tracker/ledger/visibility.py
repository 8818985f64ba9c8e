"""Which records readers can see now, and whose sight hangs on whose.

What is public is decided in the record's querysets alone; this only asks them, and knows whom to
ask again when one record is published, withdrawn or changed: a source is as public as what cites
it, a party as what names it, a place as what lies in it, a correction as what it corrects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from tracker.ledger.models import Entry
from tracker.record import models as record
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import chunks, fields_of, locate, refs, trees

Keys = dict[str, set[Any]]
WHOLE, NOTICE, NOTHING = Entry.Shown.WHOLE, Entry.Shown.NOTICE, Entry.Shown.NOTHING


def shown_now(noun: Noun, keys: Iterable[Any]) -> dict[Any, str]:
    """For each primary key of a kind, what readers see of the record now."""
    found: dict[Any, str] = {}
    for chunk in chunks(keys):
        rows = noun.model._default_manager.filter(pk__in=chunk)
        published_among = getattr(rows, "published_among", None)
        if published_among is None:  # A codebook: the About page shows all of it.
            found |= dict.fromkeys(rows.values_list("pk", flat=True), WHOLE)
            continue
        found |= dict.fromkeys(chunk, NOTHING)
        if noun.has_status:
            # Not those reopened since, though their address keeps the notice: what is changed in
            # such a draft is not for readers.
            withdrawn = rows.filter(status="withdrawn", published_at__isnull=False)
            found |= dict.fromkeys(withdrawn.values_list("pk", flat=True), NOTICE)
        found |= dict.fromkeys(published_among(chunk), WHOLE)
    return found


def keys_of(names: Iterable[str]) -> Keys:
    """Primary keys by kind of the records that these names stand for; unknown ones left out."""
    by_kind: dict[str, set[Any]] = defaultdict(set)
    for name in names:
        found = locate(name)
        if found:
            by_kind[found[0].name].add(found[1])
    keys: Keys = defaultdict(set)
    for kind_name, values in by_kind.items():
        noun = NOUNS[kind_name]
        lookup = noun.key_lookup()
        for chunk in chunks(sorted(values)):
            rows = noun.model._base_manager.filter(**{f"{lookup}__in": chunk})
            keys[kind_name] |= set(rows.values_list("pk", flat=True))
    return keys


def leaning_on(roots: Keys, named: Iterable[str]) -> Keys:
    """Records without a status of their own whose sight may change with these.

    `roots` are the records that changed, `named` all that they name now or named before.
    """
    found = keys_of({*named, *_named_in_answers_to(roots.get("claim", set()))})
    for noun in ("source", "party", "place"):
        found[noun] |= roots.get(noun, set())
    publishers = record.Source.objects.filter(pk__in=found["source"], publisher__isnull=False)
    found["party"] |= set(publishers.values_list("publisher", flat=True))
    ties = record.Membership.objects.filter(member__in=found["party"])
    found["party"] |= set(ties.values_list("body", flat=True))
    shown_by = record.Source.objects.filter(shows_ties__in=ties)
    found["source"] |= set(shown_by.values_list("pk", flat=True))
    found["party"] |= set(shown_by.values_list("publisher", flat=True)) - {None}
    above = record.Place.objects.filter(pk__in=found["place"])
    for path in ("part_of", "part_of__part_of", "part_of__part_of__part_of"):
        found["place"] |= set(above.values_list(path, flat=True)) - {None}
    changed = roots | {noun: found[noun] for noun in ("party", "place", "source")}
    corrected = Q()
    for noun in record.Correction.TARGETS:
        corrected |= Q(**{f"{noun}__in": changed.get(noun, set())})
    found["correction"] = set(
        record.Correction.objects.filter(corrected).values_list("pk", flat=True)
    )
    return {noun: found[noun] for noun in ("party", "place", "source", "correction")}


def _named_in_answers_to(claims: set[Any]) -> set[str]:
    """What responses name that answer these claims: an answer is seen only with its claim."""
    if not claims:
        return set()
    answers = record.Answer.objects.filter(allegation__claim__in=claims)
    noun = NOUNS["response"]
    states = trees(noun, set(answers.values_list("response", flat=True)))
    return {name for tree in states.values() for name in refs(noun, fields_of(tree)).values()}
