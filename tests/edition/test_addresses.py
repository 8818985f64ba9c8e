"""Where a public record once was leads to where it is, as long as readers find it there."""

import pytest
from django.core.management import call_command

from tests import factories as make
from tracker.edition.models import Address
from tracker.edition.publishing import begin
from tracker.editorial.changes import change
from tracker.editorial.merging import merge
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def leads_to(client, path):
    answer = client.get(path)
    return answer.headers["Location"] if answer.status_code == 301 else answer.status_code


@pytest.fixture
def party(db):
    """A public party, renamed since."""
    row = make.party("Party A", slug="party-a")
    make.claim(accused=row)
    make.ledger()
    return make.edited(row, slug="party-new")


def told():
    return sorted(Address.objects.values_list("noun", "old", "key", "until"))


def test_renamed_party_is_found_where_it_was(client, party):
    assert leads_to(client, "/parties/party-a/") == "/parties/party-new/"
    assert leads_to(client, "/ar/parties/party-a/") == "/ar/parties/party-new/"


def test_record_that_is_named_as_before_has_its_page_there(client, party):
    make.edited(party, slug="party-a")
    assert leads_to(client, "/parties/party-a/") == 200
    assert leads_to(client, "/parties/party-new/") == "/parties/party-a/"


def test_address_of_a_draft_is_never_led_on_from(client):
    dossier = make.dossier(status="draft", published_at=None, slug="a-hidden-name")
    make.ledger()
    make.edited(dossier, slug="a-plain-name")
    make.edited(dossier, **make.status())
    assert leads_to(client, "/dossiers/a-plain-name/") == 200
    assert leads_to(client, "/dossiers/a-hidden-name/") == 404


def test_party_out_of_sight_is_not_led_to(client, party):
    claim = m.Claim.objects.get()
    withdrawn = {"status": "withdrawn", "withdrawn_at": claim.published_at}
    make.edited(claim, withdrawn_reason="It was entered twice.", **withdrawn)
    assert leads_to(client, "/parties/party-a/") == 404


def test_party_that_was_made_one_with_another_leads_to_it(client, party):
    kept = make.party("Party B", slug="party-b")
    with change(None, Entry.Action.ENTERED) as door:
        door.touch(make.claim(accused=kept))
    merge(kept, party, None)
    assert leads_to(client, "/parties/party-new/") == "/parties/party-b/"
    assert leads_to(client, "/parties/party-a/") == "/parties/party-b/"


def test_party_that_was_made_one_with_another_twice_leads_to_the_last(client):
    first, second, last = (make.party(f"Party {x}", slug=f"party-{x.lower()}") for x in "ABC")
    for one in (first, second, last):
        make.claim(accused=one)
    make.ledger()
    merge(second, first, None)
    merge(last, second, None)
    assert leads_to(client, "/parties/party-b/") == "/parties/party-c/"
    assert leads_to(client, "/parties/party-a/") == "/parties/party-c/"


@pytest.mark.database
def test_addresses_made_again_are_those_that_were_lived(client, party):
    kept = make.party("Party B", slug="party-b")
    with change(None, Entry.Action.ENTERED) as door:
        door.touch(make.claim(accused=kept))
    merge(kept, party, None)
    lived = told()
    assert len(lived) > 2
    call_command("rebuild_editions", again=True, verbosity=0)
    assert told() == lived


def test_site_that_knew_no_former_addresses_learns_them_when_it_is_upgraded(client, party):
    kept = make.party("Party B", slug="party-b")
    with change(None, Entry.Action.ENTERED) as door:
        door.touch(make.claim(accused=kept))
    merge(kept, party, None)
    Address.objects.all().delete()
    begin()
    assert leads_to(client, "/parties/party-a/") == "/parties/party-b/"
    assert leads_to(client, "/parties/party-new/") == "/parties/party-b/"
