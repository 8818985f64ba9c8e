"""What of the history readers may see: the published past of what is public now.

A field is open while its record may be seen, unless it is the desk's own or points to something
that may not be seen now: a draft, a withdrawn record, a confidential source. A row stands and falls
with what it must point to: a citation with its source, an answer with its claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tracker.ledger.kinds import DESK_ONLY, KINDS, NOTICE, Kind
from tracker.ledger.models import Entry, Opening
from tracker.ledger.snapshot import Fields, chunks, locate, pointing, refs, shape
from tracker.record import models as record

Body = dict[str, Any]
WITHHELD = "withheld"


def closed(targets: Iterable[str]) -> set[str]:
    """Those of these references that readers may not be shown."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for target in targets:
        found = locate(target)
        if found and (found[0].has_status or found[0].model is record.Source):
            by_kind[found[0].name].add(target)
        elif target.startswith("figure/"):
            by_kind["figure"].add(target)
    shut: set[str] = set()
    for name, wanted in by_kind.items():
        if name == "source":
            shut |= _closed_sources(wanted)
        elif name == "figure":
            shut |= _unpublished(record.Figure, "pk", {one: one.split("/")[1] for one in wanted})
        else:
            kind = KINDS[name]
            keys = {one: found[1] for one in wanted if (found := locate(one))}
            shut |= _unpublished(kind.model, kind.key_lookup(), keys)
    return shut


def _unpublished(model: Any, lookup: str, keys: dict[str, Any]) -> set[str]:
    seen: set[str] = set()
    for chunk in chunks(keys.values()):
        rows = model.objects.published().filter(**{f"{lookup}__in": chunk})
        seen |= {str(key) for key in rows.values_list(lookup, flat=True)}
    return {name for name, key in keys.items() if str(key) not in seen}


def _closed_sources(wanted: set[str]) -> set[str]:
    """Confidential sources, and those that are gone and once were or never had been shown."""
    shut: set[str] = set()
    for chunk in chunks(wanted):
        rows = record.Source.objects.filter(reference__in=chunk)
        stored = dict(rows.values_list("reference", "confidential"))
        shut |= {name for name, confidential in stored.items() if confidential}
        gone = set(chunk) - set(stored)
        if gone:
            past = Opening.objects.filter(record__in=gone, path="confidential", value="true")
            ever = Entry.objects.filter(record__in=gone).shown()
            shut |= set(past.values_list("record", flat=True))
            shut |= gone - set(ever.values_list("record", flat=True))
    return shut


def hidden(kind: Kind, fields: Fields, shut: set[str]) -> set[str]:
    """The paths of `fields` that readers may not see while the targets in `shut` are closed."""
    columns = pointing(kind)
    rows: list[str] = []
    found: set[str] = set()
    for path, target in refs(kind, fields).items():
        if target in shut:
            found.add(path)
            if columns[shape(path)].is_required and "/" in path:
                rows.append(path.rsplit("/", 1)[0] + "/")
    for path in fields:
        name = path.rsplit("/", 1)[-1]
        if name in DESK_ONLY or any(path.startswith(row) for row in rows):
            found.add(path)
    return found


def open_fields(kind: Kind, body: Body, fields: Fields, standing: str, shut: set[str]) -> Fields:
    """What readers may see of one entry's fields, given what they see of the record now."""
    if body["shown"] == Entry.Shown.NOTICE and standing != Entry.Shown.NOTHING:
        return {path: value for path, value in fields.items() if path in NOTICE}
    if body["shown"] != Entry.Shown.WHOLE or standing != Entry.Shown.WHOLE:
        return {}
    shy = hidden(kind, fields, shut)
    return {path: value for path, value in fields.items() if path not in shy}


def reason_is_open(body: Body, standing: str) -> bool:
    """Whether readers may see why a change was made."""
    return Entry.Shown.NOTHING not in (body["shown"], standing)
