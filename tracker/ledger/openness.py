"""What of the history readers may see: the published past of what is public now.

A field is open while its record may be seen, unless it is the desk's own or points to something
that may not be seen now: a draft, a withdrawn record, a confidential source. A row stands and falls
with what it must point to: a citation with its source, an answer with its claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from tracker.ledger.models import Entry, Opening
from tracker.record import models as record
from tracker.record.nouns import DESK_ONLY, NOTICE, NOUNS, Noun
from tracker.record.trees import Fields, chunks, locate, refs, shape

Body = dict[str, Any]
WITHHELD = "withheld"
LONGEST_REFERENCE = 80


class Closed(NamedTuple):
    """References that readers may not be shown."""

    # Not even in a row that was public once: drafts, withdrawn records, secret sources.
    shut: frozenset[str]
    # Nor in passing: all of these, and sources that nothing public cites now.
    unseen: frozenset[str]


OPEN = Closed(frozenset(), frozenset())


def closed(values: Iterable[Any]) -> Closed:
    """What among these stored values is a reference that readers may not be shown now.

    Any text that could be a reference counts as one: the values themselves are what is proven.
    """
    by_kind: dict[str, set[str]] = defaultdict(set)
    for value in values:
        target = value.get("value") if isinstance(value, dict) else value
        if not isinstance(target, str) or len(target) > LONGEST_REFERENCE:
            continue
        found = locate(target)
        if found and (found[0].has_status or found[0].model is record.Source):
            by_kind[found[0].name].add(target)
        elif target.startswith("figure/"):
            by_kind["figure"].add(target)
    shut: set[str] = set()
    unseen: set[str] = set()
    for name, wanted in by_kind.items():
        if name == "figure":
            keys = {one: one.split("/")[1] for one in wanted}
            hidden_ones = _unpublished(record.Figure, "pk", keys)
        else:
            noun = NOUNS[name]
            keys = {one: found[1] for one in wanted if (found := locate(one))}
            hidden_ones = _unpublished(noun.model, noun.key_lookup(), keys)
        unseen |= hidden_ones
        shut |= _secret_sources(hidden_ones) if name == "source" else hidden_ones
    return Closed(frozenset(shut), frozenset(unseen))


def _unpublished(model: Any, lookup: str, keys: dict[str, Any]) -> set[str]:
    seen: set[str] = set()
    for chunk in chunks(keys.values()):
        rows = model.objects.published().filter(**{f"{lookup}__in": chunk})
        seen |= {str(key) for key in rows.values_list(lookup, flat=True)}
    return {name for name, key in keys.items() if str(key) not in seen}


def _secret_sources(unseen: set[str]) -> set[str]:
    """Of sources that nothing public cites now: confidential ones, and those never shown."""
    secret: set[str] = set()
    for chunk in chunks(unseen):
        stored = record.Source.objects.filter(reference__in=chunk, confidential=True)
        secret |= set(stored.values_list("reference", flat=True))
        past = Opening.objects.filter(record__in=chunk, path="confidential")
        kept = past.filter(value__contains="true").values_list("record", flat=True)
        ever = Entry.objects.filter(record__in=chunk).shown()
        shown = set(ever.values_list("record", flat=True))
        secret |= (set(chunk) - shown) | (set(kept) - _stored(chunk))
    return secret


def _stored(references: list[str]) -> set[str]:
    rows = record.Source.objects.filter(reference__in=references)
    return set(rows.values_list("reference", flat=True))


def hidden(noun: Noun, fields: Fields, shut: Closed) -> set[str]:
    """The paths of `fields` that readers may not see while these references are closed."""
    columns = noun.pointing
    rows: list[str] = []
    found: set[str] = set()
    for path, target in refs(noun, fields).items():
        is_row_of_it = columns[shape(path)].is_required and "/" in path
        if is_row_of_it and target in shut.shut:
            rows.append(path.rsplit("/", 1)[0] + "/")
        elif not is_row_of_it and target in shut.unseen:
            found.add(path)
    for path in fields:
        name = path.rsplit("/", 1)[-1]
        if name in DESK_ONLY or any(path.startswith(row) for row in rows):
            found.add(path)
    return found


def open_fields(noun: Noun, body: Body, fields: Fields, standing: str, shut: Closed) -> Fields:
    """What readers may see of one entry's fields, given what they see of the record now."""
    if body["shown"] == Entry.Shown.NOTICE and standing != Entry.Shown.NOTHING:
        return {path: value for path, value in fields.items() if path in NOTICE}
    if body["shown"] != Entry.Shown.WHOLE or standing != Entry.Shown.WHOLE:
        return {}
    shy = hidden(noun, fields, shut)
    return {path: value for path, value in fields.items() if path not in shy}


def reason_is_open(body: Body, standing: str) -> bool:
    """Whether readers may see why a change was made."""
    return Entry.Shown.NOTHING not in (body["shown"], standing)
