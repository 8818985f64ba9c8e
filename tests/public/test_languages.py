"""The interface in four languages: the path decides, and every page offers the others."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
CODES = {"en": "ltr", "ar": "rtl", "ckb": "rtl", "kmr": "ltr"}


@pytest.mark.parametrize(("code", "direction"), CODES.items())
def test_path_alone_decides_the_language(client, code, direction):
    prefix = "" if code == "en" else f"/{code}"
    answer = client.get(f"{prefix}/claims/", headers={"accept-language": "ar, kmr;q=0.9"})
    assert f'<html lang="{code}" dir="{direction}">' in answer.content.decode()
    assert answer.headers["Content-Language"] == code
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_english_has_no_prefix_and_unknown_languages_no_page(client):
    assert client.get("/en/claims/").status_code == 404
    assert client.get("/fr/claims/").status_code == 404


def test_every_page_leads_to_itself_in_each_language_with_its_query(client, settings):
    claim = make.whole_dispute()["claim"]
    html = client.get(f"/ckb{claim.get_absolute_url()}").content.decode()
    for code in CODES:
        address = claim.get_absolute_url() if code == "en" else f"/{code}{claim.get_absolute_url()}"
        head = f'<link rel="alternate" hreflang="{code}" href="{settings.SITE_URL}{address}">'
        assert head in html
        assert code == "ckb" or f'<a href="{address}" lang="{code}"' in html
    listed = client.get("/ar/claims/?response=open&q=%D8%AD").content.decode()
    assert '<a href="/kmr/claims/?response=open&amp;q=%D8%AD"' in listed


def test_links_of_a_page_stay_in_its_language(client):
    claim = make.whole_dispute()["claim"]
    html = client.get(f"/ar{claim.get_absolute_url()}").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    inside = [part.split('"')[0] for part in main.split('href="/')[1:]]
    assert inside
    assert [path for path in inside if not path.startswith("ar/")] == []


def test_missing_page_is_missing_in_its_own_language(client):
    answer = client.get("/ar/never/was/")
    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl">' in answer.content.decode()


def test_sitemap_names_each_page_in_each_language(client, settings):
    claim = make.whole_dispute()["claim"]
    text = client.get("/sitemap-claim.xml").content.decode()
    for code in ("ar", "ckb", "kmr"):
        address = f"{settings.SITE_URL}/{code}{claim.get_absolute_url()}"
        assert f'hreflang="{code}" href="{address}"' in text


def test_robots_leave_the_desk_alone_in_every_language(client):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /ar/admin/\n" in told
    assert "Disallow: /kmr/preview/\n" in told


def test_words_of_the_desk_are_marked_as_the_language_they_are_in(client):
    claim = make.whole_dispute()["claim"]
    html = client.get(f"/ar{claim.get_absolute_url()}").content.decode()
    assert f'<h1 lang="en" dir="auto">{claim.title}</h1>' in html


@pytest.mark.parametrize(
    ("code", "word"), [("ar", "الادعاءات"), ("ckb", "بانگەشەکان"), ("kmr", "Îdia")]
)
def test_desk_speaks_the_language_of_its_path_and_offers_the_others(client, editor, code, word):
    client.force_login(editor)
    html = client.get(f"/{code}/admin/record/claim/").content.decode()
    assert f'<html lang="{code}"' in html
    assert word in html
    assert '<a href="/admin/record/claim/"' in html
    assert client.get("/ckb/admin/record/claim/add/").status_code == 200
