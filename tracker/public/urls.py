"""Addresses of the public pages; people link to them, so they stay."""

from django.urls import path

from tracker.public.views import (
    claims,
    context,
    dossiers,
    front,
    parties,
    places,
    preview,
    responses,
    sources,
)
from tracker.public.views.errors import answers_elsewhere as page

urlpatterns = [
    path("", front.front_page, name="front"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<slug:key>/", page(claims.claim_page), name="claim"),
    path("responses/", responses.response_list, name="responses"),
    path("responses/<slug:key>/", page(responses.response_page), name="response"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<slug:key>/", page(sources.source_page), name="source"),
    path("parties/", parties.party_list, name="parties"),
    path("parties/<slug:key>/", page(parties.party_page), name="party"),
    path("places/", places.place_list, name="places"),
    path("places/<slug:key>/", page(places.place_page), name="place"),
    path("dossiers/", dossiers.dossier_list, name="dossiers"),
    path("dossiers/<slug:key>/", page(dossiers.dossier_page), name="dossier"),
    path("events/<slug:key>/", page(context.event_page), name="event"),
    path("requests/<slug:key>/", page(context.request_page), name="request"),
    path("about/", front.about_page, name="about"),
    path("preview/<slug:kind>/<slug:key>/", page(preview.preview), name="preview"),
]
