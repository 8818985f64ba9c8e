"""What is not for readers is behind no filter, in no count and at no address.

`test_every_page.py` looks for it on all pages.
"""

import pytest
from django.apps import apps
from django.db.models import Q
from django.urls import reverse

from tests import factories as make
from tests.public import crawl, hidden
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def test_search_finds_no_word_that_only_hidden_text_has(client):
    hidden.record_with_secrets(hidden.DRAFT)
    for name in crawl.LISTS:
        html = client.get(reverse(name), {"q": hidden.WORD}).content.decode()
        assert "Nothing found" in html, name
        assert hidden.CANARY not in html, name


@pytest.mark.parametrize("state", hidden.HIDDEN)
def test_hidden_record_answers_as_an_address_that_never_was(client, state):
    dispute = hidden.hidden_dispute(hidden.published_dispute(), hidden.HIDDEN[state])
    # The address of what was withdrawn says why.
    nouns = ("party", "place", "source") if state == "withdrawn" else crawl.NOUNS
    for noun in nouns:
        found = client.get(reverse(noun, args=[crawl.key_of(dispute[noun])]))
        never = client.get(reverse(noun, args=["never-was"]))
        assert found.status_code == 404, noun
        assert (found.status_code, found.content) == (never.status_code, never.content), noun
        assert dict(found.headers) == dict(never.headers), noun


@pytest.mark.database
def test_former_address_of_a_hidden_record_leads_nowhere(client):
    dispute = hidden.hidden_dispute(hidden.published_dispute(), hidden.DRAFT)
    for noun in ("party", "place", "dossier"):
        row = dispute[noun]
        m.FormerAddress.objects.create(kind=noun, old=row.slug, current="renamed")
        type(row).objects.filter(pk=row.pk).update(slug="renamed")
        found = client.get(reverse(noun, args=[row.slug]))
        assert found.content == client.get(reverse(noun, args=["never-was"])).content, noun
        assert found.status_code == 404, noun


def test_filter_takes_the_name_of_a_hidden_record_for_an_unknown_one(client):
    dispute = hidden.hidden_dispute(hidden.published_dispute(), hidden.DRAFT)
    nouns = {"claimant": "party", "accused": "party", "place": "place", "dossier": "dossier"}
    for parameter, noun in nouns.items():
        slug = dispute[noun].slug
        found = client.get("/claims/", {parameter: slug})
        never = client.get("/claims/", {parameter: "never-was"})
        assert (found.status_code, never.status_code) == (400, 400), parameter
        told = found.content.decode().replace(slug, "never-was")
        assert told == never.content.decode(), parameter


def test_codes_of_hidden_answers_are_not_among_the_filters(client):
    public = hidden.published_dispute()
    hidden.hidden_dispute(public, hidden.DRAFT)
    assert f'value="{public["stance"].code}"' not in client.get("/claims/").content.decode()
    assert client.get("/claims/", {"stance": public["stance"].code}).status_code == 400


def test_hidden_reprints_are_not_counted(client):
    public = hidden.published_dispute()
    make.source(derived_from=public["source"])
    make.source(derived_from=public["source"], confidential=True)
    assert "No reprints found." in client.get(public["source"].get_absolute_url()).content.decode()


def test_figure_repeating_a_hidden_one_is_not_called_its_own(client):
    public = hidden.published_dispute()
    hidden.hidden_dispute(public, hidden.DRAFT)
    html = client.get(public["claim"].get_absolute_url()).content.decode()
    assert "repeats a figure that is not shown here" in html


def test_every_private_field_is_known_to_these_tests():
    """A new field for the desk has one of these names, or joins them."""
    private = {
        field.name
        for model in apps.get_app_config("record").get_models()
        for field in hidden.text_fields(model)
        if "never shown" in str(field.help_text).lower()
    }
    assert private == set(hidden.KEPT_AT_THE_DESK)


@pytest.mark.database
def test_published_record_without_an_answer_says_nothing_of_a_draft_answer(client):
    claim = make.claim()
    before = client.get("/claims/").content
    make.answer(make.response(claim, **hidden.DRAFT), claim.allegations.get())
    assert client.get("/claims/").content == before
    assert m.Claim.objects.filter(Q(responses__isnull=False)).exists()
