"""The rows of a list, each made once while nothing that readers see changes.

A row is looked up and put into words, which takes longer than finding it.
What was made is kept under the stamps of the record and of the index: it is used while they stand,
and by no page that is newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from threading import Lock
from typing import Any, NamedTuple

from cachetools import LRUCache
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tracker.public.delivery.keeping import moment
from tracker.public.delivery.macros import macro
from tracker.public.lists.rows_in_html import claim_row
from tracker.public.lists.snippets import NOWHERE, Found, found_in
from tracker.search.finding import Answer
from tracker.search.kinds import Kind
from tracker.search.snippets import Wanted

Load = Callable[[Iterable[int]], Mapping[int, Any]]
# The template and the macro in it that make a row; that of a claim is made without.
ROWS = {
    Kind.RESPONSE: ("lists/rows.html", "response_row"),
    Kind.SOURCE: ("lists/rows.html", "source_row"),
    Kind.PARTY: ("lists/rows.html", "named_row"),
    Kind.PLACE: ("lists/rows.html", "named_row"),
    Kind.DOSSIER: ("lists/rows_around.html", "dossier_row"),
    Kind.EVENT: ("lists/rows_around.html", "event_row"),
    Kind.REQUEST: ("lists/rows_around.html", "request_row"),
}


class ListRow(NamedTuple):
    """A record of a list, where its page is, and how it looks in the list."""

    record: Any
    path: str
    html: str


_kept: LRUCache[Any, ListRow] = LRUCache(2000)
_lock = Lock()


def list_rows(request: HttpRequest, kind: Kind, load: Load, answer: Answer) -> list[ListRow]:
    """The rows that were found, in order; one that readers no longer see is left out."""
    now = moment(request, answer)
    if now is None or answer.wanted is not None:
        found = made(kind, load(answer.records), answer.wanted)
        return [found[key] for key in answer.records if key in found]
    with _lock:
        kept = {key: _kept.get((now, kind, key)) for key in answer.records}
    missing = [key for key, row in kept.items() if row is None]
    new = made(kind, load(missing) if missing else {})
    kept.update(new)
    with _lock:
        _kept.update({(now, kind, key): row for key, row in new.items()})
    return [row for row in kept.values() if row is not None]


def joined(rows: Iterable[ListRow]) -> SafeString:
    """The rows of a page, one after the other."""
    found = [row.html for row in rows]
    return format_html("{}" * len(found), *found) if found else SafeString("")


def made(
    kind: Kind, records: Mapping[int, Any], wanted: Wanted | None = None
) -> dict[int, ListRow]:
    """Rows of these records, by primary key, with what was looked for marked in each."""
    found, look = found_in(kind, records, wanted), _look(kind)
    return {
        key: ListRow(record, record.get_absolute_url(), look(record, found.get(key, NOWHERE)))
        for key, record in records.items()
    }


def _look(kind: Kind) -> Callable[[Any, Found], str]:
    """What makes the row of a record of this kind."""
    if kind == Kind.CLAIM:
        return partial(claim_row, language=get_language())
    return macro(*ROWS[kind])
