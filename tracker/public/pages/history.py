"""The past of a record: what changed and when, any earlier state, any two states compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tracker.edition import lists, news
from tracker.edition.addresses import was_at, was_last_at
from tracker.edition.documents import Document, Notice, Revised
from tracker.edition.history import PublicSight
from tracker.edition.past import Past, standing_at, whole_change
from tracker.edition.readers import NOW, Published
from tracker.edition.redaction import part_of_shown
from tracker.ledger import words
from tracker.ledger.differences import count_differences, differences
from tracker.ledger.models import Entry
from tracker.ledger.states import State
from tracker.public.delivery.records import find_now
from tracker.public.delivery.refusals import (
    NUMBER,
    Elsewhere,
    asked_page,
    bad_request,
    wrong_format,
)
from tracker.public.machines import formats
from tracker.public.telling.named_in_states import names_for_readers
from tracker.public.telling.page_words import cited_as, title_of
from tracker.record.paths import path_of

PAGE_SIZE = 30
MOST_DIFFERENCES = 8


def with_past(kind: str, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A record's page that also shows its earlier states: `?as_of=2026-11-22`, `?revision=3`."""

    @wraps(view)
    def wrapped(request: HttpRequest, key: str) -> HttpResponse:
        if "as_of" in request.GET or "revision" in request.GET:
            return past_page(request, kind, key, view)
        return view(request, key)

    return wrapped


def history_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What changed, when and why; with `from` and `to`, two revisions side by side."""
    record = _find(request, kind, key)
    sight = PublicSight(kind, [record.key])
    if "from" in request.GET or "to" in request.GET:
        return _compared(request, record, sight)
    page = asked_page(request, Paginator(sight.entries(), PAGE_SIZE))
    entries = list(page.object_list)
    before = sight.before(entries)
    states = {
        entry.sequence: sight.state(entry) for entry in [*entries, *list(before.values())[-1:]]
    }
    names = names_for_readers(states.values())
    by_author = news.approved_by_author(entry.sequence for entry in entries)
    changes = [
        {
            **_change(states, before.get(entry.sequence), entry, names),
            "is_by_author": entry.sequence in by_author,
        }
        for entry in entries
    ]
    context = {
        "record": record,
        "title": title_of(record),
        "is_withdrawn": isinstance(record, Notice),
        "page": page,
        "changes": changes,
    }
    return _unlisted(render(request, "history/history.html", context))


def _change(
    states: dict[int, State], earlier: Entry | None, entry: Entry, names: words.Names
) -> dict[str, Any]:
    new = states[entry.sequence]
    old = states[earlier.sequence] if earlier else None
    count = count_differences(old, new) if old else 0
    return {
        "entry": entry,
        "earlier": earlier,
        "state": new,
        "differences": differences(old, new, names, MOST_DIFFERENCES) if old else [],
        "more": max(0, count - MOST_DIFFERENCES),
        "erased": _erased_codes(entry),
    }


def _erased_codes(entry: Entry) -> list[str]:
    if entry.action != Entry.Action.ERASED:
        return []
    codes = set(json.loads(entry.body)["erased"].values())
    return [str(words.GAPS.get(code, code)) for code in sorted(codes)]


def _compared(request: HttpRequest, record: Any, sight: PublicSight) -> HttpResponse:
    old, new = (
        _by_revision(request, sight, request.GET.get(name, ""), name) for name in ("from", "to")
    )
    states = [sight.state(old), sight.state(new)]
    names = names_for_readers(states)
    context = {
        "record": record,
        "title": title_of(record),
        "old": old,
        "new": new,
        "differences": differences(states[0], states[1], names),
    }
    return _unlisted(render(request, "history/compared.html", context))


def past_page(
    request: HttpRequest, kind: str, key: str, view: Callable[..., HttpResponse]
) -> HttpResponse:
    """A record's page as it was at the end of a day, or as one revision left it."""
    moment = words.end_of(_day(request)) if "as_of" in request.GET else None
    record, subject = _find_then(request, kind, key, standing_at(moment) if moment else None)
    if isinstance(record, Notice):
        context = {"record": record, "key": key, "kind": kind}
        return _unlisted(render(request, "records/withdrawn.html", context))
    sight = PublicSight(kind, [subject])
    if moment is not None:
        entry, at = sight.newest_by(moment).get(subject), standing_at(moment)
    else:
        entry = _by_revision(request, sight, request.GET["revision"], "revision")
        moment, at = entry.time, whole_change(entry)
    if entry is None or at is None or entry.shown != Entry.Shown.WHOLE:
        first = sight.entries().last()
        context = {"record": record, "first": first}
        return _unlisted(render(request, "history/not_yet.html", context, status=404))
    reader = Past(subject, Revised(entry.sequence, entry.revision, entry.time), moment, at)
    request.past = _past(record, sight, entry, reader)  # type: ignore[attr-defined]
    return _unlisted(view(request, key, reader))


class Then(NamedTuple):
    """What the note on an earlier state says: which it is, what came after, what is missing."""

    # As it is now; of one that was merged since, the record that it is part of.
    record: Document
    is_merged: bool
    entry: Entry
    later: int
    newest: Entry | None
    gaps: list[str]
    reader: Past
    # Of a claim: responses that the page of then does not know, by reference, with their addresses.
    responses: dict[str, str]

    @property
    def has_more_changed(self) -> bool:
        """Whether what the record names, or what names it, has changed since; asked once the page
        has been read."""
        return self.reader.has_changed_since()


def _past(record: Document, sight: PublicSight, entry: Entry, reader: Past) -> Then:
    later = sight.entries().filter(sequence__gt=entry.sequence)
    codes = sorted(set(sight.state(entry).gaps.values()))
    gaps = [str(words.GAPS.get(code, code)) for code in codes]
    is_merged = record.key != reader.key
    known = (_responses_to(record, one) for one in (NOW, reader))
    since = sorted(set.difference(*known)) if record.noun == "claim" else []
    responses = {one: path_of("response", one) for one in since}
    return Then(record, is_merged, entry, later.count(), later.first(), gaps, reader, responses)


def _responses_to(claim: Document, reader: Published) -> set[str]:
    # Dossiers hold their claims under the same name.
    naming = reader.naming([claim.key], "claims/claim")
    return {one.source for one in naming if one.source.startswith("R-")}


# --- What is asked for ----------------------------------------------------------------------------


def _find(request: HttpRequest, noun: str, key: str) -> Document | Notice:
    """The record, or the notice of its withdrawal. Raises Elsewhere, and Http404 for all else."""
    record = _found(request, noun, key)
    if cited_as(record) != key and isinstance(record, Document):
        raise _at(request, key, record)
    return record


def _find_then(
    request: HttpRequest, noun: str, key: str, at: int | None
) -> tuple[Document | Notice, str]:
    """The record that was at the address when the ledger's newest entry was `at`, or, without that,
    the one that was there last; and its key then.

    Of one that was made part of another since, that other one and the key of the one that was.
    """
    record = _found(request, noun, key)
    if isinstance(record, Notice):
        return record, record.key
    was = was_at(noun, key, at) if at is not None else was_last_at(noun, key)
    if was and was != record.key:
        if part_of_shown([was]):
            return record, was
        record = (lists.alone(NOW, was) if at is not None else None) or record
    # Where it is now another record may have been then: it is shown where it was.
    if cited_as(record) != key and (at is None or was != record.key):
        raise _at(request, key, record)
    return record, record.key


def _found(request: HttpRequest, noun: str, key: str) -> Document | Notice:
    if errors := wrong_format(request, formats.CITED):
        raise Elsewhere(bad_request(request, errors))
    record = find_now(noun, lists.alone, key)
    if record is None:
        raise Http404
    return record


def _at(request: HttpRequest, key: str, record: Document) -> Elsewhere:
    """The same page of a record where it is now."""
    address = request.path.replace(f"/{key}/", f"/{cited_as(record)}/", 1)
    query = request.META.get("QUERY_STRING", "")
    there = f"{address}?{query}" if query else address
    return Elsewhere(HttpResponseRedirect(there, status=301))


def _day(request: HttpRequest) -> date:
    text = request.GET.get("as_of", "")
    try:
        day = parse_date(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        day = None
    if day is None:
        what = _("A day like 2026-11-22; the state at its end, UTC, is shown.")
        raise Elsewhere(bad_request(request, {"as_of": [what]}))
    return day


def _by_revision(request: HttpRequest, sight: PublicSight, text: str, name: str) -> Entry:
    if not NUMBER.fullmatch(text):
        what = _("The number of a revision, as the history lists them.")
        raise Elsewhere(bad_request(request, {name: [what]}))
    entry: Entry | None = sight.entries().filter(revision=int(text)).first()
    if entry is None:
        raise Http404
    return entry


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
