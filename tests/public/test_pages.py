"""What record pages have in common: tombstones, corrections, old addresses, how to cite."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.public.crawl import LISTS, NOUNS, key_of
from tracker.record import models as m

pytestmark = pytest.mark.django_db

WITHDRAWABLE = ["claim", "response", "event", "request", "dossier"]


def page(client, record):
    return client.get(record.get_absolute_url()).content.decode()


@pytest.fixture
def world():
    return make.whole_dispute()


@pytest.mark.parametrize("name", ["front", *LISTS])
def test_empty_site_says_so(client, name):
    html = client.get(reverse(name)).content.decode()
    assert "Nothing is published here yet." in html


def test_unknown_address_offers_a_search_and_is_not_indexed(client):
    response = client.get("/never/was/")
    assert response.status_code == 404
    assert 'content="noindex"' in response.content.decode()
    assert 'name="q"' in response.content.decode()


def test_error_page_needs_no_database(client, settings, django_assert_num_queries):
    from django.test import RequestFactory

    from tracker.public.pages.errors import server_error_page

    with django_assert_num_queries(0):
        response = server_error_page(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_unknown_format_of_a_record_page_gets_400(client, world, subtests):
    for noun in NOUNS:
        with subtests.test(noun):
            response = client.get(world[noun].get_absolute_url(), {"format": "doc"})
            assert response.status_code == 400
            assert "<code>format</code>" in response.content.decode()


def test_withdrawn_record_leaves_its_reason_and_no_more(client, world, subtests):
    for noun in WITHDRAWABLE:
        row = world[noun]
        row.status, row.withdrawn_at = "withdrawn", timezone.now()
        row.withdrawn_reason = f"The {noun} was entered twice."
        row.save()
        with subtests.test(noun):
            response = client.get(row.get_absolute_url())
            html = response.content.decode()
            assert response.status_code == 200
            assert row.withdrawn_reason in html
            assert 'content="noindex"' in html
            assert f"<title>{key_of(row)}" in html
            assert row.title not in html


def test_renamed_slug_leads_on_for_good(client, world, subtests):
    for noun in ("party", "place", "dossier"):
        old = world[noun].get_absolute_url()
        for slug in ("renamed", "renamed-again"):
            row = type(world[noun]).objects.get(pk=world[noun].pk)
            row.slug = slug
            row.save()
        with subtests.test(noun):
            response = client.get(old)
            assert response.status_code == 301
            assert response.headers["Location"] == reverse(noun, args=["renamed-again"])


def test_renamed_dossier_that_was_withdrawn_still_says_why(client, world):
    old = world["dossier"].get_absolute_url()
    row = m.Dossier.objects.get()
    row.slug, row.status, row.withdrawn_at = "renamed", "withdrawn", timezone.now()
    row.withdrawn_reason = "It mixed two disputes."
    row.save()
    response = client.get(old, follow=True)
    assert response.redirect_chain == [(reverse("dossier", args=["renamed"]), 301)]
    assert "It mixed two disputes." in response.content.decode()


def test_correction_stands_above_the_record(client, world, subtests):
    for noun in m.Correction.TARGETS:
        text = f"It said 17 of the {noun}."
        make.correction(**{noun: world[noun]}, text=text, made_on=date(2024, 5, 1))
        with subtests.test(noun):
            html = page(client, world[noun])
            assert 'Correction, <bdi class="date">1 May 2024</bdi>' in html
            assert html.index(text) < html.index("<dl" if noun != "dossier" else "two-columns")


def test_record_page_says_how_to_cite_it(client, world, subtests):
    for noun in WITHDRAWABLE[:4]:
        with subtests.test(noun):
            html = page(client, world[noun])
            assert f" {world[noun].reference}, " in html
            assert re.search(r"<bdi>Tracker(, revision of [^<]+)?\.</bdi>", html)
            assert f"http://127.0.0.1:8000{world[noun].get_absolute_url()}" in html


WORDS = {
    "ar": ("لم نفعل ذلك", "rtl", "Translator T"),
    "ckb": ("وا نەبوو", "rtl", "Translator U"),
    "kmr": ("Me nekir", "ltr", "Translator V"),
}


def test_quote_has_its_language_its_direction_and_its_translator(client, world, subtests):
    for language, (words, _direction, translator) in WORDS.items():
        told = {"translation": f"We did not, in {language}", "translator": translator}
        make.cite(world["claim"].allegations.first(), quote=words, language=language, **told)
    html = page(client, world["claim"])
    for language, (words, direction, translator) in WORDS.items():
        with subtests.test(language):
            assert f'<blockquote lang="{language}" dir="{direction}">\n<p>{words}</p>' in html
            shown = html.index(f"We did not, in {language}")
            assert f"by <bdi>{translator}</bdi>" in html[shown : shown + 200]


def test_text_of_a_record_is_never_markup(client, world):
    m.Claim.objects.update(title="<script>alert(1)</script>", lead="<b>bold</b>")
    m.Party.objects.update(name="<img src=x>")
    for address in ("/", "/claims/", world["claim"].get_absolute_url(), "/claims/?q=<script>"):
        html = client.get(address).content.decode()
        assert "<script>" not in html and "<b>" not in html and "<img" not in html
