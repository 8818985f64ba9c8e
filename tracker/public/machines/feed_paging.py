"""Pages of a feed, newest first, each leading to the next (RFC 5005), and what feeds are known by.

A subscriber keeps what it has read by its identity. That of a feed or an entry is made of the
ledger's first entry, which no other site has and which moves with the record, and of the record's
name in the ledger: neither changes with the site's address, a slug or a language.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from tracker.ledger.models import Entry
from tracker.public.delivery.refusals import NUMBER, Elsewhere, bad_request, wrong_format

PAGE_SIZE = 30


class FeedPage(NamedTuple):
    """Rows of `edition.news`: one page of a feed, and whether there is another."""

    number: int
    rows: list[Any]
    has_next: bool

    def of(self, noun: str) -> list[str]:
        """The keys of the publications of one noun."""
        return [key for key, kind, _is_notice, _when in self.rows if kind == noun]


def asked_feed_page(request: HttpRequest, rows: Any) -> FeedPage:
    """The page that the query asks for. Raises Elsewhere with a 400.

    Nothing is counted, which takes long for a filter of many rows, unless the page is not there.
    """
    asked = request.GET.getlist("page") or ["1"]
    errors = wrong_format(request)
    if len(set(asked)) > 1:
        errors["page"] = [_("Give it once: two values contradict each other.")]
    elif not NUMBER.fullmatch(asked[0]):
        errors["page"] = [_last_page(rows)]
    if errors:
        raise Elsewhere(bad_request(request, errors))
    start = (int(asked[0]) - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    if start and not found:
        raise Elsewhere(bad_request(request, {"page": [_last_page(rows)]}))
    return FeedPage(int(asked[0]), found[:PAGE_SIZE], len(found) > PAGE_SIZE)


def _last_page(rows: Any) -> str:
    last = {"last": Paginator(rows, PAGE_SIZE).num_pages}
    return _("A page is a whole number from 1 to %(last)d.") % last


class PagedFeed(Atom1Feed):
    """Atom with links to the pages beside this one; `pages` is relation → address."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})


def beside(request: HttpRequest, page: FeedPage, address: str) -> dict[str, str]:
    """Relation → address of the first page, the previous and the next, where there is one."""
    numbers = {"first": 1, "previous": page.number - 1} if page.number > 1 else {}
    if page.has_next:
        numbers["next"] = page.number + 1
    return {name: address_of(request, address, number) for name, number in numbers.items()}


def address_of(request: HttpRequest, address: str, number: int) -> str:
    """A page of a feed at `address`, with the query it was asked by; the first has no number."""
    query = request.GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"{address}?{query.urlencode()}" if query else address


def of_this_site() -> UUID:
    """What every identity begins with; asked once a feed."""
    first = Entry.objects.order_by("sequence").values_list("leaf", flat=True).first()
    return uuid5(NAMESPACE_OID, first or "")


def identity(site: UUID, *parts: str) -> str:
    """A lasting name of what `parts` say: `urn:uuid:…`, the same for the same parts."""
    return uuid5(site, "\n".join(parts)).urn
