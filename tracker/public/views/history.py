"""The past of a record: what changed and when, any earlier state, any two states compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tracker.ledger import words
from tracker.ledger.differences import count_differences, differences
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight, State, answering
from tracker.public.listing import NUMBER, Elsewhere, asked_page, bad_request, wrong_format
from tracker.public.templatetags.history import cited_as
from tracker.public.views.records import withdrawn_at
from tracker.record.nouns import NOUNS
from tracker.record.references import current_address

PAGE_SIZE = 30
MOST_DIFFERENCES = 8
FROM_THE_RESPONSE = ("responder", "spokesperson", "made_on", "form")


def with_past(kind: str, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A record's page that also shows its earlier states: `?as_of=2026-11-22`, `?revision=3`."""

    @wraps(view)
    def wrapped(request: HttpRequest, key: str) -> HttpResponse:
        if "as_of" in request.GET or "revision" in request.GET:
            return past_page(request, kind, key)
        return view(request, key)

    return wrapped


def history_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What changed, when and why; with `from` and `to`, two revisions side by side."""
    record, name = _find(request, kind, key)
    sight = Sight(kind, [name])
    if "from" in request.GET or "to" in request.GET:
        return _compared(request, record, sight)
    page = asked_page(request, Paginator(sight.entries(), PAGE_SIZE))
    entries = list(page.object_list)
    before = sight.before(entries)
    states = {
        entry.sequence: sight.state(entry) for entry in [*entries, *list(before.values())[-1:]]
    }
    names = words.Names(states.values())
    changes = [_change(states, before.get(entry.sequence), entry, names) for entry in entries]
    context = {
        "record": record,
        "title": _title(record),
        "page": page,
        "changes": changes,
        "query": "",
    }
    return _unlisted(render(request, "public/history.html", context))


def _title(record: Any) -> str:
    """What a record is called; of a withdrawn one only what its address says."""
    if getattr(record, "withdrawn_at", None):
        return cited_as(record)
    return str(getattr(record, "title", record))


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


def _compared(request: HttpRequest, record: Any, sight: Sight) -> HttpResponse:
    old, new = (
        _by_revision(request, sight, request.GET.get(name, ""), name) for name in ("from", "to")
    )
    states = [sight.state(old), sight.state(new)]
    names = words.Names(states)
    context = {
        "record": record,
        "title": _title(record),
        "old": old,
        "new": new,
        "differences": differences(states[0], states[1], names),
    }
    return _unlisted(render(request, "public/compared.html", context))


def past_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A record as it stood at the end of a day, or as one revision left it."""
    record, name = _find(request, kind, key)
    if getattr(record, "withdrawn_at", None):
        context = {"record": record, "key": key, "kind": kind}
        return _unlisted(render(request, "public/withdrawn.html", context))
    sight = Sight(kind, [name])
    if "as_of" in request.GET:
        moment = words.end_of(_day(request))
        entry = sight.newest_by(moment).get(name)
    else:
        entry = _by_revision(request, sight, request.GET["revision"], "revision")
        moment = entry.time
    if entry is None or entry.shown == Entry.Shown.NOTHING:
        first = sight.entries().last()
        context = {"record": record, "first": first, "moment": moment}
        return _unlisted(render(request, "public/not_yet.html", context, status=404))
    state = sight.state(entry)
    answers = _answers(state, moment) if kind == "claim" else []
    names = words.Names([state, *answers])
    shown = words.document(state, names)
    _set_answers_beside(shown, answers, names)
    later = sight.entries().filter(sequence__gt=entry.sequence)
    context = {
        "record": record,
        "title": state.fields.get("title") or state.fields.get("name") or name,
        "entry": entry,
        "state": state,
        "document": shown,
        "later": later.count(),
        "newest": later.first(),
    }
    return _unlisted(render(request, "public/past.html", context))


def _answers(state: State, moment: datetime) -> list[State]:
    """The responses that answered a claim's allegations at a moment."""
    rows = [f"allegation/{row['row']}" for row in state.tree.get("allegations", [])]
    sight = Sight("response", sorted(answering(rows)))
    then = sight.newest_by(moment).values()
    return [sight.state(entry) for entry in then if entry.shown == Entry.Shown.WHOLE]


def _set_answers_beside(claim: words.Shown, answers: list[State], names: words.Names) -> None:
    """Put each answer under the allegation it answers, with who gave it and when."""
    points = {f"allegation/{row.key}": row for row in claim.rows if row.part == "allegations"}
    for state in sorted(answers, key=lambda state: state.entry.record):
        response = words.document(state, names)
        for row in state.tree.get("answers", []):
            point = points.get(row.get("allegation", ""))
            answer = next(
                (one for one in response.rows if (one.part, one.key) == ("answers", row["row"])),
                None,
            )
            if point is not None and answer is not None:
                who = [one for one in response.fields if one[0] in FROM_THE_RESPONSE]
                said = [one for one in answer.fields if one[0] not in ("claim", "allegation")]
                named = {"reference": state.entry.record}
                answer.title = _("Answered in %(reference)s") % named
                answer.fields = [*who, *said]
                point.beside.append(answer)


# --- What is asked for ----------------------------------------------------------------------------


def _find(request: HttpRequest, kind: str, key: str) -> tuple[Any, str]:
    """(record, its name in the log): one that readers may see, or that was withdrawn."""
    if errors := wrong_format(request):
        raise Elsewhere(bad_request(request, errors))
    model: Any = NOUNS[kind].model
    field = "slug" if hasattr(model, "slug") else "reference"
    record = model.objects.published().filter(**{field: key}).first()
    record = record or withdrawn_at(model, field, key)
    if record is None:
        moved_to = current_address(kind, key)
        if moved_to and model.objects.published().filter(**{field: moved_to}).exists():
            address = request.path.replace(f"/{key}/", f"/{moved_to}/", 1)
            query = request.META.get("QUERY_STRING", "")
            there = f"{address}?{query}" if query else address
            raise Elsewhere(HttpResponseRedirect(there, status=301))
        raise Http404
    return record, NOUNS[kind].ref(getattr(record, NOUNS[kind].key_lookup()))


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


def _by_revision(request: HttpRequest, sight: Sight, text: str, name: str) -> Entry:
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
