"""For machines that look around: the sitemap, robots.txt and the OpenSearch description."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tracker.edition.documents import WITH_PAGES
from tracker.edition.lists import Listed, listed
from tracker.public.delivery.crawling import rules
from tracker.public.delivery.languages import in_language
from tracker.record.paths import path_of

PAGES = (
    "front",
    "claims",
    "responses",
    "sources",
    "parties",
    "places",
    "dossiers",
    "events",
    "requests",
    "changes",
    "statistics",
    "ledger",
    "about",
)


class OurSitemap(Sitemap):
    """Addresses under the site's own name, whatever name it was asked by."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """As Django's, with the address in each language; its own way loads every row for it."""
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            path = urlsplit(url["location"]).path
            url["alternates"] = [
                {"lang_code": code, "location": f"{settings.SITE_URL}{in_language(path, code)}"}
                for code, _name in settings.LANGUAGES
            ]
        return urls


class PageSitemap(OurSitemap):
    """Pages that are always there."""

    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)


class RecordSitemap(OurSitemap):
    """All that is published of one noun."""

    # With its address in each language, a record takes half a kilobyte.
    limit = 500

    def __init__(self, noun: str) -> None:
        self.noun = noun

    def items(self) -> Any:
        return listed(self.noun)

    def location(self, item: tuple[str, datetime]) -> str:
        return path_of(self.noun, Listed(*item).address)

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return Listed(*item).changed_at

    def get_latest_lastmod(self) -> None:
        """Nothing: to know it every record would be read, and each part says it of its own."""


SITEMAPS = {
    "pages": PageSitemap(),
    **{noun: RecordSitemap(noun) for noun in WITH_PAGES},
}


def robots(request: HttpRequest) -> HttpResponse:
    """What programs are asked to leave alone: the desk, searches, downloads and earlier states."""
    lines = [*rules(), f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser adds this site's search to its own."""
    kind = "application/opensearchdescription+xml"
    return render(request, "machines/opensearch.xml", content_type=f"{kind}; charset=utf-8")
