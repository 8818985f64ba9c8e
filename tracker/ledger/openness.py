"""What of a record's fields readers may see, given what of the others they may not.

A field is open while its record may be seen, unless it is the desk's own or points to something
that may not be seen now: a draft, a withdrawn record, a confidential source. A row stands and falls
with what it must point to: a citation with its source, an answer with its claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from tracker.ledger.models import Entry
from tracker.record import models as record
from tracker.record.nouns import DESK_ONLY, NOTICE, NOUNS, Noun
from tracker.record.trees import Fields, chunks, locate, refs, shape

Body = dict[str, Any]
WITHHELD = "withheld"
LONGEST_REFERENCE = 80
FIGURE = "figure/"
CITATION = "citation/"


class Closed(NamedTuple):
    """References that readers may not be shown."""

    # Not even in a row that was public once: drafts, withdrawn records, secret sources.
    shut: frozenset[str]
    # Nor in passing: all of these, and sources that nothing public cites now.
    unseen: frozenset[str]


OPEN = Closed(frozenset(), frozenset())


def references_in(values: Iterable[Any]) -> set[str]:
    """Those of these stored values that name something which readers may not be shown for itself.

    That is a record with a status, a source, a figure. Any text that could be a reference counts as
    one: the values themselves are what is proven.
    """
    found: set[str] = set()
    for value in values:
        target = value.get("value") if isinstance(value, dict) else value
        if not isinstance(target, str) or len(target) > LONGEST_REFERENCE:
            continue
        located = locate(target)
        is_record = located and (located[0].has_status or located[0].model is record.Source)
        if is_record or target.startswith(FIGURE):
            found.add(target)
    return found


def closed(values: Iterable[Any]) -> Closed:
    """What among these stored values is a reference to what readers may not see, as rows say.

    For the writing of entries. What readers may see of those is asked of editions.
    """
    by_kind: dict[str, dict[str, Any]] = defaultdict(dict)
    for target in references_in(values):
        located = locate(target)
        name, key = (located[0].name, located[1]) if located else ("figure", target.split("/")[1])
        by_kind[name][target] = key
    unseen: set[str] = set()
    for name, keys in by_kind.items():
        if name == "figure":
            unseen |= _unpublished(record.Figure, "pk", keys)
        else:
            unseen |= _unpublished(NOUNS[name].model, NOUNS[name].key_lookup(), keys)
    return Closed(shut=frozenset(unseen), unseen=frozenset(unseen))


def _unpublished(model: Any, lookup: str, keys: dict[str, Any]) -> set[str]:
    seen: set[str] = set()
    for chunk in chunks(keys.values()):
        rows = model.objects.published().filter(**{f"{lookup}__in": chunk})
        seen |= {str(key) for key in rows.values_list(lookup, flat=True)}
    return {name for name, key in keys.items() if str(key) not in seen}


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
    return found | _versions_of_hidden(noun, fields, found)


def _versions_of_hidden(noun: Noun, fields: Fields, out: set[str]) -> set[str]:
    """The paths that name a citation of the record which is not among what is left of it."""
    named = {
        path: target for path, target in refs(noun, fields).items() if target.startswith(CITATION)
    }
    if not named:
        return set()
    steps = (path.split("/") for path in fields if path not in out)
    left = {f"{CITATION}{one[-2]}" for one in steps if one[-3:-2] == ["citations"]}
    return {path for path, target in named.items() if target not in left}


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
    return body["shown"] in Entry.SEEN and standing in Entry.SEEN
