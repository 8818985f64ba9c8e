"""Corrections as readers find them: on the page of what they correct, in changes and feeds."""

import json
import re
from datetime import date
from html import unescape

import pytest

from tests import factories as make
from tests.ledger.world import as_made, kept, settled
from tests.published import as_published
from tracker.editorial.changes import change
from tracker.editorial.workflow import make_move
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
DAY = date(2024, 5, 3)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        found = make.whole_dispute()
        m.Correction.objects.all().delete()
        make.ledger()
        yield settled(found)


@pytest.fixture
def world(made, db):
    return as_made(made)


def page(client, address):
    return " ".join(client.get(address).content.decode().split())


def linked(html):
    return json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1]
    )


@pytest.mark.parametrize("noun", m.Correction.TARGETS)
def test_page_of_what_was_wrong_tells_kind_and_revision(client, world, noun):
    record = world[noun]
    make.correction(
        **{noun: record},
        text="It was said wrongly.",
        kind="attribution",
        of_revision=1,
        made_on=DAY,
    )
    make.ledger()
    html = page(client, record.get_absolute_url())
    assert 'Correction, <bdi class="date">3 May 2024</bdi> (attribution)' in html
    assert "It was said wrongly." in html
    wrong = f"{record.get_absolute_url()}?revision=1"
    assert f'<a href="{wrong}" rel="nofollow">What was wrong: revision 1</a>' in html
    assert client.get(wrong).status_code == 200


@pytest.mark.parametrize("noun", m.Correction.TARGETS)
def test_draft_of_a_correction_is_not_seen(client, world, noun):
    make.correction(**{noun: world[noun]}, text="It was said wrongly.", **DRAFT)
    make.ledger()
    assert "It was said wrongly." not in page(client, world[noun].get_absolute_url())
    assert "It was said wrongly." not in page(client, "/changes/")


@pytest.mark.parametrize("noun", m.Correction.TARGETS)
def test_change_is_told_with_its_kind_and_leads_to_what_was_wrong(client, world, noun):
    record = world[noun]
    with change(None, Entry.Action.PUBLISHED) as door:
        door.touch(
            make.correction(
                **{noun: record}, text="It was said wrongly.", kind="coding", of_revision=1
            )
        )
    wrong = f"{record.get_absolute_url()}?revision=1"
    html = page(client, "/changes/")
    line = re.search(r'<li class="entry">(.*?)</li>', html, re.S)[1]
    assert "Correction (coding)" in line
    assert f'href="{record.get_absolute_url()}"' in line
    assert f'href="{wrong}"' in line
    feed = unescape(client.get("/feeds/changes/").content.decode())
    assert f'{record.get_absolute_url()}?revision=1" rel="nofollow"' in feed


def test_correction_without_kind_or_revision_is_told_as_before(client, world):
    make.correction(claim=world["claim"], kind="", made_on=DAY)
    make.ledger()
    html = page(client, world["claim"].get_absolute_url())
    assert '<h2>Correction, <bdi class="date">3 May 2024</bdi></h2>' in html
    assert "What was wrong" not in html
    assert re.search(r'<p class="kicker">Correction ·', page(client, "/changes/"))


def test_newest_correction_stands_first(client, world):
    for number in (1, 2):
        make.correction(party=world["party"], text=f"Mended {number}.", made_on=DAY)
    make.ledger()
    html = page(client, world["party"].get_absolute_url())
    assert html.index("Mended 2.") < html.index("Mended 1.")


@pytest.mark.database
def test_correction_of_a_party_or_a_place_goes_with_what_names_it(client, world, publisher):
    """They are as public as what names them, and so are corrections of them."""
    claim = make.claim(claimant=make.party("Party F", slug="party-f"))
    town = make.place("Town G")
    m.AllegationPlace.objects.create(allegation=claim.allegations.get(), place=town)
    party = claim.claimants.get()
    rows = [make.correction(party=party), make.correction(place=town)]
    make.ledger()
    assert all(m.Correction.objects.published().filter(pk=row.pk).exists() for row in rows)
    assert "Party F" in page(client, "/changes/")
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    assert not m.Correction.objects.published().filter(pk__in=[row.pk for row in rows]).exists()
    html = page(client, "/changes/")
    assert "Party F" not in html and "Town G" not in html
    assert not {f"correction/{row.pk}" for row in rows} & as_published().keys()


@pytest.mark.database
def test_correction_of_a_request_goes_with_it(client, world, publisher):
    row = make.correction(request=world["request"], text="It was said wrongly.")
    make.ledger()
    make_move(world["request"], "withdraw", publisher, "It was entered twice.")
    assert "It was said wrongly." not in page(client, "/changes/")
    assert f"correction/{row.pk}" not in as_published()


@pytest.mark.parametrize("noun", ["party", "place", "request", "claim"])
def test_linked_data_tells_kind_and_the_state_that_was_wrong(client, world, noun):
    record = world[noun]
    make.correction(**{noun: record}, kind="translation", of_revision=1)
    make.ledger()
    document = linked(client.get(record.get_absolute_url()).content.decode())
    told = [*document.get("correction", []), *document.get("subjectOf", [])]
    (correction,) = [one for one in told if one["@type"] == "CorrectionComment"]
    assert correction["correctionKind"] == "translation"
    assert correction["about"]["url"].endswith(f"{record.get_absolute_url()}?revision=1")
    assert correction["about"]["version"] == "1"


def test_page_of_the_past_shows_no_correction_made_since(client, world):
    party = world["party"]
    with change(None, Entry.Action.PUBLISHED) as door:
        door.touch(make.correction(party=party, text="It was said wrongly.", of_revision=1))
    make.edited(party, description="Now put right.")
    assert "It was said wrongly." in page(client, party.get_absolute_url())
    past = page(client, f"{party.get_absolute_url()}?revision=1")
    assert "It was said wrongly." not in past
