"""Addresses without a language: what programs read."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from tracker.public.machines.sitemaps import SITEMAPS, robots
from tracker.public.pages.oembed import oembed_answer

urlpatterns = [
    path(
        "sitemap.xml",
        index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("robots.txt", robots, name="robots"),
    path("oembed/", oembed_answer, name="oembed"),
]
