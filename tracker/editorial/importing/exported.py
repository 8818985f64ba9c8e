"""An export of this site, as a file that can be loaded.

An export names parties, places and dossiers by ids of its own (`party/7`), so that renaming one
changes nothing else, and gives every row of a list its key. Here ids become slugs, and rows what an
editor's file says.
"""

from __future__ import annotations

from typing import Any

from tracker.editorial.importing.reading import Entry
from tracker.record.models import Correction

# Fields that hold the id of a party or a place.
NAMED = (
    "party",
    "place",
    "body",
    "part_of",
    "publisher",
    "responder",
    "spokesperson",
    "reporter",
    "asker",
    "asked",
)
# Follows from the status, from the day of loading, or counts what the other site's ledger holds.
LEFT_OUT = ("id", "withdrawn_at", "withdrawn_reason", "of_revision")


def is_exported(content: Entry) -> bool:
    """Whether a file's records carry ids, as only an export's do."""
    lists = (rows for rows in content.values() if isinstance(rows, list))
    return any(isinstance(row, dict) and "id" in row for rows in lists for row in rows)


def as_entered(content: Entry) -> Entry:
    """The same records in the words of a file that an editor might have written."""
    slugs = {
        row.get("id"): row.get("slug")
        for kind in ("parties", "places", "dossiers")
        for row in content.get(kind, [])
        if isinstance(row, dict)
    }
    points = {
        f"allegation/{point.get('row')}": point.get("number")
        for claim in content.get("claims", [])
        for point in claim.get("allegations", [])
    }
    turned = Turned(slugs, points)
    made = {
        kind: [turned.record(kind, row) for row in rows] if isinstance(rows, list) else rows
        for kind, rows in content.items()
    }
    for kind, key, above in (
        ("places", "slug", "part_of"),
        ("sources", "reference", "derived_from"),
    ):
        if kind in made:
            made[kind] = _in_order(made[kind], key, above)
    return made


def _in_order(rows: list[Entry], key: str, above: str) -> list[Entry]:
    """Rows after those that they lean on: a file is loaded from the top."""
    by_key = {row.get(key): row for row in rows}
    ordered: dict[Any, Entry] = {}

    def put(row: Entry, depth: int = 0) -> None:
        leaned_on = by_key.get(row.get(above))
        if leaned_on is not None and depth < len(rows):
            put(leaned_on, depth + 1)
        ordered.setdefault(row.get(key), row)

    for row in rows:
        put(row)
    return list(ordered.values())


class Turned:
    """Rewrites records, knowing which id stands for which slug."""

    def __init__(self, slugs: dict[Any, Any], points: dict[str, Any]) -> None:
        self.slugs, self.points = slugs, points

    def record(self, kind: str, row: Entry) -> Entry:
        made = self.row({name: value for name, value in row.items() if name not in LEFT_OUT})
        if kind == "corrections":
            of = {name: made.pop(name) for name in Correction.TARGETS if name in made}
            made["of"] = {name: value for name, value in of.items() if value is not None}
            made["of"] = {name: self.slugs.get(value, value) for name, value in made["of"].items()}
        return made

    def row(self, row: Entry) -> Entry:
        made: Entry = {}
        is_figure = "population" in row and "reporter" in row
        is_citation = "source" in row and "relation" in row
        for name, value in row.items():
            if name == "row":
                if is_figure or is_citation:
                    made["key"] = value
            elif isinstance(value, list):
                made[name] = [self.row(one) for one in value]
            elif name in ("repeats", "part_of") and is_figure:
                made[name] = value and value.removeprefix("figure/")
            elif name == "version_of" and is_citation:
                made[name] = value and value.removeprefix("citation/")
            elif name == "allegation":
                made[name] = self.points.get(value, value)
            else:
                made[name] = self.slugs.get(value, value) if name in NAMED else value
        return made
