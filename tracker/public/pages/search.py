"""The search page: words looked for in every kind of record, the first few of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.edition.lists import rows_of_nouns
from tracker.edition.readers import NOW
from tracker.public.delivery.refusals import bad_request, wrong_format
from tracker.public.lists.filter_kinds import is_longer_than_looked_for
from tracker.public.lists.filters import SearchForm, visible_errors
from tracker.public.lists.list_rows import ListRow, made
from tracker.public.lists.listed_claims import listed_claims
from tracker.public.lists.snippets import with_words
from tracker.public.machines.linked import pages as linked
from tracker.search.finding import Group, search, totals
from tracker.search.kinds import Kind

MOST_SHOWN = 3
# In the order of the page: the name of each kind's list, and its heading.
KINDS: dict[Kind, tuple[str, str | Promise]] = {
    Kind.CLAIM: ("claims", _("Claims")),
    Kind.RESPONSE: ("responses", _("Responses")),
    Kind.REQUEST: ("requests", _("Requests")),
    Kind.DOSSIER: ("dossiers", _("Dossiers")),
    Kind.PARTY: ("parties", _("Parties")),
    Kind.PLACE: ("places", _("Places")),
    Kind.EVENT: ("events", _("Events")),
    Kind.SOURCE: ("sources", _("Sources")),
}


class Found(NamedTuple):
    """What was found of one kind: its first rows, how many there are, and its list."""

    name: str
    heading: str | Promise
    address: str
    total: int
    rows: list[ListRow]


def search_page(request: HttpRequest) -> HttpResponse:
    """What has the words of `q`, by kind; without words, what there is to look through."""
    form = SearchForm(request.GET)
    errors = {} if form.is_valid() else visible_errors(form)
    if errors := errors | wrong_format(request):
        return bad_request(request, errors)
    words = form.cleaned_data["q"].strip()
    found = search(words, KINDS, MOST_SHOWN)
    groups = _groups(found.groups, words)
    paths = [row.path for group in groups for row in group.rows]
    return render(
        request,
        "lists/search.html",
        {
            "searched": words,
            "groups": groups,
            "total": sum(group.total for group in groups),
            "lists": [] if words else _lists(),
            "nearest": [(one, with_words(request.GET, one)) for one in found.nearest],
            "ignored": sorted(set(request.GET) - {"q", "format"})[:10],
            "is_cut": is_longer_than_looked_for(" ".join(request.GET.getlist("q"))),
            "linked": linked.listed(request, paths, 1, len(paths)),
        },
    )


def _groups(groups: list[Group], words: str) -> list[Found]:
    records = _records(groups)
    found = []
    for group in groups:
        rows = made(group.kind, records[group.kind], group.wanted)
        name, heading = KINDS[group.kind]
        address = f"{reverse(name)}?{_query(words)}"
        shown = [rows[pk] for pk in group.records if pk in rows]
        found.append(Found(name, heading, address, group.total, shown))
    return found


def _records(groups: list[Group]) -> dict[Kind, Mapping[int, Any]]:
    """The records of each kind, by primary key; claims out of the index, as in their list."""
    keys = {one.kind: one.records for one in groups}
    claims = keys.pop(Kind.CLAIM, [])
    rows = rows_of_nouns(NOW, {kind.model_name: pks for kind, pks in keys.items()})
    return {kind: rows[kind.model_name] for kind in keys} | {Kind.CLAIM: listed_claims(claims)}


def _query(words: str) -> str:
    query = QueryDict(mutable=True)
    query["q"] = words
    return query.urlencode()


def _lists() -> list[Found]:
    """Every list with how much is in it."""
    counts = totals(KINDS)
    return [
        Found(name, heading, reverse(name), counts[kind], [])
        for kind, (name, heading) in KINDS.items()
    ]
