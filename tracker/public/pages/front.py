"""The front page and the page about this site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.edition import lists, news
from tracker.edition.documents import Document, RequestDocument, newest_first
from tracker.edition.readers import NOW
from tracker.ledger import verifier
from tracker.public.machines.linked import pages as linked
from tracker.public.machines.linked.terms import TERMS
from tracker.search.finding import Question, ask
from tracker.search.kinds import Kind

LATEST, MOST_DOSSIERS = 5, 12
# Among so many requests, published last, open ones are looked for.
MOST_SEARCHED = 100


def front_page(request: HttpRequest) -> HttpResponse:
    newest = {noun: _newest(noun, LATEST) for noun in ("claim", "response")}
    dossiers = lists.first_ranked("dossier", MOST_DOSSIERS)
    asked = _newest("request", MOST_SEARCHED)
    found = lists.in_lists(NOW, {*newest["claim"], *newest["response"], *dossiers, *asked})
    return render(
        request,
        "front/front.html",
        {
            "dossiers": _some(found, dossiers),
            "claims": _some(found, newest["claim"]),
            "responses": _some(found, newest["response"]),
            "open_requests": _open(_some(found, asked))[:LATEST],
            "claim_count": ask(Question(Kind.CLAIM), 0, 0).total,
            "response_count": ask(Question(Kind.RESPONSE), 0, 0).total,
            "linked": linked.front(request),
        },
    )


def _newest(noun: str, most: int) -> list[str]:
    return [key for key, _noun, _is_notice, _when in news.published(noun)[:most]]


def _some(found: Mapping[str, Document], keys: Iterable[str]) -> list[Document]:
    return [found[key] for key in keys if key in found]


def _open(rows: Iterable[Document]) -> list[RequestDocument]:
    """Requests without a recorded reply, sent last first."""
    asked = [one for one in rows if isinstance(one, RequestDocument) and one.is_open]
    return newest_first(asked, lambda one: one.sent_on_latest)


def about_page(request: HttpRequest) -> HttpResponse:
    stances, violations = lists.codebook(NOW, "stance"), lists.codebook(NOW, "violation")
    return render(
        request,
        "front/about.html",
        {
            "stances": stances,
            "violations": violations,
            "terms": TERMS.items(),
            "verifier": verifier.sha256(),
            "linked": linked.about(request, stances, violations),
        },
    )
