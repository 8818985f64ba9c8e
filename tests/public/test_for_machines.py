"""What programs read first: sitemap, robots.txt, OpenSearch."""

import xml.etree.ElementTree as ET

import pytest

from tests import factories as make
from tests.public import hidden

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def mapped(client):
    index = ET.fromstring(client.get("/sitemap.xml").content)
    parts = [one.text.split("/", 3)[3] for one in index.iter(MAP)]
    pages = [ET.fromstring(client.get(f"/{part}").content) for part in parts]
    return {one.text for page in pages for one in page.iter(MAP)}


def test_sitemap_names_every_published_record_and_nothing_hidden(client, settings):
    world = make.whole_dispute()
    make.claim(title="Party A alleges a draft", **hidden.DRAFT)
    hidden.fewer_parties({})
    found = mapped(client)
    for noun in ("claim", "response", "source", "party", "place", "dossier", "event", "request"):
        assert f"{settings.SITE_URL}{world[noun].get_absolute_url()}" in found
    for address in found:
        answer = client.get(address.removeprefix(settings.SITE_URL))
        assert answer.status_code == 200, address


def test_robots_are_sent_past_the_desk_and_to_the_sitemap(client, settings):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in told
    assert "Disallow: /*?\n" in told
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml\n" in told


def test_browser_is_told_how_to_search(client, settings):
    html = client.get("/").content.decode()
    assert '<link rel="search" type="application/opensearchdescription+xml"' in html
    root = ET.fromstring(client.get("/opensearch.xml").content)
    templates = [one.get("template") for one in root if one.tag.endswith("Url")]
    assert f"{settings.SITE_URL}/search/?q={{searchTerms}}" in templates
    for template in templates:
        address = template.removeprefix(settings.SITE_URL).replace("{searchTerms}", "thing")
        assert client.get(address).status_code == 200
