"""Addresses of the public pages; people link to them, so they stay."""

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from tracker.public.machines import feeds
from tracker.public.machines.sitemaps import opensearch
from tracker.public.pages import (
    annotations,
    cards,
    changes,
    claims,
    compare,
    context,
    dossiers,
    embed,
    evidence_pack,
    figures,
    front,
    history,
    ledger,
    maps,
    matrix,
    parties,
    places,
    responses,
    search,
    sources,
    statistics,
)
from tracker.public.pages.errors import answers_elsewhere as page

HISTORIED = {
    "claims": "claim",
    "responses": "response",
    "sources": "source",
    "parties": "party",
    "places": "place",
    "dossiers": "dossier",
    "events": "event",
    "requests": "request",
}


def record(kind: str, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    return page(history.with_past(kind, view))


urlpatterns = [
    path("", front.front_page, name="front"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<slug:key>/", record("claim", claims.claim_page), name="claim"),
    path("responses/", responses.response_list, name="responses"),
    path("responses/<slug:key>/", record("response", responses.response_page), name="response"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<slug:key>/", record("source", sources.source_page), name="source"),
    path(
        "sources/<slug:key>/annotations.jsonld",
        page(annotations.source_annotations),
        name="source_annotations",
    ),
    path("parties/", parties.party_list, name="parties"),
    path("parties/<slug:key>/", record("party", parties.party_page), name="party"),
    path("places/", places.place_list, name="places"),
    path("places/<slug:key>/", record("place", places.place_page), name="place"),
    path("dossiers/", dossiers.dossier_list, name="dossiers"),
    path("dossiers/<slug:key>/", record("dossier", dossiers.dossier_page), name="dossier"),
    path("dossiers/<slug:key>/matrix/", page(matrix.dossier_matrix), name="dossier_matrix"),
    path("dossiers/<slug:key>/figures/", page(figures.dossier_figures), name="dossier_figures"),
    path("dossiers/<slug:key>/timeline/", page(dossiers.dossier_timeline), name="dossier_timeline"),
    path("dossiers/<slug:key>/map/", page(maps.dossier_map), name="dossier_map"),
    path("parties/<slug:key>/matrix/", page(matrix.party_matrix), name="party_matrix"),
    path("parties/<slug:key>/answers/", page(compare.party_answers), name="party_answers"),
    path(
        "responses/<slug:key>/reporters/",
        page(compare.response_reporters),
        name="response_reporters",
    ),
    path(
        "claims/<slug:key>/evidence.zip", page(evidence_pack.claim_evidence), name="claim_evidence"
    ),
    path("claims/<slug:key>/reporters/", page(compare.claim_reporters), name="claim_reporters"),
    path("events/", context.event_list, name="events"),
    path("events/<slug:key>/", record("event", context.event_page), name="event"),
    path("requests/", context.request_list, name="requests"),
    path("requests/<slug:key>/", record("request", context.request_page), name="request"),
    path("search/", page(search.search_page), name="search"),
    path("statistics/", page(statistics.statistics_page), name="statistics"),
    path("claims/<slug:key>/embed/", page(embed.claim_embed), name="claim_embed"),
    path("responses/<slug:key>/embed/", page(embed.response_embed), name="response_embed"),
    path("cards/claims/<slug:key>.png", page(cards.claim_card), name="claim_card"),
    path("cards/responses/<slug:key>.png", page(cards.response_card), name="response_card"),
    path("cards/dossiers/<slug:key>.png", page(cards.dossier_card), name="dossier_card"),
    path("cards/site.png", page(cards.site_card), name="site_card"),
    path("about/", front.about_page, name="about"),
    path("changes/", page(changes.changes_page), name="changes"),
    path("feeds/claims/", page(feeds.claims_feed), name="feed_claims"),
    path("feeds/responses/", page(feeds.responses_feed), name="feed_responses"),
    path("feeds/events/", page(feeds.events_feed), name="feed_events"),
    path("feeds/requests/", page(feeds.requests_feed), name="feed_requests"),
    path("feeds/changes/", page(feeds.changes_feed), name="feed_changes"),
    path("feeds/dossiers/<slug:key>/", page(feeds.dossier_feed), name="feed_dossier"),
    path("feeds/parties/<slug:key>/", page(feeds.party_feed), name="feed_party"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("ledger/", page(ledger.ledger_page), name="ledger"),
    path("ledger/bundle.zip", ledger.bundle, name="ledger_bundle"),
    path("ledger/checkpoint", ledger.checkpoint_text, name="ledger_checkpoint"),
    path("ledger/key", ledger.key_text, name="ledger_key"),
    path("ledger/<int:sequence>/", ledger.entry_page, name="ledger_entry"),
    path("ledger/<int:sequence>/proof.json", page(ledger.proof), name="ledger_proof"),
    *(
        path(
            f"{section}/<slug:key>/history/",
            page(history.history_page),
            {"kind": kind},
            name=f"{kind}_history",
        )
        for section, kind in HISTORIED.items()
    ),
]
