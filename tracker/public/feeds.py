"""Atom feeds: new claims, responses, corrections and withdrawals, for any filter of their lists.

An entry of a claim tells its allegations with what was answered to each, or the silence; an entry
of a response tells what it answers. Nobody who follows one side misses the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from tracker.edition import records
from tracker.edition.documents import ClaimDocument, Document, ResponseDocument
from tracker.ledger.models import Entry
from tracker.public.conditions import claims_against, claims_by
from tracker.public.feed_paging import (
    FeedPage,
    PagedFeed,
    address_of,
    asked_feed_page,
    beside,
    identity,
    of_this_site,
)
from tracker.public.filters import ClaimFilter, ListFilter, ResponseFilter
from tracker.public.listing import Elsewhere, bad_request
from tracker.public.news import (
    CORRECTED,
    PUBLISHED,
    WITHDRAWN,
    News,
    loaded,
    newest_first,
    news,
    rows,
)
from tracker.public.templatetags.history import cited_as
from tracker.public.views.records import NOW, find_row
from tracker.record.models import Claim, Dossier, Party, Response
from tracker.record.nouns import noun_of

D = TypeVar("D", bound=Document)

# Of a publication whose time was erased.
UNKNOWN = datetime.min.replace(tzinfo=UTC)
ATOM = "application/atom+xml; charset=utf-8"


def claims_feed(request: HttpRequest) -> HttpResponse:
    """The claims published last, of those that the query asks for."""
    found = _asked(request, ClaimFilter, Claim.objects.published().with_response_state())
    page = asked_feed_page(request, _published(Claim.objects.published().filter(pk__in=found)))
    return _of_records(request, page, gettext("Claims"), reverse("claims"))


def responses_feed(request: HttpRequest) -> HttpResponse:
    """The responses published last, of those that the query asks for."""
    found = _asked(request, ResponseFilter, Response.objects.published())
    page = asked_feed_page(request, _published(Response.objects.published().filter(pk__in=found)))
    return _of_records(request, page, gettext("Responses"), reverse("responses"))


def dossier_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The claims of a dossier and the responses to them."""
    dossier = find_row(request, Dossier.objects.published(), key)
    claims = Claim.objects.published().filter(dossiers=dossier)
    responses = Response.objects.published().filter(claims__in=claims).distinct()
    page = asked_feed_page(request, _published(claims, responses))
    return _of_records(request, page, dossier.title, dossier.get_absolute_url(), dossier)


def party_feed(request: HttpRequest, key: str) -> HttpResponse:
    """What a party alleged, what is alleged of it, and how it answered."""
    party = find_row(request, Party.objects.published(), key)
    claims = Claim.objects.published().filter(claims_by([party]) | claims_against([party]))
    responses = Response.objects.published().filter(responder=party)
    page = asked_feed_page(request, _published(claims, responses))
    return _of_records(request, page, party.name, party.get_absolute_url(), party)


def changes_feed(request: HttpRequest) -> HttpResponse:
    """Publications, corrections and withdrawals of everything."""
    page = asked_feed_page(request, news())
    feed = _feed(request, page, gettext("Changes"), reverse("changes"))
    for one in loaded(page.rows):
        _add_news(feed, one)
    return _answer(feed)


def _asked(request: HttpRequest, filter_class: type[ListFilter], rows: Any) -> Any:
    """The keys of what the query asks for, as a condition."""
    filterset = filter_class(request.GET, queryset=rows, request=request)
    if not filterset.form.is_valid():
        raise Elsewhere(bad_request(request, filterset.visible_errors()))
    return filterset.qs.order_by().values("pk")


def _published(*several: Any) -> Any:
    """Rows of claims and responses, those published last first."""
    found = [
        rows(some, PUBLISHED, str(some.model._meta.model_name), "published_at") for some in several
    ]
    return newest_first(*found)


def _feed(
    request: HttpRequest, page: FeedPage, title: str, link: str, about: Any = None
) -> PagedFeed:
    """A feed without entries; `about` is the record that it is of, if it is of one alone."""
    here = f"{settings.SITE_URL}{request.path}"
    site = of_this_site()
    name = _name_of(about) if about else link.partition("?")[0]
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
    request: HttpRequest, page: FeedPage, title: str, link: str, about: Any = None
) -> HttpResponse:
    """A feed of claims and responses, in the order of the page's rows."""
    feed = _feed(request, page, title, link, about)
    names = _references(Claim, page.of("claim")), _references(Response, page.of("response"))
    claims = _by_row(names[0], records.claims(NOW, names[0].values()))
    responses = _by_row(names[1], records.responses(NOW, names[1].values()))
    changed = _changed(claims.values()) | _changed(responses.values())
    found: dict[str, Mapping[Any, ClaimDocument | ResponseDocument]]
    found = {"claim": claims, "response": responses}
    for _what, noun, key, _when in page.rows:
        if record := found[noun].get(key):
            _add(feed, record, changed)
    return _answer(feed)


def _references(model: type[Claim | Response], keys: Iterable[Any]) -> dict[Any, str]:
    """The references of the rows with these keys."""
    return dict(model.objects.filter(pk__in=list(keys)).values_list("pk", "reference"))


def _by_row(names: dict[Any, str], found: Mapping[str, D]) -> dict[Any, D]:
    return {row: found[reference] for row, reference in names.items() if reference in found}


def _changed(found: Iterable[Document]) -> dict[str, datetime]:
    """When readers last saw each of these records change, by the ledger."""
    rows = Entry.objects.filter(record__in=[one.key for one in found]).shown().order_by()
    return dict(rows.values("record").annotate(n=Max("time")).values_list("record", "n"))


def _name_of(record: Any) -> str:
    """The record's name in the ledger, which is never a slug."""
    if isinstance(record, Document):
        return record.key
    noun = noun_of(record)
    return noun.name_of(record) if noun else ""


def _add(
    feed: PagedFeed, record: ClaimDocument | ResponseDocument, changed: dict[str, datetime]
) -> None:
    address = f"{settings.SITE_URL}{record.get_absolute_url()}"
    told = {record.noun: record, "site_url": settings.SITE_URL}
    published = record.published_at or UNKNOWN
    feed.add_item(
        title=f"{record.reference}: {record.title}",
        link=address,
        unique_id=identity(feed.feed["site"], _name_of(record)),
        description=render_to_string(f"public/feed_{record.noun}.html", told),
        pubdate=published,
        updateddate=max(published, changed.get(record.key, published)),
    )


TITLES = {
    PUBLISHED: gettext_lazy("Published: %(title)s"),
    CORRECTED: gettext_lazy("Corrected: %(title)s"),
    WITHDRAWN: gettext_lazy("Withdrawn: %(title)s"),
}


def _called(one: News) -> str:
    """What the record is called; of a withdrawn one no more than its address says."""
    return cited_as(one.record) if one.what == WITHDRAWN else str(one.about.title)


def _add_news(feed: PagedFeed, one: News) -> None:
    about = one.about
    address = f"{settings.SITE_URL}{about.get_absolute_url()}"
    context = {"one": one, "site_url": settings.SITE_URL}
    feed.add_item(
        title=TITLES[one.what] % {"title": _called(one)},
        link=address,
        unique_id=identity(
            feed.feed["site"], _name_of(one.record), one.what, one.when.astimezone(UTC).isoformat()
        ),
        description=render_to_string("public/feed_news.html", context),
        pubdate=one.when,
        updateddate=one.when,
    )
