"""Addresses of parties, places and dossiers: made from the name where none was typed."""

import pytest

from tests import factories as make
from tracker.editorial.slugs import free_slug
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def rows(*names):
    return {f"{name}-{count}": "0" for name in names for count in ("TOTAL_FORMS", "INITIAL_FORMS")}


def test_dossier_with_a_title_in_another_script_gets_an_address_in_latin_letters(editors_desk):
    data = {"title": "ملف", "slug": "", "position": "1", **rows("claim_links", "event_links")}
    response = editors_desk.post("/admin/record/dossier/add/", data)
    assert response.status_code == 302, response.content.decode()
    assert m.Dossier.objects.get().slug == "mlf"


def test_party_gets_an_address_of_its_name(editors_desk):
    data = {"name": "Party Ä", "name_language": "en", "kind": "media", "slug": ""}
    response = editors_desk.post(
        "/admin/record/party/add/", {**data, **rows("names", "memberships")}
    )
    assert response.status_code == 302, response.content.decode()
    assert m.Party.objects.get().slug == "party-a"


def test_address_that_is_or_was_somebodys_is_not_given_again():
    first = m.Party.objects.get(pk=make.party("Party A", slug="party-a").pk)
    assert free_slug(m.Party, "Party A") == "party-a-2"
    first.slug = "other"
    first.save()
    assert free_slug(m.Party, "Party A") == "party-a-2"
