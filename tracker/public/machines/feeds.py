"""Atom feeds: new claims, responses, corrections and withdrawals, for any filter of their lists.

An entry of a claim tells its allegations with what was answered to each, or the silence; an entry
of a response tells what it answers. Nobody who follows one side misses the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from tracker.edition import lists, news, records
from tracker.edition.documents import (
    ClaimDocument,
    Document,
    EventDocument,
    RequestDocument,
    ResponseDocument,
)
from tracker.edition.readers import NOW, Published
from tracker.ledger.models import Entry
from tracker.public.delivery.records import find
from tracker.public.delivery.refusals import Elsewhere, bad_request
from tracker.public.lists.filters import (
    ClaimFilter,
    EventFilter,
    ListFilter,
    RequestFilter,
    ResponseFilter,
)
from tracker.public.machines.feed_paging import (
    FeedPage,
    PagedFeed,
    address_of,
    asked_feed_page,
    beside,
    identity,
    of_this_site,
)
from tracker.public.telling.news import News, What, all_news, loaded
from tracker.public.telling.page_words import title_of
from tracker.search.finding import Question, every

# Of a publication whose time was erased.
UNKNOWN = datetime.min.replace(tzinfo=UTC)
Told = ClaimDocument | ResponseDocument | EventDocument | RequestDocument
# Noun → what reads records of it with all that an entry tells of them, in how ever many queries.
LOADERS: dict[str, Callable[[Published, list[str]], Mapping[str, Any]]] = {
    "claim": records.claims,
    "response": records.responses,
    "event": lists.in_lists,
    "request": lists.in_lists,
}
# What a template calls a record whose noun means something else to Django.
TOLD_AS = {"request": "asked"}
ATOM = "application/atom+xml; charset=utf-8"


def claims_feed(request: HttpRequest) -> HttpResponse:
    """The claims published last, of those that the query asks for."""
    page = asked_feed_page(request, _asked(request, ClaimFilter))
    return _of_records(request, page, gettext("Claims"), reverse("claims"))


def responses_feed(request: HttpRequest) -> HttpResponse:
    """The responses published last, of those that the query asks for."""
    page = asked_feed_page(request, _asked(request, ResponseFilter))
    return _of_records(request, page, gettext("Responses"), reverse("responses"))


def events_feed(request: HttpRequest) -> HttpResponse:
    """The events published last, of those that the query asks for."""
    page = asked_feed_page(request, _asked(request, EventFilter))
    return _of_records(request, page, gettext("Events"), reverse("events"))


def requests_feed(request: HttpRequest) -> HttpResponse:
    """The requests published last, of those that the query asks for."""
    page = asked_feed_page(request, _asked(request, RequestFilter))
    return _of_records(request, page, gettext("Requests"), reverse("requests"))


def dossier_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The claims of a dossier and the responses to them."""
    dossier = find(request, NOW, "dossier", lists.alone, key)
    page = asked_feed_page(request, news.said_in(dossier.key))
    return _of_records(request, page, str(dossier), dossier.path, dossier)


def party_feed(request: HttpRequest, key: str) -> HttpResponse:
    """What a party alleged, what is alleged of it, and how it answered."""
    party = find(request, NOW, "party", lists.alone, key)
    page = asked_feed_page(request, news.said_of(party.key))
    return _of_records(request, page, title_of(party).text, party.path, party)


def changes_feed(request: HttpRequest) -> HttpResponse:
    """All that changed of what readers see."""
    page = asked_feed_page(request, all_news())
    feed = _feed(request, page, gettext("Changes"), reverse("changes"))
    for one in loaded(page.rows):
        _add_news(feed, one)
    return _answer(feed)


def _asked(request: HttpRequest, filter_class: type[ListFilter]) -> Any:
    """What was published of what the query asks for."""
    filterset = filter_class(request.GET, request=request)
    if not filterset.form.is_valid():
        raise Elsewhere(bad_request(request, filterset.visible_errors()))
    noun, question = filterset.of.model_name, filterset.question()
    is_all = question == Question(filterset.of, order=question.order)
    return news.published(noun) if is_all else news.Among(noun, every(question).tolist())


def _feed(
    request: HttpRequest, page: FeedPage, title: str, link: str, about: Document | None = None
) -> PagedFeed:
    """A feed without entries; `about` is the record that it is of, if it is of one alone."""
    here = f"{settings.SITE_URL}{request.path}"
    site = of_this_site()
    name = about.key if about else link.partition("?")[0]
    return PagedFeed(
        title=f"{settings.SITE_NAME}: {title}",
        link=address_of(request, f"{settings.SITE_URL}{link}", 1),
        feed_url=address_of(request, here, page.number),
        # Of all its pages: they are one feed.
        feed_guid=identity(site, "feed", str(get_language()), name, address_of(request, "", 1)),
        description="",
        subtitle=gettext("This site compiles what others have said. It does not say who is right."),
        language=get_language(),
        author_name=settings.SITE_NAME,
        pages=beside(request, page, here),
        site=site,
    )


def _answer(feed: PagedFeed) -> HttpResponse:
    response = HttpResponse(content_type=ATOM)
    feed.write(response, "utf-8")
    return response


def _of_records(
    request: HttpRequest, page: FeedPage, title: str, link: str, about: Document | None = None
) -> HttpResponse:
    """A feed of records in the order of the page's rows."""
    feed = _feed(request, page, title, link, about)
    found: dict[str, Told] = {}
    for noun, load in LOADERS.items():
        if keys := page.of(noun):
            found |= load(NOW, keys)
    changed = _changed(found.values())
    for key, _noun, _is_notice, _when in page.rows:
        if record := found.get(key):
            _add(feed, record, changed)
    return _answer(feed)


def _changed(found: Iterable[Document]) -> dict[str, datetime]:
    """When readers last saw each of these records change, by the ledger."""
    rows = Entry.objects.filter(record__in=[one.key for one in found]).shown().order_by()
    return dict(rows.values("record").annotate(n=Max("time")).values_list("record", "n"))


def _add(feed: PagedFeed, record: Told, changed: dict[str, datetime]) -> None:
    address = f"{settings.SITE_URL}{record.get_absolute_url()}"
    told = {TOLD_AS.get(record.noun, record.noun): record, "site_url": settings.SITE_URL}
    published = record.published_at or UNKNOWN
    feed.add_item(
        title=f"{record.reference}: {record.title}",
        link=address,
        unique_id=identity(feed.feed["site"], record.key),
        description=render_to_string(f"machines/feed_{record.noun}.html", told),
        pubdate=published,
        updateddate=max(published, changed.get(record.key, published)),
    )


TITLES = {
    What.PUBLISHED: gettext_lazy("Published: %(title)s"),
    What.CORRECTED: gettext_lazy("Corrected: %(title)s"),
    What.WITHDRAWN: gettext_lazy("Withdrawn: %(title)s"),
    What.CHANGED: gettext_lazy("Changed: %(title)s"),
    What.RENAMED: gettext_lazy("Renamed: %(title)s"),
    What.MERGED: gettext_lazy("Merged: %(title)s"),
    What.PARTED: gettext_lazy("Merge undone: %(title)s"),
    What.ERASED: gettext_lazy("Words erased: %(title)s"),
    What.FOLLOWED: gettext_lazy("Changed with another record: %(title)s"),
}


def _add_news(feed: PagedFeed, one: News) -> None:
    address = f"{settings.SITE_URL}{one.address}"
    context = {"one": one, "site_url": settings.SITE_URL}
    feed.add_item(
        title=TITLES[What(one.what)] % {"title": one.title},
        link=address,
        unique_id=identity(
            feed.feed["site"], one.record.key, one.what, one.when.astimezone(UTC).isoformat()
        ),
        description=render_to_string("machines/feed_news.html", context),
        pubdate=one.when,
        updateddate=one.when,
    )
