"""Atom feeds: new claims, responses, corrections and withdrawals, for any filter of their lists.

An entry of a claim tells its allegations with what was answered to each, or the silence; an entry
of a response tells what it answers. Nobody who follows one side misses the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, Prefetch
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext, gettext_lazy

from tracker.ledger.kinds import KINDS
from tracker.ledger.models import Entry
from tracker.public import reading
from tracker.public.addresses import stable
from tracker.public.filters import ClaimFilter, ListFilter, ResponseFilter
from tracker.public.listing import Elsewhere, bad_request
from tracker.public.news import CORRECTED, PUBLISHED, WITHDRAWN, News, loaded, news
from tracker.public.silence import silent_points
from tracker.public.templatetags.history import cited_as
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Answer, Claim, Dossier, Party, Response

MOST = 30


def claims_feed(request: HttpRequest) -> HttpResponse:
    """The claims published last, of those that the query asks for."""
    rows = _asked(request, ClaimFilter, Claim.objects.published().with_response_state())
    feed = _feed(request, gettext("Claims"), reverse("claims"))
    _add_claims(feed, rows)
    return _answer(feed)


def responses_feed(request: HttpRequest) -> HttpResponse:
    """The responses published last, of those that the query asks for."""
    rows = _asked(request, ResponseFilter, Response.objects.published())
    feed = _feed(request, gettext("Responses"), reverse("responses"))
    _add_responses(feed, rows)
    return _answer(feed)


def dossier_feed(request: HttpRequest, key: str) -> HttpResponse:
    dossier = find(request, Dossier.objects.published(), key)
    rows = Claim.objects.published().filter(dossiers=dossier)
    feed = _feed(request, dossier.title, dossier.get_absolute_url())
    _add_claims(feed, rows)
    _add_responses(feed, Response.objects.published().filter(claims__in=rows).distinct())
    return _answer(feed)


def party_feed(request: HttpRequest, key: str) -> HttpResponse:
    """What a party alleged, what is alleged of it, and how it answered."""
    party = find(request, Party.objects.published(), key)
    made, against = (Claim.objects.published().filter(**{role: party}) for role in ROLES)
    feed = _feed(request, party.name, party.get_absolute_url())
    _add_claims(feed, (made | against).distinct())
    _add_responses(feed, Response.objects.published().filter(responder=party))
    return _answer(feed)


def changes_feed(request: HttpRequest) -> HttpResponse:
    """Publications, corrections and withdrawals of everything."""
    feed = _feed(request, gettext("Changes"), reverse("changes"))
    for one in loaded(list(news()[:MOST])):
        _add_news(feed, one)
    return _answer(feed)


ROLES = ("claimants", "accused")


def _asked(request: HttpRequest, filter_class: type[ListFilter], rows: Any) -> Any:
    filterset = filter_class(request.GET, queryset=rows, request=request)
    if not filterset.form.is_valid():
        raise Elsewhere(bad_request(request, filterset.visible_errors()))
    return rows.filter(pk__in=filterset.qs.order_by().values("pk"))


def _feed(request: HttpRequest, title: str, link: str) -> Atom1Feed:
    query = request.META.get("QUERY_STRING", "")
    asked = f"?{query}" if query else ""
    return Atom1Feed(
        title=f"{settings.SITE_NAME}: {title}",
        link=f"{settings.SITE_URL}{link}{asked}",
        feed_url=f"{settings.SITE_URL}{request.path}{asked}",
        feed_guid=f"{settings.SITE_URL}{request.path}{asked}",
        description="",
        subtitle=gettext("This site compiles what others have said. It does not say who is right."),
        language=get_language(),
        author_name=settings.SITE_NAME,
    )


def _answer(feed: Atom1Feed) -> HttpResponse:
    # The two sorts of entries of a party's or a dossier's feed stand in one order.
    feed.items = sorted(feed.items, key=lambda item: item["pubdate"], reverse=True)[:MOST]
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _add_claims(feed: Atom1Feed, rows: Any) -> None:
    claims = list(
        rows.order_by("-published_at", "-pk").prefetch_related(
            "claimant_links__party",
            "accused_links__party",
            Prefetch("allegations", reading.points(ANYBODY)),
            Prefetch("responses", reading.responses_in_short(ANYBODY)),
        )[:MOST]
    )
    requests = list(reading.requests(ANYBODY).filter(claim__in=claims))
    changed = _changed("claim", claims)
    for claim in claims:
        silent_points(claim, [one for one in requests if one.claim_id == claim.pk])
        _add(feed, claim, "public/feed_claim.html", {"claim": claim}, changed)


def _add_responses(feed: Atom1Feed, rows: Any) -> None:
    answers = Answer.objects.published().select_related("allegation__claim")
    responses = list(
        rows.order_by("-published_at", "-pk")
        .select_related("responder", "spokesperson")
        .prefetch_related(
            Prefetch("claims", Claim.objects.published()),
            Prefetch(
                "answers",
                answers.prefetch_related(
                    "stance_links__stance", Prefetch("citations", reading.quotes(ANYBODY, "answer"))
                ),
            ),
        )[:MOST]
    )
    changed = _changed("response", responses)
    for response in responses:
        _add(feed, response, "public/feed_response.html", {"response": response}, changed)


def _changed(kind: str, records: Iterable[Any]) -> dict[str, datetime]:
    """When readers last saw each of these records change, by the ledger."""
    names = [KINDS[kind].ref(record.reference) for record in records]
    rows = Entry.objects.filter(record__in=names).shown().order_by()
    return dict(rows.values("record").annotate(n=Max("time")).values_list("record", "n"))


def _add(
    feed: Atom1Feed, record: Any, template: str, context: dict[str, Any], changed: dict[str, Any]
) -> None:
    address = f"{settings.SITE_URL}{record.get_absolute_url()}"
    feed.add_item(
        title=f"{record.reference}: {record.title}",
        link=address,
        unique_id=stable(record.get_absolute_url()),
        description=render_to_string(template, {**context, "site_url": settings.SITE_URL}),
        pubdate=record.published_at,
        updateddate=max(record.published_at, changed.get(record.reference, record.published_at)),
    )


TITLES = {
    PUBLISHED: gettext_lazy("Published: %(title)s"),
    CORRECTED: gettext_lazy("Corrected: %(title)s"),
    WITHDRAWN: gettext_lazy("Withdrawn: %(title)s"),
}


def _called(one: News) -> str:
    """What the record is called; of a withdrawn one no more than its address says."""
    return cited_as(one.record) if one.what == WITHDRAWN else str(one.about.title)


def _add_news(feed: Atom1Feed, one: News) -> None:
    about = one.about
    address = f"{settings.SITE_URL}{about.get_absolute_url()}"
    context = {"one": one, "site_url": settings.SITE_URL}
    feed.add_item(
        title=TITLES[one.what] % {"title": _called(one)},
        link=address,
        unique_id=f"{stable(about.get_absolute_url())}#{one.what}-{int(one.when.astimezone(UTC).timestamp())}",
        description=render_to_string("public/feed_news.html", context),
        pubdate=one.when,
        updateddate=one.when,
    )
