"""What is not for readers is on no public page, in no header, behind no filter, in any form."""

import re

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.public import crawl, hidden
from tracker.ledger.entries import size
from tracker.record import models as m

pytestmark = pytest.mark.django_db


# Four digits of a year stand in many a hash.
HASH = re.compile(r"[0-9a-f]{16,}|[A-Za-z0-9+/]{40,}=*")


def secrets_in(address, response, secrets):
    """The secrets that a response tells; what the asker typed into the address is no secret."""
    told = HASH.sub("", crawl.text_of(response)) + str(dict(response.headers))
    path, _mark, query = address.partition("?")
    for typed in (*path.split("/"), query.partition("=")[2]):
        told = told.replace(typed, "") if typed else told
    return [secret for secret in secrets if secret in told]


def secrets_of(unseen):
    references = [
        model.objects.get(pk=key).reference for model, key in unseen if hasattr(model, "reference")
    ]
    return [hidden.CANARY, hidden.YEAR, *references]


def known_of(address, state, secrets):
    """What is secret at an address: that a record was withdrawn, these pages say to all."""
    if state == "withdrawn" and address.startswith(("/ledger/", "/changes/", "/feeds/changes/")):
        # Of a dossier its address is told, as its notice tells it.
        return [f"{hidden.CANARY} ", hidden.YEAR]
    return secrets


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_no_public_address_tells_a_secret(client, state):
    _public, _hidden, unseen = hidden.record_with_secrets(hidden.HIDDEN[state])
    make.ledger()
    start = ["/", *crawl.record_addresses(), *crawl.filter_addresses()]
    start += [f"{address}history/" for address in crawl.record_addresses()]
    start += [f"{address}?as_of={timezone.localdate()}" for address in crawl.record_addresses()]
    start += [reverse("ledger_entry", args=[n]) for n in range(size())]
    start += [f"{reverse(name)}?format={form}" for name in crawl.LISTS for form in crawl.FORMATS]
    secrets = secrets_of(unseen)
    answers = crawl.crawl(client, start)
    told = {
        address: found
        for address, response in answers.items()
        if (found := secrets_in(address, response, known_of(address, state, secrets)))
    }
    assert told == {}
    assert {response.status_code for response in answers.values()} <= {200, 400, 404}
    assert len(answers) > 150


@pytest.mark.parametrize("name", crawl.LISTS)
def test_search_finds_no_word_that_only_hidden_text_has(client, name):
    hidden.record_with_secrets(hidden.DRAFT)
    html = client.get(reverse(name), {"q": hidden.WORD}).content.decode()
    assert "Nothing found" in html
    assert hidden.CANARY not in html


@pytest.mark.parametrize("state", hidden.HIDDEN)
@pytest.mark.parametrize("noun", crawl.NOUNS)
def test_hidden_record_answers_as_an_address_that_never_was(client, noun, state):
    row = hidden.hidden_dispute(hidden.published_dispute(), hidden.HIDDEN[state])[noun]
    if state == "withdrawn" and noun not in ("party", "place", "source"):
        pytest.skip("its address says why it was withdrawn")
    found = client.get(reverse(noun, args=[crawl.key_of(row)]))
    never = client.get(reverse(noun, args=["never-was"]))
    assert found.status_code == 404
    assert (found.status_code, found.content) == (never.status_code, never.content)
    assert dict(found.headers) == dict(never.headers)


@pytest.mark.parametrize("noun", ["party", "place", "dossier"])
def test_former_address_of_a_hidden_record_leads_nowhere(client, noun):
    row = hidden.hidden_dispute(hidden.published_dispute(), hidden.DRAFT)[noun]
    old, row.slug = row.slug, "renamed"
    type(row).objects.get(pk=row.pk)
    m.FormerAddress.objects.create(kind=noun, old=old, current="renamed")
    type(row).objects.filter(pk=row.pk).update(slug="renamed")
    found = client.get(reverse(noun, args=[old]))
    assert found.content == client.get(reverse(noun, args=["never-was"])).content
    assert found.status_code == 404


@pytest.mark.parametrize(
    ("parameter", "noun"),
    [("claimant", "party"), ("accused", "party"), ("place", "place"), ("dossier", "dossier")],
)
def test_filter_takes_the_name_of_a_hidden_record_for_an_unknown_one(client, parameter, noun):
    row = hidden.hidden_dispute(hidden.published_dispute(), hidden.DRAFT)[noun]
    found = client.get("/claims/", {parameter: row.slug})
    never = client.get("/claims/", {parameter: "never-was"})
    assert (found.status_code, never.status_code) == (400, 400)
    assert found.content.decode().replace(row.slug, "never-was") == never.content.decode()


def test_codes_of_hidden_answers_are_not_among_the_filters(client):
    public = hidden.published_dispute()
    hidden.hidden_dispute(public, hidden.DRAFT)
    assert f'value="{public["stance"].code}"' not in client.get("/claims/").content.decode()
    assert client.get("/claims/", {"stance": public["stance"].code}).status_code == 400


def test_hidden_reprints_are_not_counted(client):
    public = hidden.published_dispute()
    make.source(derived_from=public["source"])
    make.source(derived_from=public["source"], confidential=True)
    assert (
        "0 republications on record"
        in client.get(public["source"].get_absolute_url()).content.decode()
    )


def test_figure_repeating_a_hidden_one_is_not_called_its_own(client):
    public = hidden.published_dispute()
    hidden.hidden_dispute(public, hidden.DRAFT)
    html = client.get(public["claim"].get_absolute_url()).content.decode()
    assert "repeats a figure that is not shown here" in html


def test_every_private_field_is_known_to_these_tests():
    """A new field for the desk has one of these names, or joins them."""
    private = {
        field.name
        for model in crawl.NOUNS.values()
        for field in hidden.text_fields(model)
        if "never shown" in str(field.help_text).lower()
    }
    assert private == set(hidden.KEPT_AT_THE_DESK)


def test_published_record_without_an_answer_says_nothing_of_a_draft_answer(client):
    claim = make.claim()
    before = client.get("/claims/").content
    make.answer(make.response(claim, **hidden.DRAFT), claim.allegations.get())
    assert client.get("/claims/").content == before
    assert m.Claim.objects.filter(Q(responses__isnull=False)).exists()
